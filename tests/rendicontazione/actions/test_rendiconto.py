"""The life of a quarter, act by act, on a real database."""

from datetime import date
from decimal import Decimal

import pytest

from rendicontazione.actions.rendiconto import (
    SpeseIncomplete,
    approva_rendiconto,
    chiedi_integrazioni,
    chiudi_verifica,
    liquida_rendiconto,
    prendi_in_verifica,
    presenta_rendiconto,
    riapri_rendiconto,
    rinvia_incomplete,
    rispondi_integrazioni,
)
from rendicontazione.actions.verifica import (
    ammetti_spesa,
    chiedi_integrazione,
    integra_spesa,
    non_ammettere,
    rivedi_decisione,
)
from rendicontazione.choices import StatoRelazione, StatoRendiconto, StatoSpesa
from rendicontazione.models import LineaBudget, RelazioneTrimestrale, SedutaCabina, TotaleSpesa
from rendicontazione.rules.istantanea import da_byte
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto, rendiconto_in
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Parametro

pytestmark = pytest.mark.django_db
D = Decimal
OGGI = date(2026, 11, 19)


@pytest.fixture
def ets():
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


@pytest.fixture
def unione():
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


@pytest.fixture
def collega():
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def rifiuto(atto) -> str:
    with pytest.raises(AttoRifiutato) as preso:
        atto()
    return str(preso.value)


def verificato(ets, unione):
    """The accounts of the 7th quarter, closed with one share admitted."""
    spesa = SpesaFactory()
    conti = presenta_rendiconto(rendiconto(), utente=ets)
    prendi_in_verifica(conti, utente=unione)
    ammetti_spesa(spesa, utente=unione)
    return conti, spesa, chiudi_verifica(conti, utente=unione)


def test_a_quarter_goes_from_draft_to_payment(ets, unione, collega) -> None:
    conti, spesa, relazione = verificato(ets, unione)
    assert (relazione.versione, relazione.stato, len(relazione.impronta)) == (1, StatoRelazione.IN_PREPARAZIONE, 64)
    approva_rendiconto(conti, utente=collega, data_seduta=OGGI, verbale="9")
    conti = liquida_rendiconto(conti, utente=unione, mandato="1187", liquidato_il=OGGI)
    spesa.refresh_from_db()
    budget = LineaBudget.objects.get(linea=Linea.GIS)
    assert (conti.stato, spesa.stato, budget.ammesso, budget.in_verifica) == (
        StatoRendiconto.LIQUIDATO,
        StatoSpesa.LIQUIDATA,
        D("1220.00"),
        D("0.00"),
    )


class TestPresenta:
    def test_drafts_become_immutable_claims_with_protocol_and_deadline(self, ets) -> None:
        spesa = SpesaFactory()
        conti = presenta_rendiconto(rendiconto(), utente=ets)
        spesa.refresh_from_db()
        spesa.documento_spesa.refresh_from_db()
        assert (conti.stato, conti.protocollo, conti.verifica_entro, conti.presentato_da) == (
            StatoRendiconto.CHIUSO_ETS,
            "1/2026",
            date(2026, 12, 19),
            ets,
        )
        assert (spesa.stato, spesa.documento_spesa.presentato) == (StatoSpesa.PRESENTATA, True)

    def test_the_protocol_may_be_typed_and_the_days_come_from_the_parameter(self, ets) -> None:
        Parametro.objects.create(
            chiave="giorni_verifica", descrizione="x", valore=D(45), valido_dal=date(2025, 1, 1), atto="x"
        )
        conti = presenta_rendiconto(rendiconto(), utente=ets, protocollo="41877")
        assert (conti.protocollo, conti.verifica_entro) == ("41877", date(2027, 1, 3))

    def test_incomplete_drafts_stop_it_each_with_its_reasons(self, ets) -> None:
        senza_azione = SpesaFactory(azione="")
        non_pagata = SpesaFactory(documento_spesa=DocumentoSpesaFactory(pagato_il=False))
        SpesaFactory()
        with pytest.raises(SpeseIncomplete) as preso:
            presenta_rendiconto(rendiconto(), utente=ets)
        assert [(i.spesa.pk, str(i.esito)) for i in preso.value.incomplete] == [
            (senza_azione.pk, "Manca l'azione a cui serve (convenzione, allegato A)"),
            (
                non_pagata.pk,
                "Nessun pagamento con valuta entro il 30/09/2026 (convenzione, art. 8: criterio di cassa)",
            ),
        ]
        assert str(preso.value) == "2 spese non sono pronte: completale o rinviale"

    def test_incomplete_drafts_move_to_the_next_open_quarter(self, ets) -> None:
        SpesaFactory(azione="")
        pronta = SpesaFactory()
        assert rinvia_incomplete(rendiconto(), utente=ets) == 1
        conti = presenta_rendiconto(rendiconto(), utente=ets)
        assert list(conti.spese.values_list("pk", flat=True)) == [pronta.pk]
        assert TotaleSpesa.objects.get(rendiconto=rendiconto(8), stato=StatoSpesa.BOZZA).quante == 1

    def test_a_quarter_not_started_is_refused(self, ets) -> None:
        assert rifiuto(lambda: presenta_rendiconto(rendiconto(9), utente=ets)) == (
            "Il trimestre comincia il 01/01/2027 (convenzione, art. 8)"
        )

    def test_a_quarter_may_be_presented_before_its_end(self, ets) -> None:
        assert presenta_rendiconto(rendiconto(8), utente=ets).stato == StatoRendiconto.CHIUSO_ETS

    def test_twice_is_refused_and_so_is_a_stale_page(self, ets) -> None:
        conti = presenta_rendiconto(rendiconto(), utente=ets)
        assert rifiuto(lambda: presenta_rendiconto(conti, utente=ets)).startswith("Non si può più")
        with pytest.raises(ModificaConcorrente):
            presenta_rendiconto(rendiconto(6), utente=ets, versione=7)

    def test_an_empty_quarter_is_presented_at_zero(self, ets, unione) -> None:
        conti = presenta_rendiconto(rendiconto(5), utente=ets)
        prendi_in_verifica(conti, utente=unione)
        relazione = chiudi_verifica(conti, utente=unione)
        assert da_byte(relazione.istantanea.encode())["spese"] == []


class TestVerifica:
    def test_who_presented_does_not_verify(self) -> None:
        tutto = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE])
        conti = presenta_rendiconto(rendiconto(), utente=tutto)
        assert rifiuto(lambda: prendi_in_verifica(conti, utente=tutto)).startswith("Hai presentato tu")

    def test_integrations_suspend_the_deadline(self, ets, unione) -> None:
        import time_machine

        spesa = SpesaFactory()
        conti = presenta_rendiconto(rendiconto(), utente=ets)
        conti = prendi_in_verifica(conti, utente=unione)
        assert rifiuto(lambda: chiedi_integrazioni(conti, utente=unione)).startswith("Nessuna spesa aspetta")
        chiedi_integrazione(spesa, utente=unione, richiesta="Manca il rapporto", giorni=15)
        sospeso = chiedi_integrazioni(conti, utente=unione)
        assert (sospeso.stato, sospeso.sospeso_dal) == (StatoRendiconto.INTEGRAZIONI_RICHIESTE, OGGI)
        with time_machine.travel("2026-11-29T10:00:00+01:00"):
            frase = rifiuto(lambda: rispondi_integrazioni(conti, utente=ets))
            assert frase == "1 richiesta aspetta ancora una risposta."
            integra_spesa(spesa, utente=ets, risposta="Eccolo")
            ripreso = rispondi_integrazioni(conti, utente=ets)
        assert (ripreso.stato, ripreso.sospeso_dal, ripreso.verifica_entro) == (
            StatoRendiconto.IN_VERIFICA,
            None,
            date(2026, 12, 29),
        )

    def test_nothing_may_be_left_undecided(self, ets, unione) -> None:
        SpesaFactory()
        conti = presenta_rendiconto(rendiconto(), utente=ets)
        prendi_in_verifica(conti, utente=unione)
        assert rifiuto(lambda: chiudi_verifica(conti, utente=unione)) == "1 spesa aspetta ancora una decisione."
        assert RelazioneTrimestrale.objects.count() == 0

    def test_unanswered_questions_do_not_stop_the_official(self, ets, unione) -> None:
        spesa = SpesaFactory()
        conti = presenta_rendiconto(rendiconto(), utente=ets)
        prendi_in_verifica(conti, utente=unione)
        chiedi_integrazione(spesa, utente=unione, richiesta="x", giorni=15)
        chiedi_integrazioni(conti, utente=unione)
        non_ammettere(spesa, utente=unione, motivo="DOC_MANCANTE", spiegazione="Termine scaduto")
        chiudi_verifica(conti, utente=unione)
        conti.refresh_from_db()
        assert (conti.stato, conti.verificato_da) == (StatoRendiconto.VERIFICATO, unione)


class TestApprova:
    def test_four_eyes(self, ets, unione, collega) -> None:
        conti, _, _ = verificato(ets, unione)
        assert rifiuto(lambda: approva_rendiconto(conti, utente=unione, data_seduta=OGGI, verbale="9")).startswith(
            "Hai verificato tu"
        )
        approvato = approva_rendiconto(conti, utente=collega, data_seduta=OGGI, verbale="9")
        assert (approvato.stato, approvato.seduta) == (
            StatoRendiconto.APPROVATO,
            SedutaCabina.objects.get(data=OGGI, verbale="9"),
        )

    @pytest.mark.parametrize(
        ("giorno", "frase"),
        [
            (date(2026, 11, 20), "La seduta del 20/11/2026 non c'è ancora stata."),
            (date(2026, 11, 18), "La Cabina vede il rendiconto dopo la verifica, chiusa il 19/11/2026."),
        ],
    )
    def test_the_session_comes_after_the_verification(self, ets, unione, collega, giorno, frase) -> None:
        conti, _, _ = verificato(ets, unione)
        assert rifiuto(lambda: approva_rendiconto(conti, utente=collega, data_seduta=giorno, verbale="9")) == frase


class TestLiquida:
    def test_excess_is_not_paid(self, ets, unione, collega) -> None:
        documento = DocumentoSpesaFactory(imponibile=D("15500.00"), iva=D("0"))
        grossa, altra = SpesaFactory(documento_spesa=documento, linea=Linea.COH), SpesaFactory()
        conti = presenta_rendiconto(rendiconto(), utente=ets)
        prendi_in_verifica(conti, utente=unione)
        for spesa in (grossa, altra):
            ammetti_spesa(spesa, utente=unione)
        chiudi_verifica(conti, utente=unione)
        approva_rendiconto(conti, utente=collega, data_seduta=OGGI, verbale="9")
        liquida_rendiconto(conti, utente=unione, mandato="1187", liquidato_il=OGGI)
        grossa.refresh_from_db()
        altra.refresh_from_db()
        assert (grossa.stato, altra.stato) == (StatoSpesa.ECCEDENZA, StatoSpesa.LIQUIDATA)

    def test_not_before_the_session(self, ets, unione, collega) -> None:
        conti, _, _ = verificato(ets, unione)
        assert rifiuto(lambda: liquida_rendiconto(conti, utente=unione, mandato="1", liquidato_il=OGGI)).startswith(
            "Non si può più"
        )
        approva_rendiconto(conti, utente=collega, data_seduta=OGGI, verbale="9")
        frase = rifiuto(lambda: liquida_rendiconto(conti, utente=unione, mandato="1", liquidato_il=date(2026, 11, 1)))
        assert frase == "Si liquida solo dopo la seduta della Cabina (convenzione, art. 8)."


class TestRiapri:
    def test_the_next_closing_is_a_new_version_that_says_why(self, ets, unione) -> None:
        conti, spesa, prima = verificato(ets, unione)
        riapri_rendiconto(conti, utente=unione, motivo="Fattura stornata")
        rivedi_decisione(spesa, utente=unione)
        non_ammettere(spesa, utente=unione, motivo="DUPLICATA", spiegazione="Stornata")
        seconda = chiudi_verifica(conti, utente=unione)
        dentro = da_byte(seconda.istantanea.encode())
        conti.refresh_from_db()
        assert (seconda.versione, seconda.motivo_riapertura, conti.motivo_riapertura) == (2, "Fattura stornata", "")
        assert (dentro["relazione"]["sostituisce"], dentro["relazione"]["motivo_riapertura"]) == (
            prima.impronta,
            "Fattura stornata",
        )
        assert RelazioneTrimestrale.objects.count() == 2

    def test_a_quarter_already_paid_stays_closed(self, unione) -> None:
        seduta = SedutaCabina.objects.create(data=OGGI, verbale="9")
        conti = rendiconto_in(StatoRendiconto.LIQUIDATO, seduta=seduta, mandato="1")
        assert rifiuto(lambda: riapri_rendiconto(conti, utente=unione, motivo="x")).startswith("Non si può più")


def test_who_may_do_what_is_in_the_table(ets, unione) -> None:
    porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    conti = rendiconto_in(StatoRendiconto.CHIUSO_ETS)
    assert rifiuto(lambda: prendi_in_verifica(conti, utente=ets)) == "«Prendi in verifica» spetta a un altro ruolo."
    assert rifiuto(lambda: presenta_rendiconto(rendiconto(6), utente=unione)).endswith("spetta a un altro ruolo.")
