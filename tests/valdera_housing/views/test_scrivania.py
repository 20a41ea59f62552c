"""The desk of each role: what is hers to do, what waits for others, what comes next."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import RichiestaIntegrazione, Spesa
from tests.factories.conti import SpesaFactory, porta_a, rendiconto, rendiconto_in
from tests.factories.persone import ComuneFactory, NucleoFactory, PersonaFactory, UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db

GIORNO = date(2026, 11, 19)


def righe(risposta) -> tuple[list[tuple], list[tuple]]:
    """(title, detail, verb, deadline) of what is mine, and (title, detail) of what waits for others."""
    contesto = risposta.context
    miei = [(c.titolo, c.dettaglio.replace("\N{NO-BREAK SPACE}", " "), c.verbo, c.entro) for c in contesto["miei"]]
    return miei, [(c.titolo, c.dettaglio) for c in contesto["altrui"]]


def settimo_in_verifica(**colonne) -> None:
    porta_a(SpesaFactory(), StatoSpesa.AMMESSA)
    porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.IN_VERIFICA, verifica_entro=date(2026, 11, 30), **colonne)


def richiesta(spesa: Spesa, *, risposta: str = "") -> RichiestaIntegrazione:
    chi = UtenteFactory()
    alle = {"risposta": risposta, "risposta_da": chi, "risposta_alle": timezone.now()} if risposta else {}
    return RichiestaIntegrazione.objects.create(
        spesa=spesa, richiesta="Manca il CUP", chiesta_da=chi, entro=date(2026, 11, 26), **alle
    )


class TestFunzionario:
    def test_a_quarter_just_sent_is_to_be_taken(self, entra) -> None:
        porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
        rendiconto_in(StatoRendiconto.CHIUSO_ETS, verifica_entro=date(2026, 11, 30))
        miei, altrui = righe(entra(Ruolo.FUNZIONARIO_UNIONE).get("/"))
        assert miei == [
            (
                "Prendere in verifica il rendiconto del 7° trimestre",
                "1 spesa, dal 30/10/2026, di Il Portone APS",
                "Apri",
                date(2026, 11, 30),
            )
        ]
        assert altrui == []

    def test_a_quarter_under_verification_says_how_many_are_left(self, entra) -> None:
        settimo_in_verifica()
        miei, _ = righe(entra(Ruolo.FUNZIONARIO_UNIONE).get("/"))
        assert miei == [
            (
                "Verificare le spese del 7° trimestre",
                "1 ancora da guardare su 2",
                "Continua",
                date(2026, 11, 30),
            )
        ]

    def test_answers_are_to_be_looked_at_and_open_questions_wait_for_the_ets(self, entra) -> None:
        risposta, aperta = SpesaFactory(), SpesaFactory()
        porta_a(risposta, StatoSpesa.PRESENTATA)
        porta_a(aperta, StatoSpesa.DA_INTEGRARE)
        richiesta(risposta, risposta="Eccolo")
        richiesta(aperta)
        rendiconto_in(StatoRendiconto.IN_VERIFICA, verifica_entro=date(2026, 11, 30))
        miei, altrui = righe(entra(Ruolo.FUNZIONARIO_UNIONE).get("/"))
        assert [titolo for titolo, *_ in miei] == [
            "Verificare le spese del 7° trimestre",
            "Rivedere le integrazioni del 7° trimestre",
        ]
        assert altrui == [("Integrazione di 1 spesa del 7° trimestre", "Il Portone APS, termine 26/11/2026")]

    def test_when_every_share_is_decided_the_verification_is_to_be_closed(self, entra) -> None:
        porta_a(SpesaFactory(), StatoSpesa.AMMESSA)
        rendiconto_in(StatoRendiconto.IN_VERIFICA, verifica_entro=date(2026, 11, 30))
        miei, _ = righe(entra(Ruolo.FUNZIONARIO_UNIONE).get("/"))
        assert [(titolo, verbo) for titolo, _, verbo, _ in miei] == [
            ("Chiudere la verifica del 7° trimestre", "Chiudi")
        ]

    def test_the_second_signature_is_of_another_official(self, entra) -> None:
        client = entra(Ruolo.FUNZIONARIO_UNIONE)
        verificato = {"verificato_alle": timezone.now()}
        rendiconto_in(StatoRendiconto.VERIFICATO, verificato_da=client.utente, **verificato)
        _, altrui = righe(client.get("/"))
        assert altrui == [
            ("Seconda firma sul rendiconto del 7° trimestre", "Un altro funzionario; verificato il 19/11/2026")
        ]
        rendiconto_in(StatoRendiconto.VERIFICATO, verificato_da=UtenteFactory(), **verificato)
        miei, _ = righe(client.get("/"))
        assert miei[0][:3] == (
            "Approvare il rendiconto del 7° trimestre",
            "Dopo la seduta della Cabina; verificato il 19/11/2026",
            "Esamina",
        )

    def test_an_approved_quarter_is_to_be_paid_within_thirty_days(self, entra) -> None:
        rendiconto_in(StatoRendiconto.APPROVATO, approvato_alle=timezone.now())
        miei, _ = righe(entra(Ruolo.FUNZIONARIO_UNIONE).get("/"))
        assert miei[0] == (
            "Liquidare il 7° trimestre",
            "Approvato il 19/11/2026; registra il mandato di pagamento",
            "Registra",
            date(2026, 12, 19),
        )


class TestEts:
    @pytest.mark.parametrize("ruolo", [Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS])
    def test_drafts_of_the_quarter_running_are_to_be_completed(self, entra, ruolo: Ruolo) -> None:
        SpesaFactory(rendiconto=rendiconto(8), documento_spesa__pagato_il=False, documento_spesa__originale=False)
        for numero in range(1, 8):
            rendiconto_in(StatoRendiconto.LIQUIDATO if numero == 9 else StatoRendiconto.CHIUSO_ETS, numero)
        miei, altrui = righe(entra(ruolo).get("/"))
        entro = date(2025, 12, 31)
        tappe = ("Raggiungere le tappe del cohousing", "La prima va raggiunta entro il 31/12/2025", "Apri", entro)
        assert miei == [
            *([tappe] if ruolo == Ruolo.COORDINATORE_ETS else []),
            (
                "Completare le spese dell’8° trimestre",
                "1 spesa in bozza; documenti: 1 da pagare, 1 senza originale",
                "Continua",
                date(2027, 1, 30),
            ),
        ]
        assert altrui[-1] == ("Verifica del 7° trimestre", "Unione Valdera")

    def test_a_quarter_that_is_over_is_to_be_presented(self, entra) -> None:
        SpesaFactory()
        miei, _ = righe(entra(Ruolo.CONTABILE_ETS).get("/"))
        assert (
            "Presentare il rendiconto del 7° trimestre",
            "1 spesa in bozza",
            "Prepara",
            date(2026, 10, 30),
        ) in miei

    def test_open_questions_are_to_be_answered(self, entra) -> None:
        spesa = porta_a(SpesaFactory(), StatoSpesa.DA_INTEGRARE)
        richiesta(spesa)
        rendiconto_in(StatoRendiconto.INTEGRAZIONI_RICHIESTE)
        miei, _ = righe(entra(Ruolo.CONTABILE_ETS).get("/"))
        assert (
            "Rispondere alle integrazioni del 7° trimestre",
            "1 richiesta, da Unione Valdera",
            "Rispondi",
            date(2026, 11, 26),
        ) in miei


class TestAltri:
    def test_the_cabina_examines_a_verified_quarter_and_no_other(self, entra) -> None:
        settimo_in_verifica()
        client = entra(Ruolo.CABINA)
        assert righe(client.get("/"))[0] == []
        rendiconto_in(StatoRendiconto.VERIFICATO, verificato_alle=timezone.now())
        assert [titolo for titolo, *_ in righe(client.get("/"))[0]] == ["Esaminare il rendiconto del 7° trimestre"]

    def test_the_cabina_is_sent_to_no_page_it_cannot_open(self, entra) -> None:
        settimo_in_verifica()
        risposta = entra(Ruolo.CABINA).get("/")
        assert {data.url for data in risposta.context["prossime_date"]} == {""}
        assert [pannello.template for pannello in risposta.context["pannelli"]] == [
            "rendicontazione/scrivania/linee.html",
            "rendicontazione/scrivania/curva.html",
            "rendicontazione/scrivania/relazioni.html",
        ]

    def test_who_reads_accounts_sees_the_five_lines_and_the_dates(self, entra) -> None:
        settimo_in_verifica()
        risposta = entra(Ruolo.REVISORE).get("/")
        linee = risposta.context["pannelli"][0].contesto["righe"]
        assert [riga.conti.budget for riga in linee] == [Decimal(b * 1000) for b in (270, 105, 30, 30, 15)]
        assert [(data.giorno, data.testo) for data in risposta.context["prossime_date"]] == [
            (date(2026, 11, 30), "Termine della verifica del 7° trimestre"),
            (date(2026, 12, 31), "Finisce l’8° trimestre"),
            (date(2027, 1, 30), "Termine per presentare il rendiconto dell’8° trimestre"),
        ]

    def test_a_social_worker_sees_her_households_and_the_codes_about_to_expire(self, entra) -> None:
        suo, altro = ComuneFactory(), ComuneFactory(nome="Buti")
        nuclei = [NucleoFactory(comune=suo), NucleoFactory(comune=altro)]
        scade = {"codice_sanitario_provvisorio": "STP0902020000123", "codice_sanitario_scade_il": date(2026, 12, 1)}
        persona = PersonaFactory(comune=suo, cognome="Okoro", nome="Joy", **scade)
        PersonaFactory(comune=altro, **scade)
        risposta = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[suo]).get("/")
        assert [(s.testo, s.url) for s in risposta.context["segnalazioni"]] == [
            ("Il codice STP o ENI di Okoro Joy scade il 01/12/2026", f"/persone/{persona.pk}/")
        ]
        assert risposta.context["pannelli"][0].contesto["nuclei"] == nuclei[:1]
        assert "Niente da fare adesso" in risposta.content.decode()

    @pytest.mark.parametrize("ruolo", list(Ruolo))
    def test_every_role_has_a_desk_within_twelve_queries(self, entra, ruolo: Ruolo) -> None:
        settimo_in_verifica()
        client = entra(ruolo)
        client.get("/")
        with CaptureQueriesContext(connection) as viste:
            risposta = client.get("/")
        assert (risposta.status_code, len(viste) <= 12) == (200, True)

    def test_without_a_convention_the_desk_is_empty_but_there(self, entra) -> None:
        risposta = entra(Ruolo.FUNZIONARIO_UNIONE).get("/")
        assert (risposta.status_code, risposta.context["miei"], risposta.context["pannelli"]) == (200, [], [])
