"""Which step an arrears file asks for, day by day and state by state."""

import pytest

from gestore.choices import PassoMorosita as P
from gestore.choices import StatoMorosita as D
from gestore.rules.passo_morosita import FattiMorosita, PassoDaFare, Soglie, passo_da_fare


def passo(stato: D, giorni: int, **altro: object) -> P | None:
    trovato = passo_da_fare(FattiMorosita(stato, giorni, **altro), Soglie())
    return trovato.passo if trovato else None


@pytest.mark.parametrize(
    ("giorni", "atteso"),
    [(1, None), (9, None), (10, P.SOLLECITO), (19, P.SOLLECITO), (20, P.LETTERA), (45, P.LETTERA)],
)
def test_letters_follow_the_days_of_the_oldest_due(giorni: int, atteso: P | None) -> None:
    assert passo(D.IN_RITARDO, giorni) == atteso


def test_a_reminded_household_waits_for_the_day_of_the_formal_letter() -> None:
    assert [passo(D.SOLLECITATA, giorni) for giorni in (15, 20)] == [None, P.LETTERA]


def test_after_the_formal_letter_come_the_talk_and_the_plan() -> None:
    assert [
        passo(D.MOROSA, 29),
        passo(D.MOROSA, 30),
        passo(D.MOROSA, 31, colloquio_fatto=True),
        passo(D.MOROSA, 40, colloquio_fatto=True, piano_proposto=True),
    ] == [None, P.COLLOQUIO, P.PIANO, None]


def test_a_plan_lapses_with_two_late_instalments_and_then_the_fund_is_asked() -> None:
    assert [
        passo(D.IN_PIANO, 40, rate_scadute=1),
        passo(D.IN_PIANO, 40, rate_scadute=2),
        passo(D.PIANO_DECADUTO, 0),
        passo(D.PIANO_DECADUTO, 0, piano_proposto=True),
    ] == [None, P.DECADENZA, P.INVIO_FONDO, None]


@pytest.mark.parametrize("stato", [D.AL_FONDO, D.LEGALE, D.SANATA])
def test_a_file_in_other_hands_asks_for_nothing(stato: D) -> None:
    assert passo(stato, 400, rate_scadute=9) is None


def test_the_reason_tells_the_days() -> None:
    assert passo_da_fare(FattiMorosita(D.IN_RITARDO, 14), Soglie()) == PassoDaFare(
        P.SOLLECITO, "In ritardo da 14 giorni: dal 10° serve il sollecito bonario"
    )
