"""What was due on a day and what had come, also of days that are past."""

from datetime import date
from decimal import Decimal as D

import pytest

from fondo_garanzia.rules.rientri import (
    RataDovuta,
    RataNelTempo,
    dovute,
    fascia,
    inadempiuto,
    somma_dovuta,
    somma_versata,
)

PIANO = [
    RataNelTempo(n, D("150.00"), date(2026, 3 + n, 5), versamenti=((date(2026, 3 + n, 5), D("150.00")),) * (n <= 3))
    for n in range(1, 9)
]


def test_scenario_1_three_of_the_four_due_had_come() -> None:
    rate = dovute(PIANO, date(2026, 7, 15))
    assert (somma_versata(rate), somma_dovuta(rate)) == (D("450.00"), D("600.00"))
    assert [r.giorni for r in rate] == [101, 71, 40, 10]


def test_a_payment_made_later_had_not_come_and_one_taken_back_is_gone() -> None:
    rata = RataNelTempo(
        1,
        D("150.00"),
        date(2026, 4, 5),
        versamenti=((date(2026, 5, 2), D("150.00")), (date(2026, 6, 1), D("-150.00"))),
    )
    versati = [somma_versata(dovute([rata], giorno)) for giorno in (date(2026, 4, 30), date(2026, 5, 31))]
    assert [*versati, somma_versata(dovute([rata], date(2026, 6, 30)))] == [D(0), D("150.00"), D("0.00")]


def test_a_payment_in_advance_counts_when_its_day_comes() -> None:
    rata = RataNelTempo(1, D("150.00"), date(2026, 4, 5), versamenti=((date(2026, 3, 1), D("150.00")),))
    assert dovute([rata], date(2026, 3, 31)) == []
    assert dovute([rata], date(2026, 4, 5)) == [RataDovuta(D("150.00"), D("150.00"), 0)]


@pytest.mark.parametrize(
    ("giorno", "attese"),
    [
        (date(2026, 6, 15), [("150.00", 71), ("150.00", 41), ("150.00", 10)]),
        (date(2026, 7, 31), [("150.00", 117)]),
        (date(2026, 9, 5), [("150.00", 153), ("150.00", 0), ("150.00", 0)]),
    ],
    ids=["before it was made again", "after", "when the new ones begin"],
)
def test_a_plan_made_again_is_told_as_it_stood(giorno: date, attese: list[tuple[str, int]]) -> None:
    """The first paid, the second in part, the third replaced on 01/07 by one of 05/09, when the rest is due too."""
    rifatto = [
        RataNelTempo(1, D("150.00"), date(2026, 4, 5), versamenti=((date(2026, 4, 5), D("150.00")),)),
        RataNelTempo(2, D("150.00"), date(2026, 5, 5), versamenti=((date(2026, 5, 5), D("50.00")),)),
        RataNelTempo(3, D("150.00"), date(2026, 6, 5), sostituita_il=date(2026, 7, 1)),
        RataNelTempo(4, D("150.00"), date(2026, 9, 5)),
    ]
    assert [(str(r.importo), r.giorni) for r in dovute(rifatto, giorno)] == attese


@pytest.mark.parametrize(("giorni", "quale"), [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (400, 3)])
def test_an_instalment_grows_old(giorni: int, quale: int) -> None:
    assert fascia(RataDovuta(D("150.00"), D(0), giorni)) == quale


def test_a_default_is_what_is_missing_after_ninety_days() -> None:
    rate = [RataDovuta(D("150.00"), D("50.00"), 91), RataDovuta(D("150.00"), D(0), 90)]
    assert inadempiuto(rate) == D("100.00")
