"""Dates as the report writes them."""

from datetime import date, datetime

import pytest

from valdera_housing.kit import giorni


@pytest.mark.parametrize(
    ("dal", "al", "scritto"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), "1º luglio – 30 settembre 2026"),
        (date(2025, 11, 15), date(2026, 2, 14), "15 novembre 2025 – 14 febbraio 2026"),
    ],
)
def test_a_period_says_the_year_once_when_it_can(dal: date, al: date, scritto: str) -> None:
    assert giorni.periodo(dal, al) == scritto


def test_dates_have_a_short_and_a_spoken_form() -> None:
    giorno = date(2026, 9, 1)
    assert [giorni.in_cifre(giorno), giorni.in_parole(giorno)] == ["01/09/2026", "1º settembre 2026"]
    assert giorni.mesi_brevi(date(2026, 7, 1), date(2026, 9, 30)) == "lug–set 26"


def test_an_instant_is_told_in_the_zone_it_carries() -> None:
    momento = datetime.fromisoformat("2026-10-30T11:05:00+01:00")
    assert giorni.istante(momento) == "30 ottobre 2026 alle 11:05"
