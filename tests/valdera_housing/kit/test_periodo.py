"""Closed ranges of days: what holds of any two, counted by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valdera_housing.kit.periodo import Periodo

GIORNI = [date(2028, 2, 1) + timedelta(days=n) for n in range(60)]
PERIODI = st.builds(
    lambda uno, altro, aperto: Periodo(min(uno, altro), None if aperto else max(uno, altro)),
    st.sampled_from(GIORNI),
    st.sampled_from(GIORNI),
    st.booleans(),
)


def dentro(*periodi: Periodo) -> list[date]:
    return [g for g in GIORNI if all(p.dal <= g and (p.al is None or g <= p.al) for p in periodi)]


@given(PERIODI, PERIODI)
def test_two_ranges_share_the_days_that_are_in_both(uno: Periodo, altro: Periodo) -> None:
    comune, giorni = uno.comune(altro), dentro(uno, altro)
    assert [g for g in GIORNI if uno.comprende(g)] == dentro(uno)
    assert (uno.tocca(altro), comune is not None) == (bool(giorni), bool(giorni))
    assert comune is None or (dentro(comune), comune) == (giorni, altro.comune(uno))
    if uno.al or altro.al:
        assert uno.giorni_comuni(altro) == len(giorni)


@given(PERIODI, st.lists(PERIODI, max_size=5))
def test_the_most_of_the_others_are_there_when_one_begins(uno: Periodo, altri: list[Periodo]) -> None:
    def quanti(giorni: set[date]) -> int:
        return max(sum(altro.comprende(g) for altro in altri) for g in giorni)

    assert quanti(uno.inizi(altri)) == quanti(set(dentro(uno)))


@pytest.mark.parametrize(
    ("periodo", "frase"),
    [
        (Periodo(date(2026, 3, 1), date(2027, 2, 28)), "dal 01/03/2026 al 28/02/2027"),
        (Periodo(date(2026, 3, 1)), "dal 01/03/2026"),
    ],
)
def test_a_range_is_said_in_words(periodo: Periodo, frase: str) -> None:
    riga = {"dal": periodo.dal.isoformat(), "al": periodo.al and periodo.al.isoformat()}
    assert (str(periodo), Periodo.letto(riga)) == (frase, periodo)


def test_a_range_that_ends_before_it_begins_has_no_day() -> None:
    assert Periodo(date(2026, 3, 1)).giorni_comuni(Periodo(date(2026, 4, 1), date(2026, 3, 31))) == 0
