"""Households are heard six and twelve months after they left."""

from datetime import date

import pytest

from cohousing.rules.ricontatto import ricontatti, valuta_ricontatto

USCITA = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("oggi", "fatti", "attesi"),
    [
        (date(2026, 8, 30), (), ["più avanti", "più avanti"]),
        (date(2026, 8, 31), (), ["da fare", "più avanti"]),
        (date(2026, 9, 30), (), ["da fare", "più avanti"]),
        (date(2026, 10, 1), (), ["in ritardo", "più avanti"]),
        (date(2026, 10, 1), (6,), ["fatto", "più avanti"]),
        (date(2027, 2, 28), (6,), ["fatto", "da fare"]),
        (date(2027, 4, 1), (), ["in ritardo", "in ritardo"]),
        (date(2027, 4, 1), (6, 12), ["fatto", "fatto"]),
    ],
)
def test_each_of_the_two_times_says_how_it_stands(oggi: date, fatti: tuple[int, ...], attesi: list[str]) -> None:
    trovati = ricontatti(USCITA, fatti, oggi)
    assert [r.stato.value for r in trovati] == attesi
    assert [(r.mesi, r.dal, r.entro_il) for r in trovati] == [
        (6, date(2026, 8, 31), date(2026, 9, 30)),
        (12, date(2027, 2, 28), date(2027, 3, 31)),
    ]


def test_what_waits_is_what_is_due_or_late() -> None:
    assert [r.aspetta for r in ricontatti(USCITA, (), date(2026, 10, 1))] == [True, False]


@pytest.mark.parametrize(
    ("mesi", "svolto_il", "fatti", "attese"),
    [
        (6, date(2026, 8, 31), (), []),
        (6, date(2026, 8, 30), (), ["È presto: è uscito il 31/03/2026, dopo 6 mesi si sente dal 31/08/2026"]),
        (12, date(2026, 11, 19), (6,), ["È presto: è uscito il 31/03/2026, dopo 12 mesi si sente dal 28/02/2027"]),
        (6, date(2026, 11, 19), (6,), ["È già scritto com’è andata dopo 6 mesi"]),
        (6, date(2026, 11, 20), (), ["Il giorno è nel futuro: scrivilo quando avrai sentito il nucleo"]),
    ],
)
def test_a_household_is_heard_neither_twice_nor_too_early(
    mesi: int, svolto_il: date, fatti: tuple[int, ...], attese: list[str]
) -> None:
    esito = valuta_ricontatto(USCITA, mesi, svolto_il, fatti=fatti, oggi=date(2026, 11, 19))
    assert [str(m) for m in esito.motivi] == attese
