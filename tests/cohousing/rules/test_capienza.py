"""Beds and bed-days of a house, available and taken; leap days included."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohousing.choices import StatoPermanenza
from cohousing.rules.capienza import (
    CasaNelTempo,
    UnitaNelTempo,
    giorni_letto,
    giorni_letto_occupati,
    periodo_abitato,
    posti_disponibili,
    posti_occupati,
    tasso_occupazione,
    unita_disponibili,
    unita_occupate,
)
from valdera_housing.kit.periodo import Periodo

OGGI = date(2026, 11, 19)
ZERO = date(2028, 1, 15)
GIORNI = st.integers(0, 120).map(lambda n: ZERO + timedelta(days=n))


@st.composite
def periodi_separati(draw: st.DrawFn) -> tuple[Periodo, ...]:
    """Ranges that never overlap, the last one perhaps without an end."""
    confini = sorted(draw(st.sets(GIORNI, max_size=6)))
    coppie = [Periodo(*coppia) for coppia in zip(confini[::2], confini[1::2], strict=False)]
    if len(confini) % 2 and draw(st.booleans()):
        coppie.append(Periodo(confini[-1]))
    return tuple(coppie)


@st.composite
def periodi(draw: st.DrawFn) -> Periodo:
    dal, al = sorted((draw(GIORNI), draw(GIORNI)))
    return Periodo(dal, draw(st.sampled_from([al, None])))


@st.composite
def unita(draw: st.DrawFn) -> UnitaNelTempo:
    return UnitaNelTempo(draw(st.integers(1, 4)), draw(periodi()), draw(periodi_separati()), draw(periodi_separati()))


CASE = st.builds(CasaNelTempo, st.none() | periodi(), st.lists(unita(), max_size=4).map(tuple))


@given(CASE, GIORNI, GIORNI)
def test_bed_days_of_a_range_are_the_sum_of_its_days(casa: CasaNelTempo, uno: date, altro: date) -> None:
    quando = Periodo(*sorted((uno, altro)))
    giorni = [quando.dal + timedelta(days=n) for n in range(quando.giorni)]
    assert (giorni_letto(casa, quando), giorni_letto_occupati(casa, quando)) == (
        sum(posti_disponibili(casa, giorno) for giorno in giorni),
        sum(posti_occupati(casa, giorno) for giorno in giorni),
    )


@given(CASE, GIORNI, GIORNI, GIORNI)
def test_two_parts_of_a_range_make_the_whole(casa: CasaNelTempo, a: date, b: date, c: date) -> None:
    dal, mezzo, al = sorted((a, b, c))
    dopo = mezzo + timedelta(days=1)
    for conta in (giorni_letto, giorni_letto_occupati):
        assert conta(casa, Periodo(dal, mezzo)) + conta(casa, Periodo(dopo, al)) == conta(casa, Periodo(dal, al))


DA_GENNAIO = Periodo(date(2026, 1, 1))
CAMERA = UnitaNelTempo(2, DA_GENNAIO, soggiorni=(Periodo(date(2026, 3, 1), date(2026, 11, 30)),))
DA_CHIUDERE = UnitaNelTempo(
    3,
    Periodo(date(2026, 1, 1), date(2026, 12, 31)),
    chiusure=(Periodo(date(2026, 11, 10), date(2026, 11, 19)),),
)
IN_LAVORI = UnitaNelTempo(1, Periodo(date(2026, 11, 1)), chiusure=(Periodo(date(2026, 11, 20)),))
CASA = CasaNelTempo(Periodo(date(2026, 1, 15)), (CAMERA, DA_CHIUDERE, IN_LAVORI))


@pytest.mark.parametrize(
    ("giorno", "disponibili", "occupati"),
    [
        pytest.param(date(2026, 1, 14), [], [], id="before it opens"),
        pytest.param(date(2026, 1, 15), [2, 3], [], id="the day it opens"),
        pytest.param(date(2026, 3, 1), [2, 3], [2], id="the day somebody comes in"),
        pytest.param(date(2026, 11, 9), [2, 3, 1], [2], id="the day before the works"),
        pytest.param(date(2026, 11, 10), [2, 1], [2], id="the first day of the works"),
        pytest.param(date(2026, 11, 19), [2, 1], [2], id="the last day of the works"),
        pytest.param(date(2026, 11, 20), [2, 3], [2], id="works without an end begin in another unit"),
        pytest.param(date(2026, 12, 1), [2, 3], [], id="the day after who lived there left"),
        pytest.param(date(2027, 1, 1), [2], [], id="a unit is no more"),
    ],
)
def test_the_units_of_a_day(giorno: date, disponibili: list[int], occupati: list[int]) -> None:
    assert (
        [u.letti for u in unita_disponibili(CASA, giorno)],
        [u.letti for u in unita_occupate(CASA, giorno)],
        posti_disponibili(CASA, giorno),
        posti_occupati(CASA, giorno),
    ) == (disponibili, occupati, sum(disponibili), sum(occupati))


@pytest.mark.parametrize(
    ("casa", "dal", "al", "attesi"),
    [
        pytest.param(CASA, date(2026, 11, 1), date(2026, 11, 30), (139, 60), id="a month of works"),
        pytest.param(CASA, date(2028, 2, 1), date(2028, 2, 29), (2 * 29, 0), id="the February of a leap year"),
        pytest.param(CASA, date(2027, 2, 1), date(2027, 2, 28), (2 * 28, 0), id="the February of another year"),
        pytest.param(CasaNelTempo(None, (CAMERA,)), date(2026, 2, 1), date(2026, 2, 28), (0, 0), id="never opened"),
        pytest.param(
            CasaNelTempo(Periodo(date(2026, 1, 15), date(2026, 2, 10)), (UnitaNelTempo(2, DA_GENNAIO),)),
            date(2026, 2, 1), date(2026, 2, 28), (20, 0), id="closed on the tenth",
        ),
    ],
)  # fmt: skip
def test_the_bed_days_of_a_month(casa: CasaNelTempo, dal: date, al: date, attesi: tuple[int, int]) -> None:
    quando = Periodo(dal, al)
    assert (giorni_letto(casa, quando), giorni_letto_occupati(casa, quando)) == attesi


INIZIO, FINE = date(2026, 3, 1), date(2027, 2, 28)


@pytest.mark.parametrize(
    ("stato", "inizio", "fine", "uscita", "atteso"),
    [
        pytest.param("IN_CORSO", INIZIO, FINE, None, (INIZIO, FINE), id="in course until its end"),
        pytest.param(
            "IN_CORSO", INIZIO, date(2026, 10, 31), None, (INIZIO, OGGI), id="past its end it is still there"
        ),
        pytest.param("CONCLUSA", INIZIO, FINE, date(2026, 9, 2), (INIZIO, date(2026, 9, 2)), id="left before its end"),
        pytest.param("PREPARAZIONE", date(2026, 12, 1), FINE, None, (date(2026, 12, 1), FINE), id="expected"),
        pytest.param(
            "PREPARAZIONE", INIZIO, FINE, None, (date(2026, 11, 20), FINE), id="expected and late: not before tomorrow"
        ),
        pytest.param("PREPARAZIONE", INIZIO, OGGI, None, None, id="never came, and its days are over"),
        pytest.param("ANNULLATA", INIZIO, FINE, None, None, id="called off"),
    ],
)
def test_the_days_a_stay_takes(
    stato: str, inizio: date, fine: date, uscita: date | None, atteso: tuple[date, date] | None
) -> None:
    assert periodo_abitato(StatoPermanenza(stato), inizio, fine, uscita, OGGI) == (
        Periodo(*atteso) if atteso else None
    )


@pytest.mark.parametrize(
    ("occupati", "disponibili", "atteso"), [(60, 139, D("0.4317")), (0, 30, D("0.0000")), (30, 30, D(1)), (0, 0, None)]
)
def test_the_rate_is_taken_over_available(occupati: int, disponibili: int, atteso: D | None) -> None:
    assert tasso_occupazione(occupati, disponibili) == atteso
