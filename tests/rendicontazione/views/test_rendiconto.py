"""The pages of the quarters: who opens them, what they say, what their buttons do."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from rendicontazione.actions.verifica import ammetti_spesa, chiedi_integrazione
from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import Rendiconto, SedutaCabina
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto, rendiconto_in
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo

pytestmark = pytest.mark.django_db
UNIONE, ETS = Ruolo.FUNZIONARIO_UNIONE, Ruolo.CONTABILE_ETS
LEGGONO = (ETS, Ruolo.COORDINATORE_ETS, UNIONE, Ruolo.REVISORE, Ruolo.CABINA)


def indirizzo(nome: str, conti: Rendiconto) -> str:
    return reverse(f"rendicontazione:rendiconto_{nome}", args=[conti.pk])


def modulo(conti: Rendiconto, **dati) -> dict:
    return {"chiave": uuid4(), "versione": conti.versione, **dati}


def stato(conti: Rendiconto) -> str:
    conti.refresh_from_db()
    return conti.stato


class TestChiVede:
    @pytest.mark.parametrize("ruolo", Ruolo)
    def test_quarters_are_for_who_spends_checks_and_decides(self, entra, ruolo) -> None:
        porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
        conti = rendiconto_in(StatoRendiconto.VERIFICATO)
        client = entra(ruolo)
        codice = 200 if ruolo in LEGGONO else 403
        pagine = [
            reverse("rendicontazione:rendiconto_elenco"),
            indirizzo("scheda", conti),
            reverse("rendicontazione:relazione_elenco"),
        ]
        assert [client.get(pagina).status_code for pagina in pagine] == [codice] * 3

    def test_the_cabina_sees_concluded_quarters_and_sums_only(self, entra) -> None:
        spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
        conti = rendiconto_in(StatoRendiconto.IN_VERIFICA)
        client = entra(Ruolo.CABINA)
        assert client.get(indirizzo("scheda", conti)).status_code == 404
        conti = rendiconto_in(StatoRendiconto.VERIFICATO)
        testo = client.get(indirizzo("scheda", conti)).content.decode()
        assert ("1.220,00" in testo, spesa.numero in testo) == (True, False)
        assert reverse("rendicontazione:spesa_elenco") not in testo
        assert client.get(indirizzo("storia", conti)).status_code == 403

    @pytest.mark.parametrize("ruolo", [ETS, Ruolo.REVISORE, Ruolo.CABINA])
    @pytest.mark.parametrize("atto", ["chiudi_verifica", "approva", "riapri", "liquida"])
    def test_the_acts_of_the_unione_are_hers(self, entra, ruolo, atto) -> None:
        conti = rendiconto_in(StatoRendiconto.VERIFICATO)
        client = entra(ruolo)
        risposte = (client.get(indirizzo(atto, conti)), client.post(indirizzo(atto, conti), modulo(conti)))
        assert [r.status_code for r in risposte] == [403, 403]

    @pytest.mark.parametrize("ruolo", [UNIONE, Ruolo.REVISORE, Ruolo.CABINA])
    def test_presenting_is_of_the_ets(self, entra, ruolo) -> None:
        conti = rendiconto()
        client = entra(ruolo)
        assert client.get(indirizzo("presenta", conti)).status_code == 403
        assert client.post(indirizzo("rinvia_incomplete", conti), modulo(conti)).status_code == 403

    @pytest.mark.parametrize("atto", ["prendi_in_verifica", "chiedi_integrazioni", "rispondi_integrazioni"])
    def test_a_button_is_never_a_link(self, entra, atto) -> None:
        assert entra(UNIONE, ETS).get(indirizzo(atto, rendiconto())).status_code == 405


class TestPresenta:
    def test_the_page_says_what_is_left_what_exceeds_and_what_is_not_ready(self, entra) -> None:
        SpesaFactory(azione="", numero="2025/9001")
        grossa = DocumentoSpesaFactory(imponibile=Decimal("15100.00"), iva=Decimal("0"))
        SpesaFactory(documento_spesa=grossa, linea=Linea.COH)
        testo = entra(ETS).get(indirizzo("presenta", rendiconto())).content.decode()
        for pezzo in ("2025/9001", "Manca l&#x27;azione a cui serve", "100,00", "−100,00", "1 spesa non è pronta"):
            assert pezzo in testo, pezzo

    def test_refused_with_the_list_then_presented_after_one_button(self, entra) -> None:
        SpesaFactory(azione="")
        pronta = SpesaFactory()
        client, conti = entra(ETS), rendiconto()
        risposta = client.post(indirizzo("presenta", conti), modulo(conti, protocollo=""))
        assert (risposta.status_code, stato(conti)) == (422, StatoRendiconto.APERTO)
        assert "1 spesa non è pronta: completale o rinviale" in risposta.content.decode()
        assert client.post(indirizzo("rinvia_incomplete", conti), modulo(conti)).status_code == 302
        assert client.post(indirizzo("presenta", conti), modulo(conti, protocollo="41877")).status_code == 302
        pronta.refresh_from_db()
        assert (stato(conti), conti.protocollo, pronta.stato) == ("CHIUSO_ETS", "41877", "PRESENTATA")

    def test_a_quarter_still_running_is_presented_with_a_warning_and_one_not_started_is_not(self, entra) -> None:
        client = entra(ETS)
        assert (
            "Presenti prima della fine del trimestre"
            in client.get(indirizzo("presenta", rendiconto(8))).content.decode()
        )
        assert (
            "Il trimestre comincia il 01/01/2027" in client.get(indirizzo("presenta", rendiconto(9))).content.decode()
        )


class TestAtti:
    def test_the_whole_life_from_the_pages(self, entra, django_capture_on_commit_callbacks) -> None:
        spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
        conti = rendiconto_in(StatoRendiconto.CHIUSO_ETS)
        marta = entra(UNIONE)
        utente = marta.utente
        assert marta.post(indirizzo("prendi_in_verifica", conti), modulo(conti)).status_code == 302
        conti.refresh_from_db()
        continua = marta.get(indirizzo("continua", conti))
        assert continua.headers["Location"] == reverse("rendicontazione:spesa_verifica", args=[spesa.pk])
        ammetti_spesa(spesa, utente=utente)
        assert marta.get(indirizzo("continua", conti)).headers["Location"] == indirizzo("scheda", conti)
        dati = modulo(conti, criticita="Nessuna", prossimo_trimestre="")
        assert marta.post(indirizzo("chiudi_verifica", conti), dati).status_code == 302
        conti.refresh_from_db()
        seduta = modulo(conti, data_seduta="2026-11-19", verbale="9")
        assert marta.post(indirizzo("approva", conti), seduta).status_code == 422
        collega = entra(UNIONE)
        assert collega.post(indirizzo("approva", conti), seduta | {"chiave": uuid4()}).status_code == 302
        conti.refresh_from_db()
        mandato = modulo(conti, mandato="1187", liquidato_il="2026-11-19")
        assert collega.post(indirizzo("liquida", conti), mandato).status_code == 302
        assert (stato(conti), SedutaCabina.objects.count()) == (StatoRendiconto.LIQUIDATO, 1)

    def test_a_button_out_of_time_says_why_and_a_late_one_is_a_conflict(self, entra) -> None:
        conti = rendiconto_in(StatoRendiconto.APERTO)
        client = entra(UNIONE)
        risposta = client.post(indirizzo("prendi_in_verifica", conti), modulo(conti))
        assert (risposta.status_code, "Non si può più" in risposta.content.decode()) == (422, True)
        conti = rendiconto_in(StatoRendiconto.CHIUSO_ETS)
        vecchia = modulo(conti) | {"versione": 99}
        assert client.post(indirizzo("prendi_in_verifica", conti), vecchia).status_code == 409

    def test_what_is_in_the_way_is_written_under_the_button(self, entra) -> None:
        porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
        conti = rendiconto_in(StatoRendiconto.IN_VERIFICA)
        testo = entra(UNIONE).get(indirizzo("scheda", conti)).content.decode()
        assert "Restano 1 spese senza decisione." not in testo
        assert "Resta 1 spesa senza decisione." in testo

    def test_integrations_go_and_come_back(self, entra) -> None:
        spesa = porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
        conti = rendiconto_in(StatoRendiconto.IN_VERIFICA)
        chiedi_integrazione(spesa, utente=UtenteFactory(ruoli=[UNIONE]), richiesta="Manca il rapporto", giorni=15)
        assert entra(UNIONE).post(indirizzo("chiedi_integrazioni", conti), modulo(conti)).status_code == 302
        conti.refresh_from_db()
        ets = entra(ETS)
        assert "Manca il rapporto" in ets.get(indirizzo("scheda", conti)).content.decode()
        assert ets.post(indirizzo("rispondi_integrazioni", conti), modulo(conti)).status_code == 422
        spesa.refresh_from_db()
        risposta = {"chiave": uuid4(), "versione": spesa.versione, "risposta": "Eccolo", "tipo": "ALTRO"}
        ets.post(reverse("rendicontazione:spesa_integra", args=[spesa.pk]), risposta)
        assert ets.post(indirizzo("rispondi_integrazioni", conti), modulo(conti)).status_code == 302
        assert stato(conti) == StatoRendiconto.IN_VERIFICA

    def test_reopening_asks_why(self, entra) -> None:
        conti = rendiconto_in(StatoRendiconto.VERIFICATO)
        client = entra(UNIONE)
        assert client.post(indirizzo("riapri", conti), modulo(conti, motivo=" ")).status_code == 422
        assert client.post(indirizzo("riapri", conti), modulo(conti, motivo="Fattura stornata")).status_code == 302
        assert (stato(conti), conti.motivo_riapertura) == (StatoRendiconto.IN_VERIFICA, "Fattura stornata")
