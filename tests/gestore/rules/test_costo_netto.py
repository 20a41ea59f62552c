"""Scenario 25: only the net cost of a quarter may be claimed."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.costo_netto import CostiPeriodo, costo_netto, valuta_richiesta

SCENARIO_25 = CostiPeriodo(canoni_testa=D("4890.00"), canoni_incassati=D("3240.00"))
FONTE = " (convenzione, doppio finanziamento)"


def test_scenario_25_rents_cashed_are_taken_away() -> None:
    netto = costo_netto(SCENARIO_25)
    assert netto.importo == D("1650.00")
    assert str(netto.esito) == (
        f"4.890,00\xa0€ di costi meno 3.240,00\xa0€ di ricavi: si rendicontano 1.650,00\xa0€{FONTE}"
    )


def test_empty_days_are_shown_and_not_counted_twice() -> None:
    costi = CostiPeriodo(
        canoni_testa=D("4890.00"), canoni_incassati=D("3240.00"), oneri=D("210.50"), manutenzioni=D("180.00"),
        altri_contributi=D("100.00"), sfitto=D("813.70"),
    )  # fmt: skip
    netto = costo_netto(costi)
    assert netto.importo == D("1940.50")
    assert [(voce.descrizione, voce.importo, voce.compresa) for voce in netto.voci] == [
        ("Canoni pagati ai proprietari", D("4890.00"), False),
        ("di cui per giorni di sfitto", D("813.70"), True),
        ("Spese condominiali e utenze a carico dell’ente", D("210.50"), False),
        ("Manutenzioni", D("180.00"), False),
        ("Meno i canoni incassati dai nuclei", D("-3240.00"), False),
        ("Meno gli altri contributi", D("-100.00"), False),
    ]


def test_a_quarter_that_earns_claims_nothing() -> None:
    netto = costo_netto(CostiPeriodo(D("1000.00"), D("1200.00")))
    assert (netto.importo, netto.esito.livello) == (D("0.00"), "avviso")
    assert str(netto.esito) == f"I ricavi superano i costi di 200,00\xa0€: non c’è nulla da rendicontare{FONTE}"


@pytest.mark.parametrize(
    ("chiesto", "livello", "frase"),
    [
        ("1650.00", "si", f"1.650,00\xa0€ su 1.650,00\xa0€ di costo netto{FONTE}"),
        ("900.00", "si", f"900,00\xa0€ su 1.650,00\xa0€ di costo netto{FONTE}"),
        (
            "4890.00", "avviso",
            f"Ricavi non dedotti: il costo netto è 1.650,00\xa0€ e ne sono chiesti 4.890,00\xa0€{FONTE}",
        ),
        (
            "1650.01", "avviso",
            f"Ricavi non dedotti: il costo netto è 1.650,00\xa0€ e ne sono chiesti 1.650,01\xa0€{FONTE}",
        ),
        ("4890.01", "no", "I costi sono in tutto 4.890,00\xa0€: non se ne possono chiedere di più"),
        ("-1", "no", "Non si può rendicontare un importo negativo"),
    ],
)  # fmt: skip
def test_scenario_25_a_gross_claim_is_warned(chiesto: str, livello: str, frase: str) -> None:
    esito = valuta_richiesta(SCENARIO_25, D(chiesto))
    assert (esito.livello, str(esito)) == (livello, frase)


EURO = st.decimals("0", "9999", places=2)


@given(EURO, EURO, EURO, EURO, EURO)
def test_the_lines_not_already_inside_another_sum_to_the_net(
    testa: D, cassa: D, oneri: D, lavori: D, sfitto: D
) -> None:
    netto = costo_netto(CostiPeriodo(testa, cassa, oneri, lavori, sfitto=min(sfitto, testa)))
    assert netto.importo == max(sum(voce.importo for voce in netto.voci if not voce.compresa), D(0))


def test_a_quarter_that_costs_what_it_earns_claims_zero_without_a_warning() -> None:
    pari = CostiPeriodo(D("1000.00"), D("1000.00"))
    assert (costo_netto(pari).importo, costo_netto(pari).esito.livello) == (D("0.00"), "si")
    assert valuta_richiesta(pari, D("0")).livello == "si"
    assert valuta_richiesta(pari, D("0.01")).livello == "avviso"
