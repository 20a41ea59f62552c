"""Vacancy: paid for and empty, each day once."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.sfitto import (
    costo_sfitto,
    giorni_disponibili,
    giorni_sfitto,
    giorni_turnover,
    media_turnover,
    tasso_sfitto,
)
from gestore.rules.sublocazione import Periodo

DAL, AL = date(2026, 7, 1), date(2026, 9, 30)
TUTTO = (date(2025, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("locazioni", "sublocazioni", "disponibili", "sfitto"),
    [
        pytest.param([TUTTO], [], 92, 92, id="never sublet"),
        pytest.param([TUTTO], [TUTTO], 92, 0, id="always sublet"),
        pytest.param([], [TUTTO], 0, 0, id="no head lease"),
        pytest.param([TUTTO], [(date(2026, 8, 15), TUTTO[1])], 92, 45, id="45 days empty"),
        pytest.param([TUTTO], [(TUTTO[0], date(2026, 7, 1))], 92, 91, id="one day lived in"),
        pytest.param([(date(2026, 9, 30), TUTTO[1])], [], 1, 1, id="taken on the last day"),
        pytest.param([(date(2026, 10, 1), TUTTO[1])], [], 0, 0, id="taken the day after"),
        pytest.param(
            [TUTTO], [(date(2026, 7, 1), date(2026, 7, 31)), (date(2026, 7, 20), date(2026, 8, 31))], 92, 30,
            id="rooms sublet together count once",
        ),
        pytest.param([(DAL, date(2026, 7, 31)), (date(2026, 8, 1), AL)], [TUTTO], 92, 0, id="renewed head lease"),
        pytest.param(
            [(DAL, date(2026, 7, 31))], [(date(2026, 7, 15), date(2026, 8, 31))], 31, 14, id="beyond the head lease"
        ),
    ],
)  # fmt: skip
def test_days_with_a_head_lease_and_nobody_inside(
    locazioni: list[Periodo], sublocazioni: list[Periodo], disponibili: int, sfitto: int
) -> None:
    assert giorni_disponibili(locazioni, DAL, AL) == disponibili
    assert giorni_sfitto(locazioni, sublocazioni, DAL, AL) == sfitto


@pytest.mark.parametrize(
    ("canone", "giorni", "costo"), [("550", 45, "813.70"), ("550", 0, "0.00"), ("480", 365, "5760")]
)
def test_the_cost_of_empty_days_to_the_cent(canone: str, giorni: int, costo: str) -> None:
    assert costo_sfitto(D(canone), giorni) == D(costo)


def test_the_rate_is_a_share_of_the_days_available() -> None:
    assert tasso_sfitto(45, 92) == D("0.4891")
    assert tasso_sfitto(0, 92) == D("0.0000")
    assert tasso_sfitto(0, 0) is None


CAMBI = [
    (date(2026, 3, 1), date(2026, 5, 31)),
    (date(2025, 1, 1), date(2026, 1, 31)),
    (date(2026, 6, 1), date(2026, 12, 31)),
]


def test_turnover_counts_the_empty_days_between_two_subleases() -> None:
    assert giorni_turnover(CAMBI) == [28, 0]
    assert giorni_turnover(CAMBI[:1]) == []
    assert giorni_turnover([TUTTO, (date(2026, 1, 1), date(2026, 2, 1))]) == []


def test_mean_turnover_is_over_all_the_homes() -> None:
    altro = [(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 3, 1), date(2026, 3, 31))]
    assert media_turnover([CAMBI, altro]) == D("18.7")
    assert media_turnover([CAMBI[:1], []]) is None


PERIODI = st.lists(
    st.tuples(st.integers(-50, 120), st.integers(0, 90)).map(
        lambda p: (DAL + timedelta(days=p[0]), DAL + timedelta(days=p[0] + p[1]))
    ),
    max_size=5,
)


@given(PERIODI, PERIODI)
def test_vacancy_is_counted_day_by_day(locazioni: list[Periodo], sublocazioni: list[Periodo]) -> None:
    giorni = [DAL + timedelta(days=i) for i in range(92)]
    attivi = [g for g in giorni if any(inizio <= g <= fine for inizio, fine in locazioni)]
    vuoti = [g for g in attivi if not any(inizio <= g <= fine for inizio, fine in sublocazioni)]

    assert giorni_disponibili(locazioni, DAL, AL) == len(attivi)
    assert giorni_sfitto(locazioni, sublocazioni, DAL, AL) == len(vuoti)
