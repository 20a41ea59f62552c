"""Hours that do not overlap, holidays of the year."""

from datetime import date, time

import pytest

from valdera_housing.rules.luogo import Fascia, Festa, controlla_orario, feste, patrono_esiste

GIOVEDI = 3
C_E_GIA = Fascia(GIOVEDI, time(9), time(13), date(2026, 1, 1), date(2026, 12, 31), stanza=1)


@pytest.mark.parametrize(
    ("nuova", "ammessa"),
    [
        (Fascia(GIOVEDI, time(12), time(14), date(2026, 6, 1), stanza=1), False),
        (Fascia(GIOVEDI, time(9), time(13), date(2026, 12, 31), stanza=1), False),
        (Fascia(GIOVEDI, time(9), time(13), date(2025, 1, 1), date(2026, 1, 1), stanza=1), False),
        (Fascia(GIOVEDI, time(13), time(15), date(2026, 6, 1), stanza=1), True),
        (Fascia(GIOVEDI, time(9), time(13), date(2027, 1, 1), stanza=1), True),
        (Fascia(GIOVEDI, time(9), time(13), date(2025, 1, 1), date(2025, 12, 31), stanza=1), True),
        (Fascia(GIOVEDI, time(9), time(13), date(2026, 6, 1), stanza=2), True),
        (Fascia(GIOVEDI + 1, time(9), time(13), date(2026, 6, 1), stanza=1), True),
    ],
)
def test_a_room_is_not_open_twice_at_the_same_time(nuova: Fascia, ammessa: bool) -> None:
    assert controlla_orario(nuova, [C_E_GIA]).positivo is ammessa


def test_the_refusal_says_which_hours_are_in_the_way() -> None:
    assert str(controlla_orario(C_E_GIA, [C_E_GIA])) == (
        "In quel giorno c’è già l’orario 09:00–13:00, valido dal 01/01/2026 al 31/12/2026: chiudi prima quello, o "
        "scegli un’altra stanza."
    )


def test_the_holidays_of_a_winter_with_the_patron_in_order() -> None:
    assert feste(date(2026, 12, 8), date(2027, 1, 6), (26, 12)) == [
        Festa(date(2026, 12, 8), "Immacolata Concezione"),
        Festa(date(2026, 12, 25), "Natale"),
        Festa(date(2026, 12, 26), "Santo Stefano"),
        Festa(date(2026, 12, 26), "Santo patrono", patrono=True),
        Festa(date(2027, 1, 1), "Capodanno"),
        Festa(date(2027, 1, 6), "Epifania"),
    ]


def test_easter_moves_and_its_monday_is_told_in_our_apostrophes() -> None:
    trovate = feste(date(2027, 3, 1), date(2027, 4, 1))
    assert trovate == [Festa(date(2027, 3, 28), "Pasqua"), Festa(date(2027, 3, 29), "Lunedì dell’Angelo")]


@pytest.mark.parametrize(
    ("giorno", "mese", "esiste"), [(13, 11, True), (31, 2, False), (29, 2, False), (31, 4, False)]
)
def test_the_day_of_a_patron_comes_every_year(giorno: int, mese: int, esiste: bool) -> None:
    assert patrono_esiste(giorno, mese) is esiste
    assert bool([f for f in feste(date(2026, 1, 1), date(2026, 12, 31), (giorno, mese)) if f.patrono]) is esiste
