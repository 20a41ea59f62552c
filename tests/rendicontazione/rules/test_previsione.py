"""The forecast: used so far, plus quarters left times the mean of the last four."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendicontazione.rules.previsione import Previsione, prevedi

importi = st.lists(st.decimals(0, 100_000, places=2), min_size=1, max_size=12)


def euro(*valori: str) -> list[Decimal]:
    return [Decimal(v) for v in valori]


def test_the_last_four_quarters_make_the_pace() -> None:
    spese = euro("9000.00", "1000.00", "2000.00", "3000.00", "4000.00")
    assert prevedi(spese, 12) == Previsione(
        valore=Decimal("36500.00"),
        minimo=Decimal("26000.00"),
        massimo=Decimal("47000.00"),
        media=Decimal("2500.00"),
        considerati=4,
        mancanti=7,
    )


def test_with_fewer_than_four_quarters_all_of_them_make_the_pace() -> None:
    previsione = prevedi(euro("100.00", "200.00"), 4)
    assert previsione == Previsione(*euro("600.00", "500.00", "700.00", "150.00"), considerati=2, mancanti=2)


def test_without_spending_there_is_no_forecast() -> None:
    assert [prevedi([], 12), prevedi(euro("0.00", "0.00"), 12)] == [None, None]


def test_at_the_end_the_forecast_is_what_was_spent() -> None:
    previsione = prevedi(euro("10.00", "20.00", "30.01"), 3)
    assert previsione is not None
    assert [previsione.valore, previsione.minimo, previsione.massimo] == [Decimal("60.01")] * 3


def test_the_forecast_is_never_cut_at_a_budget() -> None:
    previsione = prevedi(euro("10000.00", "5000.00"), 12)
    assert previsione is not None
    assert previsione.valore == Decimal("90000.00")


def test_forecasts_of_lines_add_up() -> None:
    uno, due = prevedi(euro("1.00", "3.00"), 4), prevedi(euro("10.00"), 3)
    assert uno is not None
    assert due is not None
    assert uno + due == Previsione(*euro("38.00", "36.00", "40.00", "12.00"), considerati=2, mancanti=2)


@pytest.mark.parametrize(
    ("spese", "frase"),
    [
        (["5.00"], "Spesa dall'avvio (ammessa, in verifica e in eccedenza) più, per i 11 trimestri che mancano, la "
         "media dell'unico trimestre; la forchetta usa il più basso e il più alto."),
        (["5.00"] * 11, "Spesa dall'avvio (ammessa, in verifica e in eccedenza) più, per il trimestre che manca, la "
         "media degli ultimi 4 trimestri; la forchetta usa il più basso e il più alto."),
        (["5.00"] * 12, "L'ultimo trimestre è compreso: la previsione è la spesa registrata."),
    ],
)  # fmt: skip
def test_the_method_says_how_many_quarters_it_used(spese: list[str], frase: str) -> None:
    previsione = prevedi(euro(*spese), 12)
    assert previsione is not None
    assert previsione.metodo == frase


@given(importi)
def test_the_value_stays_between_its_ends_and_never_under_what_is_spent(spese: list[Decimal]) -> None:
    previsione = prevedi(spese, 12)
    if previsione is not None:
        assert sum(spese) <= previsione.minimo <= previsione.valore <= previsione.massimo
