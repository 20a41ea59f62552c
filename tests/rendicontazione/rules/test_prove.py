"""Sostenuta, documentata, inerente: every reason, in tables (domain.md 6.2-6.4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rendicontazione.choices import Macrovoce, Modalita, TipoAllegato, TipoDocumento
from rendicontazione.rules.cup import DatiCup
from rendicontazione.rules.prove import (
    CATEGORIE,
    DatiDocumentata,
    DatiInerente,
    DatiSostenuta,
    PagamentoFatto,
    Periodo,
    documentata,
    inerente,
    presentabile,
    sostenuta,
    valuta,
)
from valdera_housing.choices import Linea, PoliticaCup

CONVENZIONE = Periodo("convenzione", date(2025, 1, 1), date(2027, 12, 31))
TRIMESTRE = Periodo("7° trimestre", date(2026, 7, 1), date(2026, 9, 30))
BONIFICO = PagamentoFatto(date(2026, 9, 18), Decimal("1220.00"))
SOLDI = DatiSostenuta(Decimal("1220.00"), Decimal("0.00"), (BONIFICO,), TRIMESTRE, CONVENZIONE)
CARTE = DatiDocumentata(TipoDocumento.FATTURA, frozenset({TipoAllegato.ORIGINALE}))
SCOPO = DatiInerente(Linea.GIS, Macrovoce.E, "Manutenzione degli alloggi", "Caldaia", date(2026, 9, 11), CONVENZIONE)


def livelli(esito) -> list[str]:
    return [motivo.livello for motivo in esito.motivi]


def ostacoli(esito) -> list[str]:
    return [str(motivo) for motivo in esito.ostacoli]


def avvisi(esito) -> list[str]:
    return [str(motivo) for motivo in esito.motivi if motivo.livello == "avviso"]


class TestSostenuta:
    def test_paid_in_the_quarter_passes_with_its_reasons(self) -> None:
        assert [str(motivo) for motivo in sostenuta(SOLDI).motivi] == [
            "Bonifico di 1.220,00\xa0€ con valuta 18/09/2026, dentro il 7° trimestre (01/07/2026–30/09/2026)",
            "Pagati 1.220,00\xa0€: coprono le quote del documento, 1.220,00\xa0€",
        ]

    @pytest.mark.parametrize(
        ("valuta", "attesi"),
        [
            (date(2024, 12, 31), ["no", "avviso"]),
            (date(2025, 1, 1), ["avviso", "si"]),
            (date(2026, 6, 30), ["avviso", "si"]),
            (date(2026, 7, 1), ["si", "si"]),
            (date(2026, 9, 30), ["si", "si"]),
            (date(2026, 10, 1), ["no", "avviso"]),
        ],
    )
    def test_the_value_date_decides(self, valuta: date, attesi: list[str]) -> None:
        assert livelli(sostenuta(replace(SOLDI, pagamenti=(replace(BONIFICO, data_valuta=valuta),)))) == attesi

    def test_a_cent_short_is_told_to_the_cent(self) -> None:
        poco = replace(SOLDI, pagamenti=(replace(BONIFICO, importo=Decimal("1219.99")),))
        assert ostacoli(sostenuta(poco)) == [
            "Pagati 1.219,99\xa0€ entro il 30/09/2026, le quote del documento chiedono 1.220,00\xa0€: "
            "mancano 0,01\xa0€ (convenzione, art. 8: criterio di cassa)"
        ]

    def test_the_other_shares_of_the_document_count(self) -> None:
        assert ostacoli(sostenuta(replace(SOLDI, altre_quote=Decimal("0.01")))) != []
        parte = replace(SOLDI, quota=Decimal("700.00"), altre_quote=Decimal("520.00"))
        assert ostacoli(sostenuta(parte)) == []

    def test_several_payments_add_up(self) -> None:
        acconto, saldo = replace(BONIFICO, importo=Decimal("220.00")), replace(BONIFICO, importo=Decimal("1000.00"))
        assert ostacoli(sostenuta(replace(SOLDI, pagamenti=(acconto, saldo)))) == []

    def test_nothing_paid_is_a_no(self) -> None:
        assert ostacoli(sostenuta(replace(SOLDI, pagamenti=()))) == [
            "Nessun pagamento con valuta entro il 30/09/2026 (convenzione, art. 8: criterio di cassa)"
        ]

    @pytest.mark.parametrize(("importo", "livello"), [("5000.00", "avviso"), ("5000.01", "no"), ("1220.00", "avviso")])
    def test_cash_is_a_warning_up_to_the_limit_and_a_no_beyond_it(self, importo: str, livello: str) -> None:
        contanti = PagamentoFatto(date(2026, 9, 18), Decimal(importo), Modalita.CONTANTI)
        assert sostenuta(replace(SOLDI, pagamenti=(contanti,))).livello == livello

    def test_compensation_and_a_missing_proof_are_warnings(self) -> None:
        compensata = replace(BONIFICO, modalita=Modalita.COMPENSAZIONE)
        senza_contabile = replace(BONIFICO, provato=False)
        assert [sostenuta(replace(SOLDI, pagamenti=(p,))).livello for p in (compensata, senza_contabile)] == [
            "avviso",
            "avviso",
        ]

    def test_a_negative_row_needs_no_payment(self) -> None:
        assert livelli(sostenuta(replace(SOLDI, quota=Decimal("-100.00"), pagamenti=()))) == ["si"]

    def test_other_funders_are_named(self) -> None:
        con_regione = replace(SOLDI, altri_finanziatori=(("Regione Toscana", Decimal("800.00")),))
        assert str(sostenuta(con_regione).motivi[-1]) == (
            "Regione Toscana ne copre già 800,00\xa0€: qui è chiesto il resto (divieto di doppio finanziamento)"
        )


class TestDocumentata:
    @pytest.mark.parametrize(
        ("tipo", "altri", "livello"),
        [
            (TipoDocumento.FATTURA, (), "si"),
            (TipoDocumento.CEDOLINO, (), "no"),
            (TipoDocumento.CEDOLINO, (TipoAllegato.ORE,), "avviso"),
            (TipoDocumento.CEDOLINO, (TipoAllegato.ORE, TipoAllegato.CONTRATTO), "si"),
            (TipoDocumento.PARCELLA, (TipoAllegato.RELAZIONE,), "no"),
            (TipoDocumento.PARCELLA, (TipoAllegato.CONTRATTO,), "avviso"),
            (TipoDocumento.ATTO_FONDO, (), "no"),
            (TipoDocumento.ATTO_FONDO, (TipoAllegato.AUTORIZZAZIONE,), "si"),
            (TipoDocumento.NOTA_SPESE, (), "no"),
            (TipoDocumento.RICEVUTA, (), "si"),
        ],
    )
    def test_each_type_has_its_papers(self, tipo: str, altri: tuple, livello: str) -> None:
        assert documentata(DatiDocumentata(tipo, frozenset({TipoAllegato.ORIGINALE, *altri}))).livello == livello

    def test_without_the_original_nothing_is_documented(self) -> None:
        copia = DatiDocumentata(TipoDocumento.FATTURA, frozenset({TipoAllegato.COPIA}))
        assert ostacoli(documentata(copia)) == ["Fattura: manca il documento originale (convenzione, allegato C)"]

    def test_the_project_code_is_asked_on_invoices_only(self) -> None:
        cup = DatiCup(PoliticaCup.OBBLIGATORIO, "", "J51B24000180004")
        invoice, receipt = replace(CARTE, cup=cup), replace(CARTE, cup=cup, tipo=TipoDocumento.RICEVUTA)
        assert [documentata(carte).positivo for carte in (invoice, receipt)] == [False, True]


class TestInerente:
    def test_a_described_expense_of_an_eligible_category_passes(self) -> None:
        assert livelli(inerente(SCOPO)) == ["si", "si", "si"]

    @pytest.mark.parametrize(
        ("cambio", "frase"),
        [
            ({"azione": ""}, "Manca l'azione a cui serve (convenzione, allegato A)"),
            ({"descrizione": ""}, "Manca la descrizione (convenzione, allegato A)"),
            (
                {"macrovoce": Macrovoce.F},
                "Categoria F, erogazioni del fondo: non prevista sulla linea 1, Gestore immobiliare sociale "
                "(convenzione, allegato A)",
            ),
            (
                {"data_documento": date(2024, 12, 31)},
                "Documento del 31/12/2024, fuori dalla convenzione (01/01/2025–31/12/2027) (convenzione, art. 3)",
            ),
        ],
    )
    def test_what_is_missing_is_named(self, cambio: dict, frase: str) -> None:
        assert ostacoli(inerente(replace(SCOPO, **cambio))) == [frase]

    def test_the_fund_pays_for_a_household(self) -> None:
        fondo = replace(SCOPO, linea=Linea.FON, macrovoce=Macrovoce.F)
        assert len(avvisi(inerente(fondo))) == 1
        assert avvisi(inerente(replace(fondo, nucleo="N-2026-0042"))) == []

    def test_every_category_is_eligible_somewhere_and_the_table_is_whole(self) -> None:
        assert set().union(*CATEGORIE.values()) == {voce.value for voce in Macrovoce}
        assert set(CATEGORIE) == set(Linea)


def test_the_tests_together_pass_only_when_each_does() -> None:
    assert valuta(SOLDI, CARTE, SCOPO).superate
    assert not valuta(SOLDI, CARTE, replace(SCOPO, azione="")).superate


def test_presenting_asks_less_than_admitting() -> None:
    """The ETS may present a payslip without its hours: the Unione will ask for them."""
    cedolino = replace(CARTE, tipo=TipoDocumento.CEDOLINO)
    assert presentabile(SOLDI, cedolino, SCOPO).positivo
    assert not valuta(SOLDI, cedolino, SCOPO).superate
    assert not presentabile(SOLDI, replace(cedolino, allegati=frozenset()), SCOPO).positivo
    assert not presentabile(replace(SOLDI, pagamenti=()), cedolino, SCOPO).positivo
