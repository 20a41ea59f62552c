"""Dates, distances and percentages as the office writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from valdera_housing.kit import scrittura

OGGI = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("giorno", "frase"),
    [
        (date(2026, 11, 24), "fra 5 giorni"),
        (date(2026, 11, 20), "domani"),
        (date(2026, 11, 19), "oggi"),
        (date(2026, 11, 18), "scaduto ieri"),
        (date(2026, 11, 12), "scaduto da 7 giorni"),
    ],
)
def test_a_deadline_says_how_far_it_is(giorno, frase):
    assert scrittura.in_distanza(giorno, OGGI) == frase


def test_an_instant_is_written_on_the_clock_of_rome():
    mezzanotte = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)
    assert scrittura.in_momento(mezzanotte) == "02/07/2026, 0:05"
    assert scrittura.con_giorno(mezzanotte) == "giovedì 02/07/2026, ore\N{NO-BREAK SPACE}0:05"


def test_dates_are_written_short_long_and_as_a_period():
    assert scrittura.in_data(OGGI) == "19/11/2026"
    assert scrittura.con_giorno(OGGI) == "giovedì 19/11/2026"
    assert scrittura.per_esteso(OGGI) == "giovedì 19 novembre 2026"
    assert scrittura.per_esteso(date(2026, 12, 1)) == "martedì 1° dicembre 2026"
    assert scrittura.in_periodo(date(2026, 7, 1), date(2026, 9, 30)) == "01/07/2026–30/09/2026"
    assert scrittura.in_periodo(date(2026, 7, 1), None) == "dal 01/07/2026"


@pytest.mark.parametrize(
    ("rapporto", "decimali", "testo"),
    [
        (0.554, 1, "55,4\N{NO-BREAK SPACE}%"),
        (Decimal("0.55450"), 1, "55,5\N{NO-BREAK SPACE}%"),
        (Decimal("1.008"), 0, "101\N{NO-BREAK SPACE}%"),
        (Decimal("-0.02"), 1, "−2,0\N{NO-BREAK SPACE}%"),
    ],
)
def test_a_ratio_becomes_a_percentage_rounded_half_up(rapporto, decimali, testo):
    assert scrittura.in_percento(rapporto, decimali) == testo


@pytest.mark.parametrize(
    ("importo", "testo"),
    [
        ("850.50", "851 €"),
        ("7500", "7,5 mila €"),
        ("12500", "12,5 mila €"),
        ("13145.10", "13 mila €"),
        ("249354.90", "249 mila €"),
    ],
)
def test_charts_say_thousands_with_few_figures(importo, testo):
    assert scrittura.in_migliaia(Decimal(importo)).replace("\N{NO-BREAK SPACE}", " ") == testo


def test_one_is_singular_and_zero_is_many():
    assert [scrittura.plurale(n, "spesa,spese") for n in (0, 1, 2)] == ["spese", "spesa", "spese"]


@pytest.mark.parametrize(
    ("minuti", "scritti"),
    [(0, ""), (1, "1 minuto"), (60, "1 ora"), (90, "1 ora e 30 minuti"), (10_441, "174 ore e 1 minuto")],
)
def test_a_length_of_time_is_said_in_hours_and_minutes(minuti: int, scritti: str) -> None:
    assert scrittura.in_durata(minuti) == scritti
