"""Decisions on the shares, on a real database."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rendicontazione.actions.verifica import (
    FileRisposta,
    ammetti_in_blocco,
    ammetti_in_parte,
    ammetti_spesa,
    chiedi_integrazione,
    integra_spesa,
    non_ammettere,
    rettifica_spesa,
    rivedi_decisione,
)
from rendicontazione.choices import MotivoNonAmmissione, StatoRendiconto, StatoSpesa, TipoAllegato, TipoDocumento
from rendicontazione.models import AllegatoSpesa, LineaBudget, Pagamento, Spesa
from tests.factories.conti import (
    ConvenzioneFactory,
    DocumentoSpesaFactory,
    SpesaFactory,
    porta_a,
    rendiconto,
    rendiconto_in,
)
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import rifiutato, sql
from valdera_housing.choices import Linea, PoliticaCup, Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def ets():
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


@pytest.fixture
def unione():
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def presentata(importo: str = "1220.00", **altro) -> Spesa:
    documento = altro.pop("documento_spesa", None) or DocumentoSpesaFactory(imponibile=D(importo), iva=D("0"))
    rendiconto_in(StatoRendiconto.APERTO)
    spesa = porta_a(SpesaFactory(documento_spesa=documento, **altro), StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.IN_VERIFICA)
    spesa.refresh_from_db()
    return spesa


def occupa(linea: Linea, importo: str) -> None:
    """Money already admitted on the line in the 6th quarter."""
    documento = DocumentoSpesaFactory(imponibile=D(importo), iva=D("0"), pagato_il=date(2026, 6, 1))
    porta_a(SpesaFactory(documento_spesa=documento, linea=linea, rendiconto=rendiconto(6)), StatoSpesa.AMMESSA)


def parti(spesa: Spesa) -> tuple:
    spesa.refresh_from_db()
    return spesa.stato, spesa.ammesso, spesa.eccedenza, spesa.non_ammesso


def rifiuto(atto) -> str:
    with pytest.raises(AttoRifiutato) as preso:
        atto()
    return str(preso.value)


class TestAmmetti:
    def test_the_whole_share_when_the_line_holds_it(self, unione) -> None:
        spesa = presentata()
        ammetti_spesa(spesa, utente=unione, versione=spesa.versione, visto=D("1220.00"))
        assert parti(spesa) == (StatoSpesa.AMMESSA, D("1220.00"), D("0.00"), D("0.00"))
        assert spesa.verificata_da == unione

    def test_what_exceeds_the_line_is_frozen(self, unione) -> None:
        """Scenario 9: 15.000 of budget, 13.900 admitted, 1.600 asked."""
        occupa(Linea.COH, "13900.00")
        spesa = presentata("1600.00", linea=Linea.COH)
        ammetti_spesa(spesa, utente=unione)
        assert parti(spesa) == (StatoSpesa.ECCEDENZA, D("1100.00"), D("500.00"), D("0.00"))
        budget = LineaBudget.objects.get(linea=Linea.COH)
        assert (budget.ammesso, budget.eccedenza, budget.residuo) == (D("15000.00"), D("500.00"), D("0.00"))

    def test_the_button_promised_another_amount(self, unione) -> None:
        spesa = presentata("1600.00", linea=Linea.COH)
        occupa(Linea.COH, "13900.00")
        assert rifiuto(lambda: ammetti_spesa(spesa, utente=unione, visto=D("1600.00"))) == (
            "Intanto il residuo della linea 5 è cambiato: ora si ammettono 1.100,00\xa0€, non 1.600,00\xa0€. "
            "Controlla e ripeti."
        )
        assert parti(spesa)[0] == StatoSpesa.PRESENTATA

    def test_a_share_that_fails_a_test_is_refused_with_the_reason(self, unione) -> None:
        documento = DocumentoSpesaFactory(pagato_il=date(2026, 10, 5))
        spesa = presentata(documento_spesa=documento)
        assert rifiuto(lambda: ammetti_spesa(spesa, utente=unione)).startswith(
            "Nessun pagamento con valuta entro il 30/09/2026"
        )

    def test_missing_project_code_stops_only_where_it_is_mandatory(self, unione) -> None:
        ConvenzioneFactory()
        type(rendiconto().trimestre.convenzione).objects.update(politica_cup=PoliticaCup.OBBLIGATORIO)
        spesa = presentata(documento_spesa=DocumentoSpesaFactory(cup=""))
        assert rifiuto(lambda: ammetti_spesa(spesa, utente=unione)).startswith("Manca il CUP in fattura")
        cup = AllegatoSpesa.objects.get(documento_spesa=spesa.documento_spesa)
        AllegatoSpesa.objects.create(
            documento_spesa=spesa.documento_spesa, documento=cup.documento, tipo=TipoAllegato.CUP
        )
        ammetti_spesa(spesa, utente=unione)
        assert parti(spesa)[0] == StatoSpesa.AMMESSA

    def test_who_entered_a_share_does_not_verify_it(self, unione) -> None:
        spesa = presentata(creata_da=unione)
        assert rifiuto(lambda: ammetti_spesa(spesa, utente=unione)).startswith("Hai inserito tu questa spesa")
        nome = rifiutato(lambda: Spesa.objects.filter(pk=spesa.pk).update(verificata_da=unione))
        assert nome == "spesa_verificata_da_altri"

    def test_only_while_the_quarter_is_being_verified(self, unione) -> None:
        spesa = presentata()
        rendiconto_in(StatoRendiconto.CHIUSO_ETS)
        assert rifiuto(lambda: ammetti_spesa(spesa, utente=unione)) == (
            "Il rendiconto non è in verifica: il suo stato è «Presentato»"
        )

    def test_the_ets_does_not_admit(self, ets) -> None:
        spesa = presentata()
        assert rifiuto(lambda: ammetti_spesa(spesa, utente=ets)) == "«Ammetti» spetta a un altro ruolo."

    def test_a_page_opened_before_a_change_is_refused(self, unione) -> None:
        spesa = presentata()
        chiedi_integrazione(spesa, utente=unione, richiesta="Manca il rapporto", giorni=15)
        with pytest.raises(ModificaConcorrente):
            ammetti_spesa(spesa, utente=unione, versione=spesa.versione)

    def test_a_negative_row_gives_money_back_to_the_line(self, unione) -> None:
        nota = DocumentoSpesaFactory(
            tipo=TipoDocumento.NOTA_CREDITO, imponibile=D("-100.00"), iva=D("0"), numero="NC 1"
        )
        occupa(Linea.GIS, "500.00")
        ammetti_spesa(presentata(documento_spesa=nota), utente=unione)
        assert LineaBudget.objects.get(linea=Linea.GIS).ammesso == D("400.00")


class TestInParte:
    def test_a_part_with_its_reason(self, unione) -> None:
        spesa = presentata()
        ammetti_in_parte(
            spesa,
            utente=unione,
            importo=D("1000.00"),
            motivo=MotivoNonAmmissione.OLTRE_MASSIMALE,
            spiegazione="Oltre il massimale orario",
        )
        assert parti(spesa) == (StatoSpesa.AMMESSA_PARZIALE, D("1000.00"), D("0.00"), D("220.00"))
        assert spesa.motivo == MotivoNonAmmissione.OLTRE_MASSIMALE

    def test_a_part_beyond_the_line_is_frozen_too(self, unione) -> None:
        occupa(Linea.COH, "14500.00")
        spesa = presentata("1000.00", linea=Linea.COH)
        ammetti_in_parte(spesa, utente=unione, importo=D("800.00"), motivo="ALTRO", spiegazione="x")
        assert parti(spesa) == (StatoSpesa.ECCEDENZA, D("500.00"), D("300.00"), D("200.00"))

    def test_a_part_covered_by_the_payments_is_enough(self, unione) -> None:
        documento = DocumentoSpesaFactory(pagato_il=False)
        Pagamento.objects.create(documento_spesa=documento, data_valuta=date(2026, 9, 1), importo=D("500.00"))
        spesa = presentata(documento_spesa=documento)
        assert rifiuto(lambda: ammetti_spesa(spesa, utente=unione)).startswith("Pagati 500,00")
        ammetti_in_parte(
            spesa, utente=unione, importo=D("500.00"), motivo="NON_PAGATA", spiegazione="Saldo mai pagato"
        )
        assert parti(spesa)[1] == D("500.00")

    @pytest.mark.parametrize("importo", ["0.00", "1220.00", "5000.00"])
    def test_all_or_nothing_is_not_a_part(self, unione, importo) -> None:
        spesa = presentata()
        frase = rifiuto(
            lambda: ammetti_in_parte(spesa, utente=unione, importo=D(importo), motivo="ALTRO", spiegazione="x")
        )
        assert frase == "Scrivi un importo maggiore di zero e minore di 1.220,00\xa0€"


class TestNonAmmettere:
    def test_refused_with_reason_and_explanation(self, unione) -> None:
        spesa = presentata()
        non_ammettere(spesa, utente=unione, motivo="DUPLICATA", spiegazione="È la spesa 2026/0001")
        assert parti(spesa) == (StatoSpesa.NON_AMMESSA, D("0.00"), D("0.00"), D("1220.00"))

    def test_a_refused_share_frees_its_document(self, unione) -> None:
        spesa = presentata()
        non_ammettere(spesa, utente=unione, motivo="NON_INERENTE", spiegazione="Va su un'altra linea")
        spesa.documento_spesa.refresh_from_db()
        assert spesa.documento_spesa.da_ripartire == D("1220.00")


class TestIntegrazione:
    def test_asked_answered_with_a_file_and_looked_at_again(self, unione, ets) -> None:
        spesa = presentata()
        richiesta = chiedi_integrazione(spesa, utente=unione, richiesta="Manca il rapporto", giorni=15)
        assert (parti(spesa)[0], richiesta.entro) == (StatoSpesa.DA_INTEGRARE, date(2026, 12, 4))
        file = [FileRisposta(TipoAllegato.RELAZIONE, "rapporto.pdf", b"%PDF-1.7 rapporto")]
        integra_spesa(spesa, utente=ets, risposta="Eccolo", file=file, versione=spesa.versione)
        richiesta.refresh_from_db()
        allegati = list(spesa.documento_spesa.allegati.values_list("tipo", flat=True))
        assert (parti(spesa)[0], richiesta.risposta, richiesta.risposta_da, allegati) == (
            StatoSpesa.PRESENTATA,
            "Eccolo",
            ets,
            [TipoAllegato.ORIGINALE, TipoAllegato.RELAZIONE],
        )

    def test_the_deadline_is_of_fifteen_or_thirty_days(self, unione) -> None:
        spesa = presentata()
        assert rifiuto(lambda: chiedi_integrazione(spesa, utente=unione, richiesta="x", giorni=7)) == (
            "Il termine è di 15 o di 30 giorni."
        )

    def test_a_decision_closes_the_open_question(self, unione) -> None:
        spesa = presentata()
        richiesta = chiedi_integrazione(spesa, utente=unione, richiesta="Manca il rapporto", giorni=30)
        non_ammettere(spesa, utente=unione, motivo="DOC_MANCANTE", spiegazione="Nessuna risposta")
        richiesta.refresh_from_db()
        assert (richiesta.risposta_da, richiesta.risposta_alle is None) == (None, False)
        rivedi_decisione(spesa, utente=unione)
        assert chiedi_integrazione(spesa, utente=unione, richiesta="Di nuovo", giorni=15).pk != richiesta.pk


class TestRivedi:
    def test_a_decision_is_taken_back_and_the_line_gets_its_money(self, unione) -> None:
        spesa = presentata()
        ammetti_spesa(spesa, utente=unione)
        rivedi_decisione(spesa, utente=unione)
        assert parti(spesa) == (StatoSpesa.PRESENTATA, D("0.00"), D("0.00"), D("0.00"))
        assert LineaBudget.objects.get(linea=Linea.GIS).ammesso == D("0.00")

    def test_not_after_the_quarter_is_closed(self, unione) -> None:
        spesa = presentata()
        ammetti_spesa(spesa, utente=unione)
        rendiconto_in(StatoRendiconto.VERIFICATO)
        assert rifiuto(lambda: rivedi_decisione(spesa, utente=unione)).startswith("Il rendiconto non è in verifica")
        nome = rifiutato(
            lambda: sql("UPDATE rendicontazione_spesa SET stato='PRESENTATA', ammesso=0 WHERE id=%s", spesa.pk)
        )
        assert nome == "spesa_trimestre_chiuso"


class TestBlocco:
    def test_admits_what_passes_and_says_what_does_not_and_why(self, unione) -> None:
        buona = presentata()
        senza_pagamento = presentata(documento_spesa=DocumentoSpesaFactory(pagato_il=False))
        mia = presentata(creata_da=unione)
        da_integrare = presentata()
        chiedi_integrazione(da_integrare, utente=unione, richiesta="x", giorni=15)
        gia = presentata()
        non_ammettere(gia, utente=unione, motivo="ALTRO", spiegazione="x")
        tutte = [buona, senza_pagamento, mia, da_integrare, gia]
        esito = ammetti_in_blocco([s.pk for s in tutte], utente=unione)
        assert [s.pk for s in esito.ammesse] == [buona.pk]
        assert [(s.pk, str(e).partition(" (")[0]) for s, e in esito.saltate] == [
            (senza_pagamento.pk, "Nessun pagamento con valuta entro il 30/09/2026"),
            (mia.pk, "Hai inserito tu questa spesa: la verifica un'altra persona"),
            (da_integrare.pk, "Aspetta un'integrazione: guardala da sola"),
            (
                gia.pk,
                "Non si può più: «Ammetti» non è possibile quando lo stato è «Non ammessa».",
            ),
        ]
        assert [parti(s)[0] for s in tutte] == ["AMMESSA", "PRESENTATA", "PRESENTATA", "DA_INTEGRARE", "NON_AMMESSA"]

    def test_the_last_euros_of_a_line_go_to_the_first(self, unione) -> None:
        occupa(Linea.COH, "13000.00")
        prima, seconda = presentata("1500.00", linea=Linea.COH), presentata("1500.00", linea=Linea.COH)
        esito = ammetti_in_blocco([seconda.pk, prima.pk], utente=unione)
        assert (esito.ammesso, esito.eccedenza) == (D("2000.00"), D("1000.00"))
        assert [parti(s)[:3] for s in (prima, seconda)] == [
            (StatoSpesa.AMMESSA, D("1500.00"), D("0.00")),
            (StatoSpesa.ECCEDENZA, D("500.00"), D("1000.00")),
        ]

    def test_costs_the_same_for_two_and_for_twelve(self, unione) -> None:
        def costo(quante: int) -> int:
            spese = [presentata() for _ in range(quante)]
            with CaptureQueriesContext(
                connection,
            ) as query:
                assert len(ammetti_in_blocco([s.pk for s in spese], utente=unione).ammesse) == quante
            return len(query)

        assert costo(2) == costo(12)

    def test_drafts_and_unknown_keys_are_left_alone(self, unione) -> None:
        bozza = SpesaFactory()
        esito = ammetti_in_blocco([bozza.pk, 999_999], utente=unione)
        assert (esito.ammesse, esito.saltate) == ((), ())


class TestRettifica:
    def test_a_negative_draft_in_the_first_open_quarter(self, unione, ets) -> None:
        spesa = presentata()
        ammetti_spesa(spesa, utente=unione)
        for numero in range(1, 8):
            rendiconto_in(StatoRendiconto.VERIFICATO, numero)
        nuova = rettifica_spesa(spesa, utente=ets, importo=D("220.00"), motivo="IVA recuperata")
        assert (nuova.stato, nuova.importo, nuova.rettifica_di, nuova.rendiconto.trimestre.numero, nuova.linea) == (
            StatoSpesa.BOZZA,
            D("-220.00"),
            spesa,
            8,
            Linea.GIS,
        )

    def test_never_more_than_is_still_admitted(self, unione, ets) -> None:
        spesa = presentata()
        ammetti_spesa(spesa, utente=unione)
        rendiconto_in(StatoRendiconto.VERIFICATO)
        rettifica_spesa(spesa, utente=ets, importo=D("1000.00"), motivo="Storno")
        frase = rifiuto(lambda: rettifica_spesa(spesa, utente=ets, importo=D("220.01"), motivo="Ancora"))
        assert frase == "Si possono togliere al massimo 220,00\xa0€, quanto è ancora ammesso"
        troppo = {"documento_spesa": spesa.documento_spesa, "rettifica_di": spesa, "rendiconto": rendiconto(8)}
        assert rifiutato(lambda: SpesaFactory(importo=D("-220.01"), **troppo)) == "rettifica_entro_l_ammesso"
        assert rifiutato(lambda: SpesaFactory(importo=D("1.00"), **troppo)) == "rettifica_entro_l_ammesso"
        altra_linea = troppo | {"linea": Linea.COH}
        assert rifiutato(lambda: SpesaFactory(importo=D("-1.00"), **altra_linea)) == "rettifica_entro_l_ammesso"

    def test_while_the_quarter_is_under_verification_the_decision_is_reviewed_instead(self, unione, ets) -> None:
        spesa = presentata()
        ammetti_spesa(spesa, utente=unione)
        assert rifiuto(lambda: rettifica_spesa(spesa, utente=ets, importo=D("1.00"), motivo="x")) == (
            "Il trimestre è ancora in verifica: rivedi la decisione invece di rettificarla."
        )


def test_a_share_is_born_a_draft() -> None:
    documento = DocumentoSpesaFactory()
    nome = rifiutato(
        lambda: SpesaFactory(documento_spesa=documento, stato=StatoSpesa.AMMESSA, ammesso=documento.eleggibile)
    )
    assert nome == "spesa_nasce_in_bozza"
