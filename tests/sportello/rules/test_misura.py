"""Scenarios 19 and 28 to the cent, and every requirement with its three answers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sportello.choices import TipoRequisito
from sportello.rules.misura import Fatti, Requisito, Valutazione, normalizza_categoria, riassumi, valuta, verifica

OGGI = date(2026, 11, 19)
D = Decimal

CONTRIBUTO_2025 = [
    Requisito("CODICE_FISCALE"),
    Requisito("CITTADINANZA"),
    Requisito("ISE_MASSIMO", fascia="A", soglia=D("16033.42")),
    Requisito("INCIDENZA_MINIMA", fascia="A", soglia=D(14)),
    Requisito("ISE_MASSIMO", fascia="B", soglia=D("32456.72")),
    Requisito("INCIDENZA_MINIMA", fascia="B", soglia=D(24)),
    Requisito("ISEE_MASSIMO", fascia="B", soglia=D("16500.00")),
]


def contributo(ise: str, canone: str, isee: str = "9000.00", **altro: Any) -> Valutazione:
    fatti = {"codice_fiscale": True, "cittadinanza_o_permesso": True} | altro
    return valuta(CONTRIBUTO_2025, Fatti(OGGI, ise=D(ise), canone_annuo=D(canone), isee=D(isee), **fatti))


@pytest.mark.parametrize(
    ("ise", "canone", "isee", "risposta", "fascia"),
    [
        ("15000.00", "6000.00", "9000.00", "SI", "A"),
        ("20000.00", "4800.00", "9000.00", "SI", "B"),
        ("20000.00", "4700.00", "9000.00", "NO", ""),
        ("20000.00", "4800.00", "16500.00", "SI", "B"),
        ("20000.00", "4800.00", "16500.01", "NO", ""),
        ("16033.42", "2244.68", "9000.00", "SI", "A"),
        ("16033.43", "6000.00", "9000.00", "SI", "B"),
        ("32456.73", "12000.00", "9000.00", "NO", ""),
    ],
)
def test_the_contributo_affitto_of_2025_to_the_cent(
    ise: str, canone: str, isee: str, risposta: str, fascia: str
) -> None:
    valutazione = contributo(ise, canone, isee)
    assert (valutazione.risposta, valutazione.fascia) == (risposta, fascia)


def test_the_figures_that_decide_are_in_the_sentence() -> None:
    assert verifica(CONTRIBUTO_2025[6], Fatti(OGGI, isee=D("16500.01"))).testo == (
        "ISEE 16.500,01\N{NO-BREAK SPACE}€: oltre la soglia di 16.500,00\N{NO-BREAK SPACE}€"
    )
    assert verifica(CONTRIBUTO_2025[5], Fatti(OGGI, ise=D(20000), canone_annuo=D(4700))).testo == (
        "Canone 4.700,00\N{NO-BREAK SPACE}€ su ISE 20.000,00\N{NO-BREAK SPACE}€: 23,50\N{NO-BREAK SPACE}%, "
        "serve almeno il 24,00\N{NO-BREAK SPACE}%"
    )


def test_an_incidence_that_only_rounds_to_the_threshold_is_a_no_and_shows_why() -> None:
    verdetto = verifica(CONTRIBUTO_2025[5], Fatti(OGGI, ise=D("20000.00"), canone_annuo=D("4799.50")))
    assert verdetto.risposta == "NO"
    assert "23,9975\N{NO-BREAK SPACE}%" in verdetto.testo


def test_without_a_codice_fiscale_and_with_an_stp_the_household_is_not_eligible_until_they_come() -> None:
    prima = contributo("15000", "6000", codice_fiscale=False, codice_stp=True, cittadinanza_o_permesso=None)
    assert prima.risposta == "NO"
    assert [v.testo for _, v in prima.con("NO")] == [
        "Chi chiede non ha il codice fiscale ma solo un codice STP",
        "Ha solo un codice STP: non si può chiedere finché non c’è il permesso di soggiorno",
    ]
    assert contributo("15000", "6000", codice_stp=True).risposta == "SI"


def test_a_band_with_something_missing_leaves_the_answer_open() -> None:
    valutazione = valuta(CONTRIBUTO_2025[2:], Fatti(OGGI, ise=D("20000.00"), canone_annuo=D("4800.00")))
    assert (valutazione.risposta, valutazione.fascia) == ("MANCA", "")
    assert [v.testo for _, v in valutazione.con("MANCA")] == ["L’ISEE non è scritto"]


def test_a_measure_without_requirements_says_yes() -> None:
    assert valuta([], Fatti(OGGI)) == Valutazione((), "", "SI")


CASI: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("CITTADINANZA", {}, {"cittadinanza_o_permesso": True}, "SI"),
    ("CITTADINANZA", {}, {"cittadinanza_o_permesso": False}, "NO"),
    ("CITTADINANZA", {}, {}, "MANCA"),
    ("CITTADINANZA", {}, {"codice_stp": True}, "NO"),
    ("CODICE_FISCALE", {}, {"codice_fiscale": True}, "SI"),
    ("CODICE_FISCALE", {}, {"codice_fiscale": False}, "NO"),
    ("CODICE_FISCALE", {}, {}, "MANCA"),
    ("RESIDENZA_MESI", {"soglia": D(12)}, {"residente_dal": date(2025, 11, 19)}, "SI"),
    ("RESIDENZA_MESI", {"soglia": D(12)}, {"residente_dal": date(2025, 11, 20)}, "NO"),
    ("RESIDENZA_MESI", {"soglia": D(12)}, {}, "MANCA"),
    ("RESIDENZA_O_LAVORO", {}, {"residenza_o_lavoro": True}, "SI"),
    ("RESIDENZA_O_LAVORO", {}, {"residenza_o_lavoro": False}, "NO"),
    ("RESIDENZA_O_LAVORO", {}, {}, "MANCA"),
    ("CONTRATTO_REGISTRATO", {}, {"contratto_registrato": True}, "SI"),
    ("CONTRATTO_REGISTRATO", {}, {"contratto_registrato": False}, "NO"),
    ("CONTRATTO_REGISTRATO", {}, {}, "MANCA"),
    ("CATEGORIA_CATASTALE", {}, {"categoria_catastale": "A/2"}, "SI"),
    ("CATEGORIA_CATASTALE", {}, {"categoria_catastale": "a08"}, "NO"),
    ("CATEGORIA_CATASTALE", {}, {"categoria_catastale": "A/10"}, "SI"),
    ("CATEGORIA_CATASTALE", {}, {}, "MANCA"),
    ("NON_ERP", {}, {"alloggio_erp": False}, "SI"),
    ("NON_ERP", {}, {"alloggio_erp": True}, "NO"),
    ("NON_ERP", {}, {}, "MANCA"),
    ("ISEE_MASSIMO", {"soglia": D(16500)}, {"isee": D(16500)}, "SI"),
    ("ISEE_MASSIMO", {"soglia": D(16500)}, {"isee": D("16500.01")}, "NO"),
    ("ISEE_MASSIMO", {"soglia": D(16500)}, {}, "MANCA"),
    ("ISE_MASSIMO", {"soglia": D(35000)}, {"ise": D(35000)}, "SI"),
    ("ISE_MASSIMO", {"soglia": D(35000)}, {"ise": D("35000.01")}, "NO"),
    ("ISE_MASSIMO", {"soglia": D(35000)}, {}, "MANCA"),
    ("ISEE_O_ISE_MASSIMO", {"soglia": D(26000), "soglia_ise": D(35000)}, {"isee": D(26000)}, "SI"),
    ("ISEE_O_ISE_MASSIMO", {"soglia": D(26000), "soglia_ise": D(35000)}, {"isee": D(26001), "ise": D(35000)}, "SI"),
    ("ISEE_O_ISE_MASSIMO", {"soglia": D(26000), "soglia_ise": D(35000)}, {"isee": D(26001), "ise": D(35001)}, "NO"),
    ("ISEE_O_ISE_MASSIMO", {"soglia": D(26000), "soglia_ise": D(35000)}, {"isee": D(26001)}, "MANCA"),
    ("ISEE_O_ISE_MASSIMO", {"soglia": D(26000), "soglia_ise": D(35000)}, {}, "MANCA"),
    ("INCIDENZA_MINIMA", {"soglia": D(30)}, {"canone_annuo": D(3000), "ise": D(10000)}, "SI"),
    ("INCIDENZA_MINIMA", {"soglia": D(30)}, {"canone_annuo": D("2999.99"), "ise": D(10000)}, "NO"),
    ("INCIDENZA_MINIMA", {"soglia": D(30)}, {"canone_annuo": D(3000), "ise": D(0)}, "SI"),
    ("INCIDENZA_MINIMA", {"soglia": D(30)}, {"canone_annuo": D(0), "ise": D(0)}, "NO"),
    ("INCIDENZA_MINIMA", {"soglia": D(30)}, {"canone_annuo": D(3000)}, "MANCA"),
    ("INCIDENZA_MINIMA", {"soglia": D(30)}, {"ise": D(3000)}, "MANCA"),
    ("CALO_REDDITO", {"soglia": D(25)}, {"reddito_prima": D(20000), "reddito_dopo": D("14999.99")}, "SI"),
    ("CALO_REDDITO", {"soglia": D(25)}, {"reddito_prima": D(20000), "reddito_dopo": D(15000)}, "NO"),
    ("CALO_REDDITO", {"soglia": D(25)}, {"reddito_prima": D(0), "reddito_dopo": D(0)}, "NO"),
    ("CALO_REDDITO", {"soglia": D(0)}, {"reddito_prima": D(10), "reddito_dopo": D(12)}, "NO"),
    ("CALO_REDDITO", {"soglia": D(25)}, {"reddito_prima": D(20000)}, "MANCA"),
    ("CAUSA_INCOLPEVOLE", {}, {"causa": "LICENZIAMENTO"}, "SI"),
    ("CAUSA_INCOLPEVOLE", {}, {"causa": "ALTRA"}, "MANCA"),
    ("CAUSA_INCOLPEVOLE", {}, {}, "MANCA"),
    ("EVENTO_MESI", {"soglia": D(18)}, {"causa_del": date(2025, 5, 19)}, "SI"),
    ("EVENTO_MESI", {"soglia": D(18)}, {"causa_del": date(2025, 5, 18)}, "NO"),
    ("EVENTO_MESI", {"soglia": D(18)}, {}, "MANCA"),
    ("SFRATTO_INTIMATO", {}, {"sfratto": True, "sfratto_intimato_il": date(2026, 3, 1)}, "SI"),
    ("SFRATTO_INTIMATO", {}, {"sfratto": True}, "NO"),
    ("SFRATTO_INTIMATO", {}, {}, "NO"),
    ("SFRATTO_NON_ESEGUITO", {}, {"sfratto": True}, "SI"),
    ("SFRATTO_NON_ESEGUITO", {}, {"sfratto": True, "sfratto_eseguito_il": date(2026, 10, 28)}, "NO"),
    ("QUOTA_PROPRIETA", {"soglia": D(30)}, {"quota_proprieta": D(30)}, "SI"),
    ("QUOTA_PROPRIETA", {"soglia": D(30)}, {"quota_proprieta": D("30.01")}, "NO"),
    ("QUOTA_PROPRIETA", {"soglia": D(30)}, {}, "MANCA"),
    ("ALLOGGIO_VICINO", {"soglia": D(50)}, {"alloggio_vicino": False}, "SI"),
    ("ALLOGGIO_VICINO", {}, {"alloggio_vicino": True}, "NO"),
    ("ALLOGGIO_VICINO", {"soglia": D(50)}, {}, "MANCA"),
    ("PATRIMONIO_IMMOBILIARE", {"soglia": D(25000)}, {"patrimonio_immobiliare": D(25000)}, "SI"),
    ("PATRIMONIO_IMMOBILIARE", {"soglia": D(25000)}, {"patrimonio_immobiliare": D("25000.01")}, "NO"),
    ("PATRIMONIO_IMMOBILIARE", {"soglia": D(25000)}, {}, "MANCA"),
    ("PATRIMONIO_MOBILIARE", {"soglia": D(25000)}, {"patrimonio_mobiliare": D(25000)}, "SI"),
    ("PATRIMONIO_MOBILIARE", {"soglia": D(25000)}, {"patrimonio_mobiliare": D(25001)}, "NO"),
    ("PATRIMONIO_MOBILIARE", {"soglia": D(25000)}, {}, "MANCA"),
    (
        "PATRIMONIO_TOTALE",
        {"soglia": D(40000)},
        {"patrimonio_mobiliare": D(20000), "patrimonio_immobiliare": D(20000)},
        "SI",
    ),
    ("PATRIMONIO_TOTALE", {"soglia": D(40000)}, {"patrimonio_mobiliare": D(40001)}, "NO"),
    ("PATRIMONIO_TOTALE", {"soglia": D(40000)}, {"patrimonio_mobiliare": D(20000)}, "MANCA"),
    ("DICHIARAZIONE", {}, {"dichiarazione": True}, "SI"),
    ("DICHIARAZIONE", {}, {"dichiarazione": False}, "NO"),
    ("DICHIARAZIONE", {}, {}, "MANCA"),
]


@pytest.mark.parametrize(("tipo", "soglie", "fatti", "risposta"), CASI)
def test_each_requirement_answers(tipo: str, soglie: dict[str, Any], fatti: dict[str, Any], risposta: str) -> None:
    verdetto = verifica(Requisito(tipo, fonte="DGRT 1240/2021", **soglie), Fatti(OGGI, **fatti))
    assert (verdetto.risposta, verdetto.fonte) == (risposta, "DGRT 1240/2021")
    assert verdetto.testo
    assert bool(verdetto.che_fare) or risposta != "MANCA"


def test_every_type_of_requirement_is_tried_with_a_yes_and_a_no_or_a_missing() -> None:
    assert {tipo for tipo, *_ in CASI} == set(TipoRequisito.values)


def test_what_was_answered_then_is_put_together_the_same_way() -> None:
    valutazione = contributo("20000.00", "4800.00")
    assert riassumi(valutazione.righe) == valutazione


def test_the_isee_that_is_not_there_says_why() -> None:
    fatti = Fatti(OGGI, isee_perche="L’ISEE è scaduto il 31/12/2025")
    assert verifica(CONTRIBUTO_2025[6], fatti).testo == "L’ISEE è scaduto il 31/12/2025"
    alternativa = Requisito("ISEE_O_ISE_MASSIMO", soglia=D(26000), soglia_ise=D(35000))
    assert verifica(alternativa, Fatti(OGGI, isee=D(27000))).testo == (
        "ISEE 27.000,00\N{NO-BREAK SPACE}€: oltre la soglia di 26.000,00\N{NO-BREAK SPACE}€. L’ISE non è scritto"
    )


@pytest.mark.parametrize(
    ("scritta", "categoria"), [("a2", "A/2"), ("A/02", "A/2"), ("A-10", "A/10"), ("", ""), ("X", "X")]
)
def test_a_category_is_read_however_it_is_typed(scritta: str, categoria: str) -> None:
    assert normalizza_categoria(scritta) == categoria
