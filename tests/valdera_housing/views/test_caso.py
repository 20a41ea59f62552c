"""The cases, their dossier and their referrals; the ISEE of a household."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.casa import CasoFactory, InvioFactory, IseeFactory, nucleo_con_adulto
from tests.factories.caso import ObiettivoFactory, ProgettoFactory, VerificaProgettoFactory, VoceDiarioFactory
from tests.factories.persone import ComuneFactory, NucleoFactory, UtenteFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import EsitoCaso, Linea, Ruolo, TipoIsee
from valdera_housing.linea import LineaServizio, PannelloFascicolo
from valdera_housing.models import Caso, Invio, Isee, Nucleo, Parametro

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
MOTIVO = "Sfratto fra due mesi, due figli a scuola"
DEL_CASO = (
    "caso_scheda",
    "caso_storia",
    "caso_modifica",
    "caso_assegna",
    "caso_invia",
    "caso_chiudi",
    "diario_elenco",
    "diario_esporta",
    "diario_nuova",
    "progetto_nuovo",
)


@pytest.fixture
def assistente(entra: Entra) -> Client:
    return entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory()])


@pytest.fixture
def nucleo() -> Nucleo:
    return NucleoFactory(comune=ComuneFactory())


def test_opening_a_case_takes_the_household_in_charge(assistente: Client, nucleo: Nucleo) -> None:
    indirizzo = reverse("caso_apri", args=[nucleo.codice])
    assert assistente.get(indirizzo).context["form"]["assistente_sociale"].value() == assistente.utente.pk
    risposta = invia(assistente, indirizzo, aperto_il="2026-11-10", assistente_sociale=assistente.utente.pk)
    caso = Caso.objects.get()
    assert (risposta.status_code, risposta["Location"]) == (302, f"/casi/{caso.pk}/")
    nucleo.refresh_from_db()
    assert (nucleo.in_carico, nucleo.in_carico_dal) == (True, date(2026, 11, 10))
    assert (caso.numero, caso.assistente_sociale, caso.case_manager) == ("C-2026-0001", assistente.utente, None)


def test_a_household_has_one_open_case(assistente: Client, nucleo: Nucleo) -> None:
    CasoFactory(nucleo=nucleo, numero="C-2026-0007")
    risposta = invia(assistente, reverse("caso_apri", args=[nucleo.codice]), aperto_il="2026-11-10")
    assert risposta.status_code == 422
    assert errori(risposta) == {"__all__": ["Questo nucleo ha già un caso aperto, C-2026-0007."]}


def test_a_referral_carries_its_reason_and_waits_for_the_line(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo)
    indirizzo = reverse("caso_invia", args=[caso.pk])
    assert assistente.get(indirizzo).status_code == 200
    invia(assistente, indirizzo, linea=Linea.GIS, motivo=MOTIVO)
    invio = Invio.objects.get()
    assert (invio.linea, invio.motivo, invio.inviato_da, invio.inviato_il, invio.preso_in_carico_il) == (
        Linea.GIS,
        MOTIVO,
        assistente.utente,
        date(2026, 11, 19),
        None,
    )
    invii = assistente.get(caso.get_absolute_url()).context["fascicolo"].invii
    assert [(i.motivo, i.inviato_da, i.aspetto.etichetta) for i in invii] == [
        (MOTIVO, str(assistente.utente), "In attesa")
    ]
    risposta = invia(assistente, indirizzo, linea=Linea.GIS, motivo=MOTIVO)
    assert errori(risposta) == {
        "__all__": ["Questo nucleo è già stato inviato a questa linea, che non ha ancora concluso."]
    }


def test_who_follows_a_case_changes_with_the_version_on_the_page(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo)
    indirizzo = reverse("caso_assegna", args=[caso.pk])
    assert assistente.get(indirizzo).status_code == 200
    dati = {"assistente_sociale": assistente.utente.pk}
    assert invia(assistente, indirizzo, versione=1, **dati).status_code == 302
    caso.refresh_from_db()
    assert (caso.assistente_sociale, caso.versione) == (assistente.utente, 2)
    assert invia(assistente, indirizzo, versione=1, assistente_sociale="").status_code == 409


def test_a_case_closes_with_its_outcome_and_its_referrals(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo)
    invio = InvioFactory(caso=caso)
    indirizzo = reverse("caso_chiudi", args=[caso.pk])
    progetto = ProgettoFactory(caso=caso, firmato=True)
    assert assistente.get(indirizzo).context["aperti"] == [
        "l’invio a Gestore immobiliare sociale",
        f"il progetto {progetto.numero}",
    ]
    prima = invia(assistente, indirizzo, esito=EsitoCaso.ALLOGGIO_GIS, il="2026-01-15")
    assert errori(prima) == {"__all__": ["Il caso è aperto dal 01/02/2026: non può chiudersi prima."]}
    fra = invia(assistente, indirizzo, esito=EsitoCaso.ALLOGGIO_GIS, il="2026-11-01")
    assert errori(fra) == {
        "__all__": ["L’ultimo invio a una linea è del 02/11/2026: il caso si chiude da quel giorno."]
    }
    assert invia(assistente, indirizzo, esito=EsitoCaso.ALLOGGIO_GIS, il="2026-11-19").status_code == 302
    caso.refresh_from_db()
    invio.refresh_from_db()
    assert (caso.chiuso_il, caso.esito) == (date(2026, 11, 19), EsitoCaso.ALLOGGIO_GIS)
    assert (invio.concluso_il, invio.esito) == (date(2026, 11, 19), "Caso chiuso: casa del gestore sociale")
    di_nuovo = invia(assistente, indirizzo, esito=EsitoCaso.ALLOGGIO_GIS, il="2026-11-19")
    assert errori(di_nuovo) == {"__all__": [f"Il caso {caso.numero} è chiuso dal 19/11/2026."]}
    pagina = assistente.get(nucleo.get_absolute_url())
    assert [p.etichetta for p in pagina.context["pulsanti_caso"]] == ["Apri un caso…"]


def test_an_isee_without_its_end_gets_the_one_of_its_kind(assistente: Client, nucleo: Nucleo) -> None:
    indirizzo = reverse("isee_nuovo", args=[nucleo.codice])
    assert assistente.get(indirizzo).status_code == 200
    dati = {"presentata_il": "2026-02-10", "valore": "9.800,00", "reddito_annuo": "14.400,00"}
    invia(assistente, indirizzo, tipo=TipoIsee.ORDINARIO, **dati)
    invia(assistente, indirizzo, tipo=TipoIsee.CORRENTE, **dati | {"presentata_il": "2026-08-31"})
    scritti = Isee.objects.order_by("presentata_il").values_list("scade_il", "valore", "reddito_annuo")
    importi = (Decimal("9800.00"), Decimal("14400.00"))
    assert list(scritti) == [(date(2026, 12, 31), *importi), (date(2027, 2, 28), *importi)]


def test_the_household_s_page_says_when_to_ask_for_the_new_isee(assistente: Client, nucleo: Nucleo) -> None:
    isee = IseeFactory(nucleo=nucleo)

    def avviso(scade: date) -> str:
        Isee.objects.filter(pk=isee.pk).update(scade_il=scade)
        return assistente.get(nucleo.get_absolute_url()).context["avviso_isee"]

    assert avviso(date(2026, 12, 31)) == "Scade il 31/12/2026: chiedi quello nuovo"
    assert avviso(date(2026, 11, 18)) == "È scaduto il 18/11/2026: chiedi quello nuovo"
    assert avviso(date(2027, 6, 30)) == ""


def test_an_isee_is_corrected_unless_somebody_did_it_first(assistente: Client, nucleo: Nucleo) -> None:
    isee = IseeFactory(nucleo=nucleo)
    indirizzo = reverse("isee_modifica", args=[isee.pk])
    assert assistente.get(indirizzo).status_code == 200
    dati = {"tipo": "ORDINARIO", "presentata_il": "2026-02-10", "scade_il": "2026-12-31", "valore": "10.000,50"}
    assert invia(assistente, indirizzo, versione=1, **dati).status_code == 302
    isee.refresh_from_db()
    assert (isee.valore, isee.reddito_annuo, isee.versione) == (Decimal("10000.50"), None, 2)
    assert invia(assistente, indirizzo, versione=1, **dati).status_code == 409


def test_the_case_of_another_comune_is_nowhere(entra: Entra, assistente: Client) -> None:
    altrove = nucleo_con_adulto(comune=ComuneFactory(nome="Palaia"))
    caso, isee = CasoFactory(nucleo=altrove), IseeFactory(nucleo=altrove)
    indirizzi = [reverse(nome, args=[caso.pk]) for nome in DEL_CASO]
    indirizzi += [reverse(nome, args=[altrove.codice]) for nome in ("caso_apri", "isee_nuovo", "nucleo_storia")]
    indirizzi.append(reverse("isee_modifica", args=[isee.pk]))
    assert {assistente.get(i).status_code for i in indirizzi} == {404}
    assert {entra(Ruolo.CONTABILE_ETS).get(i).status_code for i in indirizzi} == {403}


def test_each_line_draws_its_panel_in_the_household_s_page(
    assistente: Client, nucleo: Nucleo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pannelli(utente: object, di_chi: Nucleo) -> list[PannelloFascicolo]:
        contesto = {"nuclei": [], "url": f"/prova/{di_chi.codice}/"}
        return [PannelloFascicolo("Linea di prova", "valdera_housing/scrivania/nuclei.html", contesto)]

    finta = LineaServizio(nome="Prova", pannelli_fascicolo=pannelli)
    monkeypatch.setattr("valdera_housing.views.nucleo.registrate", [finta])
    monkeypatch.setattr("valdera_housing.views.caso.registrate", [finta])
    pagina = assistente.get(nucleo.get_absolute_url()).content.decode()
    assert '<h2 id="titolo-pannello-1">Linea di prova</h2>' in pagina
    assert f'href="/prova/{nucleo.codice}/"' in pagina
    del_caso = assistente.get(CasoFactory(nucleo=nucleo).get_absolute_url()).content.decode()
    assert '<h3 id="h-pannello-1">Linea di prova</h3>' in del_caso


def test_what_a_case_is_about_changes_unless_somebody_did_it_first(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo)
    indirizzo = reverse("caso_modifica", args=[caso.pk])
    assert assistente.get(indirizzo).status_code == 200
    dati = {
        "bisogno_prevalente": "SFRATTO",
        "bisogni": ["SFRATTO", "LAVORO"],
        "gravita": "4",
        "servizi": ["SDS", "SCUOLA"],
        "informativa_il": "2026-11-02",
        "preso_in_carico_il": "2026-11-03",
    }
    assert invia(assistente, indirizzo, versione=1, **dati).status_code == 302
    caso.refresh_from_db()
    assert (caso.bisogno_prevalente, caso.bisogni, caso.gravita, caso.servizi, caso.versione) == (
        "SFRATTO", ["LAVORO"], 4, ["SDS", "SCUOLA"], 2,
    )  # fmt: skip
    assert (caso.informativa_il, caso.preso_in_carico_il) == (date(2026, 11, 2), date(2026, 11, 3))
    assert invia(assistente, indirizzo, versione=1, **dati).status_code == 409
    male = {"gravita": "6", "servizi": ["FORTUNA"], "informativa_il": "2026-11-20"}
    assert set(errori(invia(assistente, indirizzo, versione=2, **male))) == {"gravita", "servizi", "informativa_il"}
    assert invia(assistente, indirizzo, versione=2).status_code == 302
    caso.refresh_from_db()
    assert (caso.bisogno_prevalente, caso.bisogni, caso.gravita, caso.informativa_il) == ("", [], None, None)


def test_the_dossier_tells_what_happened_day_by_day(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo, informativa_il=date(2026, 2, 2), preso_in_carico_il=date(2026, 2, 10))
    voce = VoceDiarioFactory(caso=caso, testo="Prima riga\nSeconda riga")
    chi = UtenteFactory(first_name="", last_name="", username="sbaldini")
    invio = InvioFactory(
        caso=caso, preso_in_carico_il=date(2026, 11, 4), preso_in_carico_da=chi,
        concluso_il=date(2026, 11, 18), esito="Casa trovata",
    )  # fmt: skip
    progetto = ProgettoFactory(caso=caso, firmato=True)
    ObiettivoFactory(progetto=progetto)
    ObiettivoFactory(progetto=progetto, stato="RAGGIUNTO", scade_il=date(2026, 12, 1))
    verifica = VerificaProgettoFactory(progetto=progetto)
    momenti = assistente.get(caso.get_absolute_url()).context["fascicolo"].momenti
    gis = "Gestore immobiliare sociale"
    assert [(m.giorno, m.titolo, m.testo, m.chi) for m in momenti] == [
        (date(2027, 4, 20), "Da verificare: progetto individuale", progetto.numero, ""),
        (date(2027, 3, 31), "Da raggiungere: abitare", "Trovare una casa con due camere", ""),
        (date(2026, 11, 18), f"Invio concluso: {gis}", "Casa trovata", ""),
        (date(2026, 11, 16), "Colloquio", "Prima riga\nSeconda riga", str(voce.autore)),
        (date(2026, 11, 10), "Verifica del progetto", "Hanno visto tre case", str(verifica.autore)),
        (date(2026, 11, 4), f"Invio preso in carico: {gis}", "", "sbaldini"),
        (date(2026, 11, 2), f"Invio: {gis}", invio.motivo, str(invio.inviato_da)),
        (date(2026, 10, 20), "Progetto individuale firmato", progetto.numero, ""),
        (date(2026, 10, 10), "Progetto individuale scritto", progetto.numero, ""),
        (date(2026, 2, 10), "Preso in carico dal servizio sociale", "", ""),
        (date(2026, 2, 2), "Informativa consegnata", "", ""),
        (date(2026, 2, 1), "Caso aperto", "", ""),
    ]
    assert [m.titolo for m in momenti if m.futuro] == [momenti[0].titolo, momenti[1].titolo]


def test_a_closed_case_is_only_read(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo, chiuso_il=date(2026, 11, 1), esito="DECESSO")
    pagina = assistente.get(caso.get_absolute_url())
    assert [p.etichetta for p in pagina.context["pulsanti"]] == ["Apri un altro caso…"]
    assert "Scrivi nel diario" not in pagina.content.decode()


def elenco(client: Client, **filtri: str) -> list[str]:
    return [caso.numero for caso, *_ in client.get(reverse("caso_elenco"), filtri).context["righe"]]


def test_the_list_starts_from_the_open_cases_idle_longest(assistente: Client) -> None:
    comune = ComuneFactory()

    def caso(numero: str, **altro: object) -> Caso:
        return CasoFactory(numero=numero, nucleo=nucleo_con_adulto(comune=comune), **altro)

    mio = caso("C-2026-0001", ultima_attivita_il=date(2026, 11, 1), assistente_sociale=assistente.utente)
    caso("C-2026-0002", ultima_attivita_il=date(2026, 3, 1), bisogno_prevalente="SFRATTO", assistente_sociale=None)
    caso("C-2026-0003", chiuso_il=date(2026, 11, 1), esito="DECESSO", aperto_il=date(2026, 2, 2))
    CasoFactory(nucleo=nucleo_con_adulto(comune=ComuneFactory(nome="Palaia")))
    testa = mio.nucleo.membri.get().persona
    prima, seconda, chiuso = "C-2026-0002", "C-2026-0001", "C-2026-0003"
    assert elenco(assistente) == [prima, seconda]
    assert elenco(assistente, ordine="-fermo") == [seconda, prima]
    assert elenco(assistente, stato="CHIUSI") == [chiuso]
    assert elenco(assistente, stato="TUTTI") == [chiuso, prima, seconda]
    assert elenco(assistente, di="MIEI") == [seconda]
    assert elenco(assistente, di="NESSUNO") == [prima]
    assert elenco(assistente, fermi="SI") == [prima]
    assert elenco(assistente, bisogno="SFRATTO") == [prima]
    assert elenco(assistente, comune=str(comune.pk)) == [prima, seconda]
    assert elenco(assistente, assistente_sociale=str(assistente.utente.pk)) == [seconda]
    assert elenco(assistente, q="c-2026-0002") == [prima]
    assert elenco(assistente, q=mio.nucleo.codice) == [seconda]
    assert elenco(assistente, q=f"{testa.cognome} {testa.nome}") == [seconda]


def test_the_list_is_downloaded_as_it_is_filtered(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo, gravita=4, bisogno_prevalente="SFRATTO", ultima_attivita_il=date(2026, 11, 3))
    CasoFactory(nucleo=nucleo_con_adulto(comune=nucleo.comune))
    risposta = assistente.get(reverse("caso_esporta"), {"bisogno": "SFRATTO", "formato": "csv"})
    righe = b"".join(risposta.streaming_content).decode("utf-8-sig").splitlines()
    assert righe[1:] == [
        f"{caso.numero};{nucleo.codice};;Pontedera;Sfratto;4;{caso.assistente_sociale};;01/02/2026;03/11/2026;;"
    ]


def test_idle_cases_and_late_checks_come_up_on_the_desk_of_who_follows_them(entra: Entra) -> None:
    comune, altra = ComuneFactory(), UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE])
    assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[comune])
    mio, di_nessuno, di_altri, vivo = (
        CasoFactory(
            nucleo=nucleo_con_adulto(comune=comune), assistente_sociale=chi, ultima_attivita_il=date(2026, mese, 1)
        )
        for chi, mese in ((assistente.utente, 9), (None, 8), (altra, 7), (assistente.utente, 11))
    )
    progetto = ProgettoFactory(caso=vivo, firmato=True, verifica_entro=date(2026, 11, 10))
    ProgettoFactory(caso=mio, verifica_entro=date(2026, 11, 10))
    miei = assistente.get("/").context["miei"]
    assert [(c.titolo, c.url, c.entro) for c in miei] == [
        (f"Verificare il progetto {progetto.numero}", f"/progetti/{progetto.pk}/verifica/", date(2026, 11, 10)),
        (f"Riprendere il caso {di_nessuno.numero}, fermo da 110 giorni", di_nessuno.get_absolute_url(), None),
        (f"Riprendere il caso {mio.numero}, fermo da 79 giorni", mio.get_absolute_url(), None),
    ]
    assert entra(Ruolo.COORDINATORE_ETS).get("/").context["miei"] == []
    assert di_altri.numero not in str(miei)


def test_the_days_of_an_idle_case_are_a_parameter(assistente: Client, nucleo: Nucleo) -> None:
    CasoFactory(nucleo=nucleo, assistente_sociale=assistente.utente, ultima_attivita_il=date(2026, 11, 1))
    assert assistente.get("/").context["miei"] == []
    Parametro.objects.create(
        chiave="giorni_caso_fermo", descrizione="Caso fermo", valore=10, valido_dal=date(2026, 1, 1), atto="Prova"
    )
    assert len(assistente.get("/").context["miei"]) == 1


@pytest.mark.parametrize(("quanti", "titolo"), [(6, "Riprendere un altro caso"), (8, "Riprendere altri 3 casi")])
def test_the_desk_names_five_cases_and_counts_the_others(entra: Entra, quanti: int, titolo: str) -> None:
    assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory()])
    for _ in range(quanti):
        CasoFactory(nucleo=nucleo_con_adulto(comune=ComuneFactory()), assistente_sociale=assistente.utente)
    miei = assistente.get("/").context["miei"]
    assert (len(miei), miei[-1].titolo, miei[-1].url) == (6, titolo, "/casi/")
