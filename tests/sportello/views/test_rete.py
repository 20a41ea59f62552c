"""The pages of the network: who reads and writes, what the lists find, what one click does."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sportello.models import ImpegnoRisorsa, IncontroTavolo, OpportunitaLavoro, RisorsaTerritorio
from tests.factories.casa import CasoFactory, nucleo_con_adulto
from tests.factories.persone import ComuneFactory
from tests.factories.sportello import (
    ImpegnoRisorsaFactory,
    IncontroTavoloFactory,
    OpportunitaLavoroFactory,
    PercorsoLavoroFactory,
    RisorsaTerritorioFactory,
)
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import CHI_SEGUE_PERSONE, Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
RETE = reverse("sportello:risorsa_elenco")
IMPEGNI = reverse("sportello:impegno_elenco")
OPPORTUNITA = reverse("sportello:opportunita_elenco")
NUOVA = {"nome": "Emporio", "tipo": "ASSOCIAZIONE", "aiuti": ["ALIMENTI"], "aggiornata_il": "2026-11-18"}


def di(noun: str, atto: str, riga: object) -> str:
    return reverse(f"sportello:{noun}_{atto}", args=[riga.pk])


def righe(pagina) -> list:
    return [riga[0] for riga in pagina.context["righe"]]


def csv(risposta) -> list[str]:
    return b"".join(risposta.streaming_content).decode().splitlines()


class TestRisorse:
    @pytest.mark.parametrize("ruolo", [*CHI_SEGUE_PERSONE, Ruolo.FUNZIONARIO_UNIONE])
    def test_who_sees_the_network_reads_it_and_only_who_follows_households_writes_it(
        self, entra: Entra, ruolo: str
    ) -> None:
        risorsa, client = RisorsaTerritorioFactory(aggiornata_il=date(2026, 1, 1)), entra(ruolo)
        pagina, scheda = client.get(RETE), client.get(di("risorsa", "scheda", risorsa))
        scrive = ruolo != Ruolo.FUNZIONARIO_UNIONE
        assert righe(pagina) == [risorsa]
        for testo in (pagina.content.decode(), scheda.content.decode()):
            assert ("È ancora così" in testo) is scrive
            assert "Da ricontrollare" in testo
        assert (client.get(reverse("sportello:risorsa_nuova")).status_code == 200) is scrive

    @pytest.mark.parametrize(
        ("filtri", "trovate"),
        [
            ({}, ["bar", "emporio", "sindacato"]),
            ({"q": "EMPÒR"}, ["emporio"]),
            ({"tipo": "SINDACATO"}, ["sindacato"]),
            ({"aiuto": "LEGALE"}, ["sindacato"]),
            ({"vecchie": "true"}, ["bar"]),
            ({"vecchie": "false"}, ["emporio", "sindacato"]),
            ({"attiva": "false"}, ["ferma"]),
            ({"attiva": "tutte"}, ["bar", "emporio", "ferma", "sindacato"]),
            ({"attiva": "tutte", "vecchie": "true"}, ["bar"]),
            ({"comune": "null"}, ["sindacato"]),
            ({"ordine": "-controllata"}, ["sindacato", "emporio", "bar"]),
        ],
    )
    def test_each_filter_finds_its_own(self, entra: Entra, filtri: dict, trovate: list[str]) -> None:
        RisorsaTerritorioFactory(nome="emporio")
        RisorsaTerritorioFactory(nome="bar", aggiornata_il=date(2026, 5, 22))
        RisorsaTerritorioFactory(nome="ferma", attiva=False, aggiornata_il=date(2025, 1, 1))
        RisorsaTerritorioFactory(
            nome="sindacato", tipo="SINDACATO", comune=None, aiuti=["LEGALE"], aggiornata_il=date(2026, 11, 1)
        )
        client = entra(Ruolo.OPERATORE_ETS)
        assert [r.nome for r in righe(client.get(RETE, filtri))] == trovate
        foglio = csv(client.get(reverse("sportello:risorsa_esporta"), filtri | {"formato": "csv"}))
        assert [riga.split(";")[0] for riga in foglio[1:]] == trovate

    def test_a_resource_is_added_and_the_same_name_is_refused_with_the_reason(self, entra: Entra) -> None:
        client, nuova = entra(Ruolo.OPERATORE_ETS), reverse("sportello:risorsa_nuova")
        risposta = invia(client, nuova, **NUOVA)
        risorsa = RisorsaTerritorio.objects.get()
        assert (risposta.url, risorsa.comune, risorsa.aiuti) == (di("risorsa", "scheda", risorsa), None, ["ALIMENTI"])
        doppia = invia(client, nuova, **NUOVA | {"nome": "EMPORIO"})
        assert doppia.status_code == 422
        assert "In questo comune c&#x27;è già una risorsa con questo nome." in doppia.content.decode()

    def test_what_is_missing_is_said_beside_its_field(self, entra: Entra) -> None:
        risposta = invia(
            entra(Ruolo.OPERATORE_ETS), reverse("sportello:risorsa_nuova"), nome="", aggiornata_il="2026-11-20"
        )
        assert risposta.status_code == 422
        assert set(errori(risposta)) == {"nome", "tipo", "aiuti", "aggiornata_il"}

    def test_who_saves_second_sees_what_changed(self, entra: Entra) -> None:
        client, risorsa = entra(Ruolo.OPERATORE_ETS), RisorsaTerritorioFactory()
        dati = NUOVA | {"versione": 1, "comune": risorsa.comune.pk}
        assert invia(client, di("risorsa", "modifica", risorsa), **dati).status_code == 302
        assert invia(client, di("risorsa", "modifica", risorsa), **dati | {"nome": "Bar"}).status_code == 409

    def test_one_click_says_that_it_is_still_so_and_goes_back_to_the_list(self, entra: Entra) -> None:
        client, risorsa = entra(Ruolo.ASSISTENTE_SOCIALE), RisorsaTerritorioFactory(aggiornata_il=date(2026, 1, 1))
        indirizzo = di("risorsa", "conferma", risorsa)
        assert invia(client, indirizzo, torna=f"{RETE}?vecchie=true").url == f"{RETE}?vecchie=true"
        risorsa.refresh_from_db()
        assert risorsa.aggiornata_il == date(2026, 11, 19)
        for altrove in ("https://altrove.it/", f"//{RETE}", "/", f"{RETE}?{'x' * 300}"):
            assert invia(client, indirizzo, torna=altrove).url == di("risorsa", "scheda", risorsa)

    def test_it_is_put_aside_and_taken_up_again(self, entra: Entra) -> None:
        client, risorsa = entra(Ruolo.COORDINATORE_ETS), RisorsaTerritorioFactory()
        assert invia(client, di("risorsa", "disattiva", risorsa)).status_code == 302
        rifiuto = invia(client, di("risorsa", "conferma", risorsa))
        assert rifiuto.status_code == 422
        assert "prima rimettila in uso" in rifiuto.content.decode()
        assert invia(client, di("risorsa", "riattiva", risorsa)).status_code == 302
        risorsa.refresh_from_db()
        assert risorsa.attiva

    def test_the_map_opens_the_list_of_each_number(self, entra: Entra) -> None:
        risorsa, ovunque = RisorsaTerritorioFactory(), RisorsaTerritorioFactory(comune=None)
        client = entra(Ruolo.FUNZIONARIO_UNIONE)
        pagina = client.get(reverse("sportello:risorsa_mappa")).content.decode()
        for chi, dove in ((risorsa, str(risorsa.comune.pk)), (ovunque, "null")):
            domanda = {"comune": dove, "aiuto": "ALIMENTI"}
            assert f"{RETE}?comune={dove}&amp;aiuto=ALIMENTI" in pagina
            assert righe(client.get(RETE, domanda)) == [chi]

    def test_a_resource_shows_the_households_one_may_see(self, entra: Entra) -> None:
        risorsa = RisorsaTerritorioFactory()
        suo = ImpegnoRisorsaFactory(risorsa=risorsa)
        altrui = ImpegnoRisorsaFactory(
            risorsa=risorsa, caso__nucleo=nucleo_con_adulto(comune=ComuneFactory(nome="Peccioli"))
        )
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[suo.caso.nucleo.comune])
        scheda = client.get(di("risorsa", "scheda", risorsa)).content.decode()
        assert suo.caso.nucleo.codice in scheda
        assert altrui.caso.nucleo.codice not in scheda
        assert (
            suo.caso.nucleo.codice
            not in entra(Ruolo.FUNZIONARIO_UNIONE).get(di("risorsa", "scheda", risorsa)).content.decode()
        )


class TestImpegni:
    def test_an_engagement_is_of_the_case_in_the_address(self, entra: Entra) -> None:
        client, caso, risorsa = entra(Ruolo.OPERATORE_ETS), CasoFactory(), RisorsaTerritorioFactory()
        nuovo = f"{reverse('sportello:impegno_nuovo')}?caso={caso.pk}&risorsa={risorsa.pk}"
        assert f'<option value="{risorsa.pk}" selected>' in client.get(nuovo).content.decode()
        dati = {"risorsa": risorsa.pk, "che_cosa": "Pacco alimentare", "dal": "2026-11-02"}
        assert invia(client, nuovo, **dati).url == f"{IMPEGNI}?caso={caso.pk}"
        impegno = ImpegnoRisorsa.objects.get()
        assert (impegno.caso, impegno.risorsa) == (caso, risorsa)
        assert invia(client, nuovo, **dati | {"dal": "2026-11-20"}).status_code == 422

    @pytest.mark.parametrize("caso", ["", "0", "x", "²", "99999999999999", "-1"])
    def test_without_a_case_one_looks_for_it(self, entra: Entra, caso: str) -> None:
        client, trovato = entra(Ruolo.OPERATORE_ETS), CasoFactory()
        nuovo = reverse("sportello:impegno_nuovo")
        pagina = client.get(nuovo, {"caso": caso, "risorsa": "7", "nucleo": "rossi"})
        assert f'?caso={trovato.pk}&amp;risorsa=7">Nucleo {trovato.nucleo.codice}' in pagina.content.decode()
        assert invia(client, f"{nuovo}?caso={caso}").status_code == 422

    def test_of_another_comune_nothing_is_found(self, entra: Entra) -> None:
        impegno = ImpegnoRisorsaFactory()
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Lari")])
        assert righe(client.get(IMPEGNI)) == righe(client.get(IMPEGNI, {"caso": impegno.caso_id})) == []
        assert client.get(di("impegno", "concludi", impegno)).status_code == 404
        assert invia(client, di("impegno", "modifica", impegno)).status_code == 404
        assert len(csv(client.get(reverse("sportello:impegno_esporta"), {"formato": "csv"}))) == 1
        nuovo = client.get(reverse("sportello:impegno_nuovo"), {"caso": impegno.caso_id, "nucleo": "rossi"})
        assert impegno.caso.nucleo.codice not in nuovo.content.decode()

    def test_it_ends_with_how_it_went(self, entra: Entra) -> None:
        client, impegno = entra(Ruolo.OPERATORE_ETS), ImpegnoRisorsaFactory(dal=date(2026, 10, 1))
        concludi = di("impegno", "concludi", impegno)
        presto = invia(client, concludi, al="2026-09-30", esito="Mai partito")
        assert (presto.status_code, errori(presto)["__all__"]) == (
            422, ["Non finisce prima di cominciare, il 01/10/2026."],
        )  # fmt: skip
        assert invia(client, concludi, al="2026-11-19", esito="Non serve più").status_code == 302
        assert righe(client.get(IMPEGNI, {"stato": "concluso"})) == [impegno]
        assert righe(client.get(IMPEGNI, {"stato": "in_corso"})) == []

    def test_the_list_finds_by_resource_code_and_case(self, entra: Entra) -> None:
        client, impegno = entra(Ruolo.OPERATORE_ETS), ImpegnoRisorsaFactory()
        ImpegnoRisorsaFactory(risorsa__nome="Caritas")
        for domanda in (
            {"q": impegno.caso.nucleo.codice},
            {"q": impegno.risorsa.nome},
            {"caso": impegno.caso_id},
            {"risorsa": impegno.risorsa_id},
        ):
            assert righe(client.get(IMPEGNI, domanda)) == [impegno]

    def test_what_it_does_is_corrected_while_it_lasts(self, entra: Entra) -> None:
        client, impegno = entra(Ruolo.OPERATORE_ETS), ImpegnoRisorsaFactory()
        dati = {"risorsa": impegno.risorsa_id, "che_cosa": "Doposcuola", "dal": "2026-10-02", "versione": 1}
        assert invia(client, di("impegno", "modifica", impegno), **dati).status_code == 302
        assert invia(client, di("impegno", "modifica", impegno), **dati).status_code == 409


class TestOpportunita:
    def test_the_open_ones_are_shown_unless_one_asks(self, entra: Entra) -> None:
        aperta, oggi = OpportunitaLavoroFactory(), OpportunitaLavoroFactory(scade_il=date(2026, 11, 19))
        scaduta = OpportunitaLavoroFactory(scade_il=date(2026, 11, 18), ruolo="Cuoca")
        client = entra(Ruolo.FUNZIONARIO_UNIONE)
        assert set(righe(client.get(OPPORTUNITA))) == {aperta, oggi}
        assert righe(client.get(OPPORTUNITA, {"stato": "scadute"})) == [scaduta]
        assert righe(client.get(OPPORTUNITA, {"stato": "tutte", "q": "cuoca"})) == [scaduta]
        assert len(csv(client.get(reverse("sportello:opportunita_esporta"), {"formato": "csv"}))) == 3

    def test_it_is_published_from_its_resource_and_corrected(self, entra: Entra) -> None:
        client, risorsa = entra(Ruolo.OPERATORE_ETS), RisorsaTerritorioFactory()
        nuova = f"{reverse('sportello:opportunita_nuova')}?risorsa={risorsa.pk}"
        assert f'<option value="{risorsa.pk}" selected>' in client.get(nuova).content.decode()
        dati = {"risorsa": risorsa.pk, "ruolo": "Magazziniera", "posti": "2", "pubblicata_il": "2026-11-02"}
        assert invia(client, nuova, **dati).status_code == 302
        offerta = OpportunitaLavoro.objects.get()
        presto = invia(client, nuova, **dati | {"scade_il": "2026-11-01"})
        assert errori(presto)["scade_il"] == ["La scadenza viene prima della pubblicazione."]
        assert invia(client, di("opportunita", "modifica", offerta), **dati, versione=1).status_code == 302
        assert invia(client, di("opportunita", "modifica", offerta), **dati, versione=1).status_code == 409

    def test_who_answered_is_read_by_who_follows_them(self, entra: Entra) -> None:
        percorso = PercorsoLavoroFactory(opportunita=OpportunitaLavoroFactory())
        scheda = di("opportunita", "scheda", percorso.opportunita)
        assert str(percorso.persona) in entra(Ruolo.OPERATORE_ETS).get(scheda).content.decode()
        lari = ComuneFactory(nome="Lari")
        assert str(percorso.persona) not in entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[lari]).get(scheda).content.decode()
        assert str(percorso.persona) not in entra(Ruolo.FUNZIONARIO_UNIONE).get(scheda).content.decode()


class TestTavolo:
    def test_a_meeting_is_written_with_who_was_there_and_corrected(self, entra: Entra) -> None:
        client, azienda = entra(Ruolo.COORDINATORE_ETS), RisorsaTerritorioFactory(tipo="AZIENDA")
        parrocchia = RisorsaTerritorioFactory(tipo="PARROCCHIA")
        nuovo = reverse("sportello:tavolo_nuovo")
        pagina = client.get(nuovo).content.decode()
        assert (azienda.nome in pagina, parrocchia.nome in pagina) == (True, False)
        dati = {"giorno": "2026-11-10", "ordine_del_giorno": "Tirocini", "presenti": [azienda.pk]}
        invia(client, nuovo, **dati)
        tavolo = IncontroTavolo.objects.get()
        assert (list(tavolo.presenti.all()), tavolo.scritto_da) == ([azienda], client.utente)
        corretto = dati | {"presenti": [], "decisioni": "Due posti in magazzino", "versione": 1}
        assert invia(client, di("tavolo", "modifica", tavolo), **corretto).status_code == 302
        assert invia(client, di("tavolo", "modifica", tavolo), **corretto).status_code == 409
        assert not tavolo.presenti.exists()

    def test_the_signed_minutes_are_kept_and_opened(self, entra: Entra) -> None:
        client, tavolo = entra(Ruolo.OPERATORE_ETS), IncontroTavoloFactory()
        assert client.get(di("tavolo", "verbale", tavolo)).status_code == 404
        vuoto = invia(client, di("tavolo", "allega_verbale", tavolo))
        assert errori(vuoto) == {"file": ["Scegli il file."]}
        file = SimpleUploadedFile("verbale.pdf", b"%PDF-1.7 firmato")
        assert invia(client, di("tavolo", "allega_verbale", tavolo), file=file).status_code == 302
        client = entra(Ruolo.FUNZIONARIO_UNIONE)
        assert b"".join(client.get(di("tavolo", "verbale", tavolo)).streaming_content) == b"%PDF-1.7 firmato"
        assert "Carica il verbale" not in client.get(di("tavolo", "scheda", tavolo)).content.decode()

    def test_the_list_finds_by_words_and_days(self, entra: Entra) -> None:
        client, tavolo = entra(Ruolo.FUNZIONARIO_UNIONE), IncontroTavoloFactory(decisioni="Borse lavoro")
        IncontroTavoloFactory(giorno=date(2026, 5, 5), ordine_del_giorno="Avvio")
        elenco = reverse("sportello:tavolo_elenco")
        for domanda in ({"q": "borse"}, {"q": "tirocini"}, {"dal": "2026-10-20"}, {"al": "2026-10-20", "q": "di"}):
            assert righe(client.get(elenco, domanda)) == [tavolo]
        assert len(csv(client.get(reverse("sportello:tavolo_esporta"), {"formato": "csv"}))) == 3
