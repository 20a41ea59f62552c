"""When the next review is due, what a review must be, and what moved, in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohousing.choices import AreaAutonomia
from cohousing.rules.autonomia import (
    MASSIMO,
    PAROLE,
    DatiVerifica,
    andamento,
    prossima_verifica,
    tempo_in_parole,
    valuta_obiettivi,
    valuta_verifica,
)
from valdera_housing.kit.tempo import aggiungi_mesi

TUTTE = frozenset(AreaAutonomia.values)
GIORNI = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("inizio", "ultima", "attesa"),
    [
        pytest.param(date(2026, 3, 1), None, date(2026, 3, 31), id="thirty days after the entry"),
        pytest.param(date(2026, 3, 1), date(2026, 3, 20), date(2026, 6, 20), id="three months after the last"),
        pytest.param(date(2026, 3, 1), date(2026, 11, 30), date(2027, 2, 28), id="a short month"),
        pytest.param(date(2026, 3, 1), date(2027, 11, 30), date(2028, 2, 29), id="a leap year"),
        pytest.param(date(2026, 3, 1), date(2026, 1, 31), date(2026, 4, 30), id="from a long month"),
    ],
)
def test_the_next_review_is_due_three_months_after_the_last(inizio: date, ultima: date | None, attesa: date) -> None:
    assert prossima_verifica(inizio, ultima) == attesa


def test_an_act_of_the_office_may_change_both_times() -> None:
    inizio, ultima = date(2026, 3, 1), date(2026, 3, 31)
    assert (prossima_verifica(inizio, None, 15, 6), prossima_verifica(inizio, ultima, 15, 6)) == (
        date(2026, 3, 16),
        date(2026, 9, 30),
    )


@given(inizio=GIORNI, ultima=GIORNI, mesi=st.integers(1, 12))
def test_the_next_review_always_comes_after_the_last_and_never_skips_a_month(
    inizio: date, ultima: date, mesi: int
) -> None:
    entro = prossima_verifica(inizio, ultima, 30, mesi)
    quanti = (entro.year - ultima.year) * 12 + entro.month - ultima.month
    # The same day of the month, or the last one of a shorter month.
    stesso = entro.day == ultima.day or (entro.day < ultima.day and (entro + timedelta(days=1)).day == 1)
    assert (entro > ultima, quanti, stesso) == (True, mesi, True)


@given(inizio=GIORNI, giorni=st.integers(1, 90))
def test_the_first_review_always_comes_after_the_entry(inizio: date, giorni: int) -> None:
    assert prossima_verifica(inizio, None, giorni, 3) == inizio + timedelta(days=giorni)


@given(inizio=GIORNI, mesi=st.integers(1, 30))
def test_so_many_months_are_said_as_so_many_months(inizio: date, mesi: int) -> None:
    detto = tempo_in_parole(inizio.replace(day=1), aggiungi_mesi(inizio.replace(day=1), mesi))
    assert detto.endswith(" mese" if mesi == 1 else " mesi")


@pytest.mark.parametrize(
    ("dal", "al", "detto"),
    [
        (date(2026, 2, 19), date(2026, 11, 19), "nove mesi"),
        (date(2026, 2, 20), date(2026, 11, 19), "otto mesi"),
        (date(2026, 10, 19), date(2026, 11, 19), "un mese"),
        (date(2026, 10, 20), date(2026, 11, 19), "30 giorni"),
        (date(2026, 11, 18), date(2026, 11, 19), "un giorno"),
        (date(2024, 1, 1), date(2026, 1, 1), "24 mesi"),
    ],
)
def test_time_is_said_in_words(dal: date, al: date, detto: str) -> None:
    assert tempo_in_parole(dal, al) == detto


@pytest.mark.parametrize(
    ("punti", "traguardo", "frase"),
    [
        ([], None, "Lavoro: ancora da valutare"),
        ([], 3, "Lavoro: ancora da valutare; il traguardo è 3"),
        ([(date(2026, 2, 19), 1)], 3, "Lavoro: 1 su 4; mancano 2 al traguardo"),
        ([(date(2026, 2, 19), 1)], None, "Lavoro: 1 su 4"),
        (
            [(date(2026, 2, 19), 1), (date(2026, 5, 19), 2), (date(2026, 11, 19), 3)], 4,
            "Lavoro: da 1 a 3 in nove mesi; manca 1 al traguardo",
        ),
        (
            [(date(2026, 2, 19), 3), (date(2026, 5, 19), 2)], 2,
            "Lavoro: da 3 a 2 in tre mesi; traguardo raggiunto",
        ),
        (
            [(date(2026, 2, 19), 2), (date(2026, 5, 19), 2)], 3,
            "Lavoro: 2 come all’inizio, in tre mesi; manca 1 al traguardo",
        ),
    ],
)  # fmt: skip
def test_what_moved_is_said_as_people_say_it(punti: list[tuple[date, int]], traguardo: int | None, frase: str) -> None:
    assert andamento("Lavoro", punti, traguardo) == frase


def dati(**altro: object) -> DatiVerifica:
    base = {
        "svolta_il": date(2026, 11, 10), "aree": TUTTE, "inizio": date(2026, 3, 1), "uscita_il": None,
        "altre": frozenset({date(2026, 6, 1)}), "oggi": date(2026, 11, 19),
    }  # fmt: skip
    return DatiVerifica(**base | altro)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("altro", "perche"),
    [
        ({}, ""),
        ({"svolta_il": date(2026, 11, 19)}, ""),
        ({"svolta_il": date(2026, 3, 1)}, ""),
        ({"svolta_il": date(2026, 11, 20)}, "La verifica è nel futuro: registrala quando è stata fatta."),
        (
            {"svolta_il": date(2026, 2, 28)},
            "Il nucleo è entrato il 01/03/2026: il percorso si verifica da quel giorno.",
        ),
        (
            {"uscita_il": date(2026, 11, 9)},
            "Il nucleo è uscito il 09/11/2026: dopo non si verifica più il percorso.",
        ),
        ({"svolta_il": date(2026, 6, 1)}, "C’è già una verifica del 01/06/2026: correggi quella."),
        ({"aree": TUTTE - {"RETE", "CASA"}}, "Manca il punteggio di: Saper tenere la casa, Rete di aiuto."),
    ],
)
def test_a_review_is_of_a_day_lived_in_the_house_with_all_its_areas(altro: dict, perche: str) -> None:
    assert str(valuta_verifica(dati(**altro))) == perche


@pytest.mark.parametrize(
    ("traguardi", "perche"),
    [
        (dict.fromkeys(TUTTE, 1), ""),
        (dict.fromkeys(TUTTE, 4), ""),
        (dict.fromkeys(TUTTE, 3) | {"RETE": 0}, "Rete di aiuto: il traguardo va da 1 a 4."),
        (dict.fromkeys(TUTTE - {"LINGUA"}, 3) | {"CASA": 5},
         "Manca il traguardo di: Lingua italiana.. Saper tenere la casa: il traguardo va da 1 a 4."),
    ],
)  # fmt: skip
def test_a_goal_goes_from_one_to_four_in_every_area(traguardi: dict[str, int], perche: str) -> None:
    assert str(valuta_obiettivi(traguardi)) == perche


def test_every_number_of_every_area_has_its_words() -> None:
    assert {area: len(set(frasi)) for area, frasi in PAROLE.items()} == dict.fromkeys(AreaAutonomia, MASSIMO + 1)
