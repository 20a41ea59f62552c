"""The pages of the guarantees, as they are used. The clock stands at 19/11/2026."""

import io
import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any

import page
import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from fondo_garanzia.choices import StatoGaranzia
from fondo_garanzia.models import Garanzia
from tests.factories.casa import CasoFactory, InvioFactory, ProprietarioFactory, nucleo_con_adulto
from tests.factories.fondo import FondoFactory, GaranziaFactory, contratto_privato, nucleo_del_fondo, rivalsa
from tests.factories.persone import ComuneFactory, EnteFactory, UtenteFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Contratto, Lettera, Nucleo

pytestmark = pytest.mark.django_db
ELENCO = "/fondo-garanzia/garanzie/"
Entra = Callable[..., Client]


def pagina(atto: str, *args: Any, **query: Any) -> str:
    return reverse(f"fondo_garanzia:garanzia_{atto}", args=args, query=query or None)


def manda(client: Client, pagina: str, /, **dati: Any) -> Any:
    return client.post(pagina, {"chiave": str(uuid.uuid4())} | dati)


def errori(risposta: Any) -> list[str]:
    return [str(e) for lista in risposta.context["form"].errors.values() for e in lista]


def in_fondo() -> Nucleo:
    return nucleo_del_fondo(FondoFactory(dotato=D("25000.00")))


def richiesta(**altro: Any) -> dict[str, Any]:
    return {
        "titolare": "Gino Baldi", "titolare_codice": "BLDGNI50A01G843X",
        "titolare_iban": "IT60 X054 2811 1010 0000 0123 456", "motivo": "La chiede il proprietario",
        "mensilita": "3", "massimale_canoni": "", "massimale_danni": "500,00", "franchigia_mensilita": "0",
        "inizio": "2026-12-01", "scade_il": "2029-03-31",
    } | altro  # fmt: skip


class TestElenco:
    def test_the_totals_are_those_of_the_rows_found(self, entra: Entra) -> None:
        GaranziaFactory(attiva=True)
        GaranziaFactory()
        GaranziaFactory(stato=StatoGaranzia.RITIRATA)
        client = entra(Ruolo.CONTABILE_ETS)
        vista = client.get(ELENCO)
        assert (vista.context["elenco"].conto, vista.context["somme"]) == (
            2, {"massimali": D("3880.00"), "impegno": D("1940.00")},
        )  # fmt: skip
        assert client.get(ELENCO, {"stato": "TUTTE"}).context["elenco"].conto == 3
        assert client.get(ELENCO, {"stato": "ATTIVA", "entro": "2029-03-31"}).context["elenco"].conto == 1
        assert client.get(ELENCO, {"entro": "2029-03-30"}).context["elenco"].conto == 0

    def test_who_audits_reads_the_code_and_does_not_find_by_name(self, entra: Entra) -> None:
        garanzia = GaranziaFactory()
        client = entra(Ruolo.REVISORE)
        testo = client.get(ELENCO).content.decode()
        assert (garanzia.nucleo.codice in testo, "Maria Rossi" in testo) == (True, False)
        assert client.get(ELENCO, {"q": "rossi"}).context["elenco"].conto == 0
        assert client.get(ELENCO, {"q": "baldi"}).context["elenco"].conto == 1
        foglio = b"".join(client.get(pagina("esporta"), {"formato": "csv"}).streaming_content).decode()
        assert "Maria Rossi" not in foglio

    def test_the_office_finds_by_the_name_of_the_tenant(self, entra: Entra) -> None:
        GaranziaFactory()
        assert entra(Ruolo.OPERATORE_ETS).get(ELENCO, {"q": "rossi"}).context["elenco"].conto == 1

    def test_a_social_worker_sees_those_of_her_comuni(self, entra: Entra) -> None:
        garanzia = GaranziaFactory()
        altrove = ComuneFactory(nome="Calcinaia")
        client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[altrove])
        assert client.get(ELENCO).context["elenco"].conto == 0
        assert client.get(pagina("scheda", garanzia.pk)).status_code == 404

    def test_an_empty_list_says_how_to_begin(self, entra: Entra) -> None:
        assert "Nessuna garanzia richiesta o in corso" in entra(Ruolo.OPERATORE_ETS).get(ELENCO).content.decode()


class TestRichiesta:
    def test_from_a_referral_to_the_request(self, entra: Entra) -> None:
        nucleo = in_fondo()
        contratto = contratto_privato(nucleo)
        invio = InvioFactory(caso=CasoFactory(nucleo=nucleo), linea=Linea.FON)
        client = entra(Ruolo.OPERATORE_ETS)
        primo = client.get(pagina("nuova", invio=invio.pk))
        avanti = pagina("richiedi", contratto.pk, invio=invio.pk)
        assert primo.context["contratti"] == [(contratto, "", avanti)]
        secondo = client.get(avanti)
        assert (secondo.context["form"].initial["motivo"], secondo.context["form"]["massimale_canoni"].value()) == (
            invio.motivo, D("1440.00"),
        )  # fmt: skip
        fatta = manda(client, avanti, **richiesta())
        garanzia = Garanzia.objects.get()
        assert (fatta.status_code, fatta["Location"]) == (302, pagina("scheda", garanzia.pk))
        assert (garanzia.massimale_canoni, garanzia.massimale_danni, garanzia.titolare_iban, garanzia.invio) == (
            D("1440.00"), D("500.00"), "IT60X0542811101000000123456", invio,
        )  # fmt: skip

    def test_pressing_twice_asks_once(self, entra: Entra) -> None:
        contratto = contratto_privato(in_fondo())
        client, chiave = entra(Ruolo.OPERATORE_ETS), str(uuid.uuid4())
        avanti = pagina("richiedi", contratto.pk)
        assert [client.post(avanti, richiesta(chiave=chiave)).status_code for _ in range(2)] == [302, 302]
        assert Garanzia.objects.count() == 1

    def test_a_comune_that_has_not_joined_is_told_before_typing(self, entra: Entra) -> None:
        nucleo = nucleo_con_adulto(comune=ComuneFactory(nome="Calcinaia"))
        contratto = contratto_privato(nucleo)
        client = entra(Ruolo.OPERATORE_ETS)
        primo = client.get(pagina("nuova", nucleo=nucleo.codice))
        assert (primo.status_code, primo.context["adesione"].positivo) == (200, False)
        assert "Comune non aderente: Calcinaia" in primo.content.decode()
        rifiuto = manda(client, pagina("richiedi", contratto.pk), **richiesta())
        assert (rifiuto.status_code, errori(rifiuto)[0].partition(":")[0]) == (422, "Comune non aderente")

    def test_an_unknown_household_is_said(self, entra: Entra) -> None:
        risposta = entra(Ruolo.OPERATORE_ETS).get(pagina("nuova", nucleo="N-1999-0001"))
        assert (risposta.status_code, errori(risposta)) == (
            422, ["Non c’è un nucleo con questo codice fra quelli che segui."],
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("cambia", "frase"),
        [
            ({"titolare_iban": "IT00X0542811101000000123456"}, "L’IBAN non è giusto: ricontrolla lettere e cifre."),
            ({"mensilita": "13"}, "Al massimo 12."),
            ({"massimale_danni": "abc"}, "Scrivi un importo come 1.234,56."),
        ],
    )
    def test_what_is_wrong_is_said_beside_and_nothing_is_lost(self, entra: Entra, cambia, frase) -> None:
        contratto = contratto_privato(in_fondo())
        risposta = manda(entra(Ruolo.OPERATORE_ETS), pagina("richiedi", contratto.pk), **richiesta(**cambia))
        assert (risposta.status_code, errori(risposta)) == (422, [frase])
        assert risposta.context["form"]["motivo"].value() == "La chiede il proprietario"

    def test_two_who_correct_at_once_are_told(self, entra: Entra) -> None:
        garanzia = GaranziaFactory()
        client = entra(Ruolo.OPERATORE_ETS)
        indirizzo = pagina("modifica", garanzia.pk)
        dati = richiesta(inizio="2026-04-01")
        assert manda(client, indirizzo, versione="1", **dati).status_code == 302
        tardi = manda(client, indirizzo, versione="1", **(dati | {"massimale_danni": "700,00"}))
        assert (tardi.status_code, tardi.context["conflitto"]["confronti"][0].campo) == (409, "Massimale per i danni")


class TestContrattoPrivato:
    DATI = {
        "denominazione": "Gino Baldi", "codice_fiscale": "BLDGNI50A01G843Y", "indirizzo": "via Verdi 2, Pontedera",
        "iban": "IT60X0542811101000000123456", "tipo": "CONCORDATO_3_2", "stipulato_il": "2026-11-10",
        "inizio": "2026-12-01", "fine": "2029-11-30", "canone_mensile": "480,00", "deposito": "960,00",
    }  # fmt: skip

    def test_it_is_written_with_its_owner_and_the_request_goes_on(self, entra: Entra) -> None:
        nucleo = in_fondo()
        client = entra(Ruolo.OPERATORE_ETS)
        fatto = manda(client, pagina("contratto", nucleo.codice), **self.DATI)
        contratto = Contratto.objects.get()
        assert (fatto.status_code, fatto["Location"]) == (302, pagina("richiedi", contratto.pk))
        assert (contratto.natura, contratto.nucleo, contratto.proprietario.iban) == (
            "PRIVATO", nucleo, "IT60X0542811101000000123456",
        )  # fmt: skip

    def test_an_owner_with_the_same_name_is_chosen_not_copied(self, entra: Entra) -> None:
        nucleo, baldi = in_fondo(), ProprietarioFactory(denominazione="Baldi Gino", codice_fiscale=None)
        client, indirizzo = entra(Ruolo.OPERATORE_ETS), pagina("contratto", nucleo.codice)
        dubbio = manda(client, indirizzo, **self.DATI)
        assert (dubbio.status_code, errori(dubbio)) == (
            422, ["Scegli se il proprietario è uno di questi o un altro."],
        )  # fmt: skip
        assert manda(client, indirizzo, scelto=str(baldi.pk), **self.DATI).status_code == 302
        assert Contratto.objects.get().proprietario == baldi

    def test_too_large_a_deposit_is_refused(self, entra: Entra) -> None:
        dati = self.DATI | {"deposito": "1.440,01"}
        risposta = manda(entra(Ruolo.OPERATORE_ETS), pagina("contratto", in_fondo().codice), **dati)
        assert (risposta.status_code, Contratto.objects.count()) == (422, 0)

    def test_a_tax_code_with_a_nul_is_refused_before_the_owners_like_it_are_looked_for(self, entra: Entra) -> None:
        dati = self.DATI | {"codice_fiscale": "BLDGNI50A01G843\x00"}
        risposta = manda(entra(Ruolo.OPERATORE_ETS), pagina("contratto", in_fondo().codice), **dati)
        assert (risposta.status_code, Contratto.objects.count()) == (422, 0)


class TestScheda:
    def test_who_asked_reads_why_she_cannot_approve(self, entra: Entra) -> None:
        client = entra(Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE)
        garanzia = GaranziaFactory(istruita=True, richiesta_da=client.utente)
        vista = client.get(pagina("scheda", garanzia.pk))
        assert {p.etichetta: p.motivo for p in vista.context["pulsanti"] if p.motivo} == {
            "Approva…": "Chi ha chiesto la garanzia non può approvarla: la decide un’altra persona "
            "(convenzione, fondo di garanzia).",
            "Rifiuta…": "Chi ha chiesto la garanzia non può approvarla: la decide un’altra persona "
            "(convenzione, fondo di garanzia).",
        }

    def test_the_caps_used_and_left_are_told_in_words(self, entra: Entra) -> None:
        garanzia = rivalsa().escussione.garanzia
        vista = entra(Ruolo.CONTABILE_ETS).get(pagina("scheda", garanzia.pk))
        assert [(u.nome, u.pagato, u.resta) for u in vista.context["usi"]] == [
            ("Canoni", D("1440.00"), D("0.00")),
            ("Danni", D("0.00"), D("500.00")),
        ]
        assert [e.numero for e, _ in vista.context["escussioni"]] == [garanzia.escussioni.get().numero]

    def test_until_it_is_decided_the_rules_answer_with_their_articles(self, entra: Entra) -> None:
        povera = GaranziaFactory(istruita=True, fondo=FondoFactory(dotato=D("1000.00")))
        vista = entra(Ruolo.FUNZIONARIO_UNIONE).get(pagina("scheda", povera.pk))
        assert [str(m) for m in vista.context["esito"].ostacoli] == [
            "Nel fondo di Pontedera sono disponibili 1.000,00\xa0€, ne servono 1.940,00\xa0€: ne mancano 940,00\xa0€ "
            "(convenzione, fondo per comune)"
        ]
        assert "Maria Rossi" not in vista.content.decode()

    def test_the_unione_does_not_open_letters(self, entra: Entra) -> None:
        vista = entra(Ruolo.FUNZIONARIO_UNIONE).get(pagina("scheda", GaranziaFactory(istruita=True).pk))
        assert vista.context["legge_le_lettere"] is False


class TestAtti:
    def test_from_the_instruction_to_the_release(self, entra: Entra) -> None:
        EnteFactory()
        carica_modelli(date(2026, 1, 1))
        garanzia = GaranziaFactory()
        passi = [
            (Ruolo.COORDINATORE_ETS, "istruisci", {"istruttoria": "Reddito stabile"}, "ISTRUTTORIA"),
            (Ruolo.FUNZIONARIO_UNIONE, "approva", {"atto": "Determinazione 88/2026"}, "APPROVATA"),
            (
                Ruolo.CONTABILE_ETS,
                "crea_lettera",
                {"documento": "lettera_garanzia", "casa": "via Roma 1, Pontedera"},
                "APPROVATA",
            ),
            (Ruolo.CONTABILE_ETS, "attiva", {"attiva_dal": "2026-11-19"}, "ATTIVA"),
            (Ruolo.COORDINATORE_ETS, "sospendi", {"motivo": "Contestata", "lettera": "on"}, "SOSPESA"),
            (Ruolo.COORDINATORE_ETS, "riprendi", {}, "ATTIVA"),
            (
                Ruolo.COORDINATORE_ETS,
                "svincola",
                {"motivo": "Contratto finito", "finita_il": "2026-11-19", "lettera": "on"},
                "SVINCOLATA",
            ),
        ]
        for ruolo, atto, dati, stato in passi:
            client = entra(ruolo)
            assert client.get(pagina(atto, garanzia.pk)).status_code == 200
            assert manda(client, pagina(atto, garanzia.pk), **dati).status_code == 302, atto
            garanzia.refresh_from_db()
            assert garanzia.stato == stato
        scheda = client.get(pagina("scheda", garanzia.pk))
        assert [lettera.modello.chiave for lettera in scheda.context["lettere"]] == [
            "svincolo_garanzia",
            "sospensione_garanzia",
            "lettera_garanzia",
        ]

    def test_an_approval_without_money_says_how_much_is_missing(self, entra: Entra) -> None:
        povera = GaranziaFactory(istruita=True, fondo=FondoFactory(dotato=D("1000.00")))
        client, indirizzo = entra(Ruolo.FUNZIONARIO_UNIONE), pagina("approva", povera.pk)
        rifiuto = manda(client, indirizzo, atto="Determinazione 88/2026")
        assert (rifiuto.status_code, rifiuto.context["form"]["atto"].value()) == (422, "Determinazione 88/2026")
        assert "ne mancano 940,00" in errori(rifiuto)[0]
        assert manda(client, indirizzo, atto="Determinazione 88/2026", deroga="Arriva").status_code == 302

    def test_the_signed_letter_is_served_to_who_keeps_the_file(self, entra: Entra, tmp_path: Any) -> None:
        garanzia = GaranziaFactory(approvata=True)
        client = entra(Ruolo.CONTABILE_ETS)
        file = tmp_path / "firmata.pdf"
        file.write_bytes(b"%PDF-1.7 firmata")
        with file.open("rb") as aperto:
            manda(client, pagina("attiva", garanzia.pk), attiva_dal="2026-11-19", accettazione=aperto)
        letta = client.get(pagina("accettazione", garanzia.pk))
        assert (letta["Content-Type"], b"".join(letta.streaming_content)) == ("application/pdf", b"%PDF-1.7 firmata")

    def test_the_history_tells_who_changed_what(self, entra: Entra) -> None:
        garanzia = GaranziaFactory()
        client = entra(Ruolo.COORDINATORE_ETS)
        manda(client, pagina("istruisci", garanzia.pk), istruttoria="Reddito stabile")
        storia = client.get(pagina("storia", garanzia.pk)).context["modifiche"]
        assert storia[0].chi == str(client.utente)


class TestLettera:
    def test_the_letter_is_a_valid_pdf_for_the_archive_and_for_everybody(self, entra: Entra) -> None:
        EnteFactory()
        carica_modelli(date(2026, 1, 1))
        garanzia = GaranziaFactory(approvata=True, franchigia_mensilita=1)
        client = entra(Ruolo.CONTABILE_ETS)
        casa = "via Roma 1, Pontedera"
        manda(client, pagina("crea_lettera", garanzia.pk), documento="lettera_garanzia", casa=casa)
        lettera = Lettera.objects.get()
        with lettera.documento.file.open("rb") as file:
            pdf = file.read()
        pagine = pypdf.PdfReader(io.BytesIO(pdf)).pages
        testo = " ".join(" ".join(p.extract_text() for p in pagine).split()).replace("\xa0", " ")
        profili = [page.validate_pdf_bytes(pdf, profile=profilo).failures for profilo in ("3a", "ua1")]
        assert [e.rule_id for trovati in profili for e in trovati] == []
        assert [
            frase
            for frase in (
                "Gentile Gino Baldi", casa, "3 mensilità, al massimo 1.440,00 €", "al massimo 500,00 €",
                "mensilità che restano a tuo carico: 1", "dal 01/04/2026 al 31/03/2029", "entro il 30/05/2029",
                "Determinazione 88/2026", "Il Portone APS",
            )
            if frase not in testo
        ] == []  # fmt: skip
        garanzia.refresh_from_db()
        assert garanzia.lettera == lettera

    def test_without_where_the_home_is_the_letter_is_refused(self, entra: Entra) -> None:
        EnteFactory()
        carica_modelli(date(2026, 1, 1))
        garanzia = GaranziaFactory(approvata=True)
        rifiuto = manda(entra(Ruolo.CONTABILE_ETS), pagina("crea_lettera", garanzia.pk), documento="lettera_garanzia")
        assert (rifiuto.status_code, errori(rifiuto)) == (
            422, ["Scrivi dov’è la casa: la lettera dice quale contratto garantisce."],
        )  # fmt: skip


def test_only_who_may_presses_the_buttons(entra: Entra) -> None:
    garanzia = GaranziaFactory(istruita=True, richiesta_da=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]))
    assert [p.etichetta for p in entra(Ruolo.REVISORE).get(pagina("scheda", garanzia.pk)).context["pulsanti"]] == []
    vista = entra(Ruolo.FUNZIONARIO_UNIONE).get(pagina("scheda", garanzia.pk))
    assert [p.etichetta for p in vista.context["pulsanti"]] == ["Approva…", "Rifiuta…"]
