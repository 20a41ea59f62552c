"""The pages of subleases and of their reports, by role: what each shows, what it refuses and why."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gestore.models import Sublocazione, VerbaleConsegna
from tests.factories.casa import CasoFactory, ScadenzaFactory
from tests.factories.gestore import (
    CandidaturaFactory,
    LocazioneFactory,
    SublocazioneFactory,
    firma,
    sublocazione_in_corso,
)
from tests.factories.persone import ComuneFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.models import Alloggio, Contratto, Lettera

pytestmark = pytest.mark.django_db
NOMI = (Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
CODICI = (Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
EURO = "\N{NO-BREAK SPACE}€"


def url(nome: str, *pk: int) -> str:
    return reverse(f"gestore:{nome}", args=pk)


def stanze(*righe: tuple[str, str], danno: str = "") -> dict[str, str]:
    """The rooms and meters of the page of a report, as a browser posts them."""
    dati = {"stanze-TOTAL_FORMS": str(len(righe)), "stanze-INITIAL_FORMS": "0"}
    for n, (stanza, stato) in enumerate(righe):
        dati |= {f"stanze-{n}-stanza": stanza, f"stanze-{n}-stato": stato, f"stanze-{n}-nota": ""}
        dati |= {f"stanze-{n}-danno": danno} if danno else {}
    dati |= {"contatori-TOTAL_FORMS": "1", "contatori-INITIAL_FORMS": "1"}
    return dati | {"contatori-0-tipo": "LUCE", "contatori-0-lettura": "1.234,00", "contatori-0-matricola": "M7"}


TERMINI = {
    "inizio": "2026-12-01",
    "fine": "2028-11-30",
    "reddito_annuo": "14.400,00",
    "canone_mensile": "360,00",
    "motivo_canone": "",
    "deposito": "720,00",
    "deposito_tipo": "DENARO",
    "oneri_mensili": "45,00",
    "giorno_scadenza": "5",
}


class TestElenco:
    @pytest.mark.parametrize("ruolo", NOMI)
    def test_who_keeps_the_contracts_reads_names_and_what_is_late(self, entra: Any, ruolo: str) -> None:
        sublocazione = sublocazione_in_corso()
        ScadenzaFactory(contratto=sublocazione.contratto)

        risposta = entra(ruolo).get(url("sublocazione_elenco"))

        [(contratto, aspetto, chi)] = risposta.context["righe"]
        assert (contratto.pk, contratto.sublocazione, contratto.arretrato, aspetto.etichetta, chi) == (
            sublocazione.contratto_id, sublocazione.pk, D("360.00"), "In corso", "Maria Rossi",
        )  # fmt: skip

    @pytest.mark.parametrize("ruolo", CODICI)
    def test_who_audits_reads_the_code_and_cannot_search_a_name(self, entra: Any, ruolo: str) -> None:
        codice = SublocazioneFactory().contratto.nucleo.codice
        client = entra(ruolo)

        righe = client.get(url("sublocazione_elenco")).context["righe"]
        assert [chi for _, _, chi in righe] == [codice]
        assert "Maria Rossi" not in client.get(url("sublocazione_elenco")).content.decode()
        trovate = {
            q: len(client.get(url("sublocazione_elenco"), {"q": q}).context["righe"]) for q in ("Rossi", codice)
        }
        assert trovate == {"Rossi": 0, codice: 1}

    def test_a_social_worker_sees_those_of_her_comuni(self, entra: Any) -> None:
        SublocazioneFactory()
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Bientina")])

        assert client.get(url("sublocazione_elenco")).context["righe"] == []

    @pytest.mark.parametrize(
        ("filtro", "quali"),
        [
            ({"stato": "BOZZA"}, {"bozza"}),
            ({"arretrato": "si"}, {"in_corso"}),
            ({"entro": "30"}, {"in_corso"}),
            ({"q": "maria ross"}, {"bozza", "in_corso"}),
            ({}, {"bozza", "in_corso"}),
        ],
    )
    def test_filters(self, entra: Any, filtro: dict[str, str], quali: set[str]) -> None:
        nomi = {
            sublocazione_in_corso(fine=date(2026, 12, 10)).contratto_id: "in_corso",
            SublocazioneFactory().contratto_id: "bozza",
        }
        ScadenzaFactory(contratto_id=next(iter(nomi)))

        righe = entra(Ruolo.CONTABILE_ETS).get(url("sublocazione_elenco"), filtro).context["righe"]

        assert {nomi[contratto.pk] for contratto, _, _ in righe} == quali

    def test_the_sheet_has_the_rows_of_the_list(self, entra: Any) -> None:
        SublocazioneFactory()

        risposta = entra(Ruolo.REVISORE).get(url("sublocazione_esporta"), {"formato": "csv"})

        testo = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
        assert (b"S-2018-" in testo, b"Maria Rossi" in testo) == (True, False)


class TestNuova:
    def test_first_the_home_and_the_household(self, entra: Any) -> None:
        alloggio = LocazioneFactory(firmata=True).contratto.alloggio
        client = entra(Ruolo.OPERATORE_ETS)

        vuota = client.get(url("sublocazione_nuova"))
        ignoto = client.get(url("sublocazione_nuova"), {"alloggio": alloggio.pk, "nucleo": "N-1999-0001"})

        assert (vuota.status_code, ignoto.status_code) == (200, 422)
        assert errori(ignoto) == {"nucleo": ["Non c’è un nucleo con questo codice fra quelli che segui."]}

    def test_a_candidacy_knows_home_household_and_income(self, entra: Any) -> None:
        alloggio = LocazioneFactory(firmata=True).contratto.alloggio
        candidatura = CandidaturaFactory(alloggio=alloggio)

        risposta = entra(Ruolo.OPERATORE_ETS).get(url("sublocazione_nuova"), {"candidatura": candidatura.pk})

        calcolo = [(riga.etichetta, riga.valore) for riga in risposta.context["calcolo"]]
        assert calcolo == [
            ("Reddito del nucleo al mese", f"1.200,00{EURO}"),
            ("Quota per la casa", "× 30\N{NO-BREAK SPACE}%"),
            ("Canone sostenibile", f"360,00{EURO}"),
            ("Canone di testa, al proprietario", f"550,00{EURO}"),
            ("Canone della sublocazione", f"360,00{EURO}"),
            ("Quanto pesa sul reddito", "30,00\N{NO-BREAK SPACE}%"),
            ("Integrazione, a carico della linea 1", f"190,00{EURO}"),
        ]
        iniziali = risposta.context["form"].initial
        assert (iniziali["inizio"], iniziali["fine"], iniziali["deposito"]) == (
            date(2026, 11, 19), date(2028, 11, 18), D("720.00"),
        )  # fmt: skip

    def test_saved_it_is_a_draft_with_its_candidacy(self, entra: Any) -> None:
        candidatura = CandidaturaFactory(alloggio=LocazioneFactory(firmata=True).contratto.alloggio)
        indirizzo = f"{url('sublocazione_nuova')}?candidatura={candidatura.pk}"

        risposta = invia(entra(Ruolo.COORDINATORE_ETS), indirizzo, **TERMINI)

        nata = Sublocazione.objects.select_related("contratto").get()
        assert risposta.url == url("sublocazione_scheda", nata.pk)
        assert (nata.candidatura, nata.contratto.stato, nata.contratto.oneri_mensili) == (
            candidatura, "BOZZA", D("45.00"),
        )  # fmt: skip

    def test_what_is_wrong_is_told_beside_its_field_with_the_article(self, entra: Any) -> None:
        alloggio, nucleo = LocazioneFactory(firmata=True).contratto.alloggio, CasoFactory().nucleo
        indirizzo = f"{url('sublocazione_nuova')}?alloggio={alloggio.pk}&nucleo={nucleo.codice}"
        sbagliati = {"fine": "2029-12-31", "canone_mensile": "400,00", "deposito": "1.500,00"}

        risposta = invia(entra(Ruolo.OPERATORE_ETS), indirizzo, **(TERMINI | sbagliati))

        assert risposta.status_code == 422
        assert errori(risposta) == {
            "fine": ["Deve finire entro il 31/03/2029, quando finisce la locazione (art. 1595 c.c.)"],
            "deposito": [f"Al massimo 1.200,00{EURO}, cioè 3 mensilità (art. 11 L. 392/1978)"],
            "motivo_canone": [
                f"400,00{EURO} al mese è il 33,3\N{NO-BREAK SPACE}% del reddito, 40,00{EURO} sopra il canone "
                f"sostenibile di 360,00{EURO}. Si può registrare, ma serve il motivo (parametro della quota di "
                "reddito per la casa)"
            ],
        }

    def test_recompute_draws_the_receipt_again_and_saves_nothing(self, entra: Any) -> None:
        alloggio, nucleo = LocazioneFactory(firmata=True).contratto.alloggio, CasoFactory().nucleo
        indirizzo = f"{url('sublocazione_nuova')}?alloggio={alloggio.pk}&nucleo={nucleo.codice}"

        risposta = invia(
            entra(Ruolo.OPERATORE_ETS), indirizzo, **(TERMINI | {"reddito_annuo": "12.000,00", "ricalcola": "1"})
        )

        assert (risposta.status_code, Sublocazione.objects.count()) == (200, 0)
        assert risposta.context["calcolo"][2].valore == f"300,00{EURO}"

    def test_a_home_taken_meanwhile_is_a_sentence(self, entra: Any) -> None:
        prima = SublocazioneFactory()
        indirizzo = (
            f"{url('sublocazione_nuova')}?alloggio={prima.contratto.alloggio_id}&nucleo={CasoFactory().nucleo.codice}"
        )

        risposta = invia(entra(Ruolo.OPERATORE_ETS), indirizzo, **TERMINI)

        assert risposta.status_code == 422
        assert errori(risposta)["__all__"][0].startswith("Si sovrappone per 517 giorni")


class TestScheda:
    @pytest.mark.parametrize("ruolo", [*NOMI, *CODICI])
    def test_a_draft_says_what_is_missing_to_each_reader(self, entra: Any, ruolo: str) -> None:
        sublocazione = SublocazioneFactory(locazione__contratto__alloggio__posti_letto=1)

        risposta = entra(ruolo).get(url("sublocazione_scheda", sublocazione.pk))

        contratto = sublocazione.contratto
        chi = "Maria Rossi" if ruolo in NOMI else contratto.nucleo.codice
        assert (risposta.status_code, risposta.context["chi"]) == (200, chi)
        assert [r.esito.positivo for r in risposta.context["requisiti"]] == [True, True, True]
        assert ("Maria Rossi" in risposta.content.decode()) == (ruolo in NOMI)

    def test_the_signature_waits_for_what_is_missing(self, entra: Any) -> None:
        sublocazione = SublocazioneFactory(caso__assistente_sociale=None)

        pulsanti = entra(Ruolo.OPERATORE_ETS).get(url("sublocazione_scheda", sublocazione.pk)).context["pulsanti"]

        assert [(p.etichetta, p.motivo) for p in pulsanti] == [
            ("Registra la firma…", "Prima manca 1 cosa: vedi sotto."),
            ("Modifica", ""),
            ("Annulla…", ""),
            ("Prepara un documento…", ""),
        ]

    def test_a_running_sublease_asks_to_be_registered_not_to_be_ended(self, entra: Any) -> None:
        sublocazione = sublocazione_in_corso()
        client = entra(Ruolo.OPERATORE_ETS)

        def primari() -> list[str]:
            pulsanti = client.get(url("sublocazione_scheda", sublocazione.pk)).context["pulsanti"]
            return [p.etichetta for p in pulsanti if p.tipo == "primario"]

        prima = primari()
        Contratto.objects.filter(pk=sublocazione.contratto_id).update(registrato_il=date(2026, 5, 20))
        assert (prima, primari()) == (["Registra all’Agenzia delle Entrate…"], [])

    def test_unregistered_after_thirty_days_it_is_red(self, entra: Any) -> None:
        sublocazione = sublocazione_in_corso()

        pagina = entra(Ruolo.REVISORE).get(url("sublocazione_scheda", sublocazione.pk)).content.decode()

        assert "Contratto non registrato" in pagina
        assert "Andava registrato entro il 31/05/2026" in pagina

    def test_what_is_not_visible_does_not_exist(self, entra: Any) -> None:
        sublocazione = SublocazioneFactory()
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Bientina")])

        assert client.get(url("sublocazione_scheda", sublocazione.pk)).status_code == 404


class TestAtti:
    def test_a_draft_is_corrected_on_the_same_form(self, entra: Any) -> None:
        sublocazione = SublocazioneFactory()
        indirizzo = url("sublocazione_modifica", sublocazione.pk)
        client = entra(Ruolo.CONTABILE_ETS)
        assert client.get(indirizzo).context["form"].initial["canone_mensile"] == D("360.00")

        risposte = [invia(client, indirizzo, versione="1", **TERMINI).status_code for _ in range(2)]

        assert risposte == [302, 409]
        assert Contratto.objects.get(pk=sublocazione.contratto_id).oneri_mensili == D("45.00")

    def test_signed_then_cancelled_with_its_reason(self, entra: Any) -> None:
        sublocazione = SublocazioneFactory()
        client = entra(Ruolo.OPERATORE_ETS)

        firmata = invia(client, url("sublocazione_firma", sublocazione.pk), stipulato_il="2026-11-18")
        ancora = invia(client, url("sublocazione_firma", sublocazione.pk), stipulato_il="2026-11-18")
        annullata = invia(client, url("sublocazione_annulla", sublocazione.pk), motivo="Ha rinunciato")

        assert (firmata.status_code, ancora.status_code, annullata.status_code) == (302, 422, 302)
        assert Contratto.objects.get(pk=sublocazione.contratto_id).stato == "ANNULLATO"

    def test_an_extension_past_the_head_lease_is_a_sentence(self, entra: Any) -> None:
        sublocazione = sublocazione_in_corso()
        dati = {"nuova_fine": "2029-12-31", "decisa_il": "2026-11-18", "motivo": "Progetto prolungato"}

        oltre = invia(entra(Ruolo.OPERATORE_ETS), url("sublocazione_proroga", sublocazione.pk), **dati)

        assert oltre.status_code == 422
        assert errori(oltre)["__all__"] == [
            "La sublocazione comincia dopo la locazione e finisce con lei (art. 1595 c.c.)."
        ]
        Contratto.objects.filter(pk=sublocazione.locazione.contratto_id).update(fine_effettiva=date(2031, 3, 31))
        dentro = invia(entra(Ruolo.OPERATORE_ETS), url("sublocazione_proroga", sublocazione.pk), **dati)
        assert dentro.status_code == 302


class TestVerbali:
    def test_from_the_keys_given_to_the_keys_back(self, entra: Any) -> None:
        sublocazione = SublocazioneFactory()
        firma(sublocazione.contratto)
        Alloggio.objects.filter(pk=sublocazione.contratto.alloggio_id).update(stato="DISPONIBILE")
        client = entra(Ruolo.OPERATORE_ETS)
        proposte = client.get(url("sublocazione_consegna", sublocazione.pk)).context["form"].righe
        assert [riga["stanza"].value() for riga, _ in proposte][:6] == [
            "Ingresso", "Cucina", "Soggiorno", "Camera 1", "Camera 2", "Bagno",
        ]  # fmt: skip

        scritto = invia(
            client,
            url("sublocazione_consegna", sublocazione.pk),
            data="2026-11-18",
            chiavi="2 chiavi",
            note="",
            descrizione_foto="La cucina",
            foto=SimpleUploadedFile("cucina.png", PNG),
            firma="1",
            **stanze(("Cucina", "BUONO"), ("", "")),
        )
        consegna = VerbaleConsegna.objects.get()
        assert scritto.url == url("verbale_firma", consegna.pk)
        firmato = invia(client, scritto.url, per_l_ente="Paolo Neri", per_il_nucleo="Maria Rossi")
        assert firmato.url == url("sublocazione_scheda", sublocazione.pk)

        ritorno = url("sublocazione_riconsegna", sublocazione.pk)
        [(riga, prima), *_] = client.get(ritorno).context["form"].righe
        assert (riga["stanza"].value(), prima.stato) == ("Cucina", "BUONO")
        invia(client, ritorno, data="2026-11-19", chiavi="2 chiavi", note="", descrizione_foto="",
              **stanze(("Cucina", "DANNEGGIATO"), danno="80,00"))  # fmt: skip
        reso = VerbaleConsegna.objects.get(tipo="RICONSEGNA")
        invia(client, url("verbale_firma", reso.pk), per_l_ente="Paolo Neri", per_il_nucleo="Maria Rossi", motivo="")

        pagina = client.get(url("verbale_scheda", reso.pk))
        assert (pagina.context["danni"], pagina.context["confronti"][0].peggiorata) == (D("80.00"), True)
        assert Contratto.objects.get(pk=sublocazione.contratto_id).stato == "CESSATO"

    def test_a_room_without_its_state_is_told(self, entra: Any) -> None:
        sublocazione = SublocazioneFactory()
        firma(sublocazione.contratto)

        risposta = invia(
            entra(Ruolo.OPERATORE_ETS),
            url("sublocazione_consegna", sublocazione.pk),
            data="2026-11-18", chiavi="", note="", descrizione_foto="", **stanze(("Cucina", "")),
        )  # fmt: skip

        assert risposta.status_code == 422
        assert risposta.context["form"].stanze.errors == [{"stato": ["Scegli lo stato della stanza."]}]

    @pytest.mark.parametrize("ruolo", CODICI)
    def test_who_audits_does_not_read_who_signed(self, entra: Any, ruolo: str) -> None:
        verbale = sublocazione_in_corso().verbali.get()

        pagina = entra(ruolo).get(url("verbale_scheda", verbale.pk)).content.decode()

        assert "Maria Rossi" not in pagina


class TestDocumenti:
    @pytest.mark.parametrize("documento", ["contratto_sublocazione", "comunicazione_proprietario", "lettera_libera"])
    def test_each_document_is_kept_as_a_pdf(self, entra: Any, documento: str) -> None:
        carica_modelli(date(2026, 1, 1))
        sublocazione = SublocazioneFactory()
        indirizzo = url("sublocazione_crea_lettera", sublocazione.pk)
        dati = {"documento": documento, "stanze": "", "argomento": "Chiavi", "testo": "Passa a ritirarle."}

        risposta = invia(entra(Ruolo.OPERATORE_ETS), indirizzo, **dati)

        assert risposta.url == url("sublocazione_scheda", sublocazione.pk) + "#documenti"
        lettera = Lettera.objects.get()
        assert (lettera.modello.chiave, lettera.contratto, lettera.documento.tipo) == (
            documento, sublocazione.contratto, "application/pdf",
        )  # fmt: skip

    def test_without_a_wording_it_says_which_is_missing(self, entra: Any) -> None:
        indirizzo = url("sublocazione_crea_lettera", SublocazioneFactory().pk)
        dati = {"documento": "contratto_sublocazione", "stanze": "", "argomento": "", "testo": ""}

        risposta = invia(entra(Ruolo.OPERATORE_ETS), indirizzo, **dati)

        assert risposta.status_code == 422
        assert "contratto_sublocazione" in errori(risposta)["__all__"][0]

    def test_the_report_is_printed_before_it_is_signed(self, entra: Any) -> None:
        carica_modelli(date(2026, 1, 1))
        sublocazione = SublocazioneFactory()
        client = entra(Ruolo.OPERATORE_ETS)
        bozza = sublocazione.verbali.create(
            tipo="CONSEGNA", data=date(2026, 11, 18), chiavi="2 chiavi", redatto_da=client.utente
        )
        bozza.stanze.create(stanza="Cucina", stato="BUONO", nota="Cappa nuova")

        risposta = invia(client, url("verbale_stampa", bozza.pk))

        assert risposta.url == reverse("lettera_scarica", args=[Lettera.objects.get().pk])
