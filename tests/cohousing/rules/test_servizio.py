"""How much a service opened and whom it reached; what its shifts must be."""

from datetime import UTC, date, datetime, time
from decimal import Decimal as D

import pytest

from cohousing.rules.servizio import (
    MASSIMO_TURNI,
    DatiChiusura,
    Numeri,
    Orario,
    Turnazione,
    Venuti,
    minuti_aperto,
    nomi_doppi,
    orari_di,
    separa,
    valuta_chiusura,
    valuta_giorni,
    valuta_inizio,
    valuta_registrazione,
    valuta_turnazione,
)
from tests.factories.luogo import alle

OGGI = date(2026, 11, 19)
ADESSO = alle(OGGI, "10:00")
LUNEDI, GIOVEDI = 0, 3


def orario(giorno: date, dalle: str = "15:00", fino: str = "18:00") -> Orario:
    return Orario(alle(giorno, dalle), alle(giorno, fino))


@pytest.mark.parametrize(
    ("inizio", "fine", "minuti"),
    [
        pytest.param(alle(OGGI, "15:00"), alle(OGGI, "18:30"), 210, id="an afternoon"),
        pytest.param(alle(date(2026, 10, 25), "01:30"), alle(date(2026, 10, 25), "04:00"), 210, id="night of October"),
        pytest.param(alle(date(2027, 3, 28), "01:30"), alle(date(2027, 3, 28), "04:00"), 90, id="night of March"),
        pytest.param(alle(date(2026, 10, 25), "09:00"), alle(date(2026, 10, 25), "12:00"), 180, id="that morning"),
    ],
)
def test_minutes_are_counted_as_they_are_lived(inizio: datetime, fine: datetime, minuti: int) -> None:
    assert minuti_aperto(inizio, fine) == minuti


@pytest.mark.parametrize(
    ("numeri", "presenze", "media"),
    [
        (Numeri(), 0, None),
        (Numeri(aperture=3, minuti=540, abitanti=10, quartiere=7, persone=5), 17, D("5.7")),
        (Numeri(aperture=4, minuti=60, abitanti=1, quartiere=0, persone=1), 1, D("0.3")),
        (Numeri(aperture=2, minuti=60), 0, D("0.0")),
    ],
)
def test_attendances_are_who_lives_there_and_the_neighbourhood_and_their_average_is_half_up(
    numeri: Numeri, presenze: int, media: D | None
) -> None:
    assert (numeri.presenze, numeri.media) == (presenze, media)


def test_shifts_are_planned_on_the_weekdays_chosen_between_two_days_both_included() -> None:
    turnazione = Turnazione(date(2026, 11, 19), date(2026, 11, 30), {LUNEDI, GIOVEDI}, time(15), time(18))
    assert orari_di(turnazione) == [
        orario(date(2026, 11, 19)), orario(date(2026, 11, 23)), orario(date(2026, 11, 26)), orario(date(2026, 11, 30)),
    ]  # fmt: skip


def test_a_shift_of_every_week_keeps_its_hour_of_rome_when_the_clock_changes() -> None:
    turnazione = Turnazione(date(2026, 10, 22), date(2026, 10, 29), {GIOVEDI}, time(15), time(18))
    assert [o.inizio for o in orari_di(turnazione)] == [
        datetime(2026, 10, 22, 13, tzinfo=UTC), datetime(2026, 10, 29, 14, tzinfo=UTC),
    ]  # fmt: skip


def fino_al(al: date, giorni: set[int]) -> list[Orario]:
    return orari_di(Turnazione(date(2026, 11, 19), al, giorni, time(15), time(18)))


@pytest.mark.parametrize(
    ("orari", "dal", "al", "frasi"),
    [
        pytest.param([orario(OGGI)], OGGI, None, [], id="one, the day it begins"),
        pytest.param(fino_al(date(2027, 2, 26), set(range(7))), OGGI, None, [], id="a hundred"),
        pytest.param(
            fino_al(date(2027, 2, 27), set(range(7))), OGGI, None,
            ["Sono più di 100 turni: accorcia il periodo e aggiungi gli altri dopo"], id="a hundred and one",
        ),
        pytest.param(
            fino_al(date(2026, 11, 20), {LUNEDI}), OGGI, None,
            ["Fra quei giorni non c’è nessuno dei giorni della settimana che hai scelto"], id="no such day",
        ),
        pytest.param(
            [orario(OGGI, "18:00", "15:00")], OGGI, None, ["L’ora in cui chiude viene dopo quella in cui apre"],
            id="closes before it opens",
        ),
        pytest.param(
            [orario(OGGI)], date(2026, 11, 20), None,
            ["Il servizio comincia il 20/11/2026: i suoi turni vengono dopo"], id="before the service",
        ),
        pytest.param(
            [orario(OGGI)], date(2026, 1, 1), date(2026, 11, 18),
            ["Il servizio finisce il 18/11/2026: i suoi turni vengono prima"], id="after the service",
        ),
    ],
)  # fmt: skip
def test_what_is_planned_fits_the_service_and_the_eye(
    orari: list[Orario], dal: date, al: date | None, frasi: list[str]
) -> None:
    esito = valuta_turnazione(orari, dal, al)
    assert (esito.positivo, [str(m) for m in esito.motivi]) == (not frasi, frasi)


def test_planning_years_ahead_stops_counting_just_above_the_most() -> None:
    assert len(fino_al(date(2100, 12, 31), set(range(7)))) == MASSIMO_TURNI + 1


def test_what_meets_another_shift_is_left_out_and_what_follows_it_at_once_is_not() -> None:
    primo, dopo, sopra = orario(OGGI), orario(OGGI, "18:00", "19:00"), orario(OGGI, "17:59", "20:00")
    assert separa([primo, dopo, sopra], []) == ([primo, dopo], [sopra])
    assert separa([primo, dopo, sopra], [orario(OGGI, "14:00", "15:01")]) == ([dopo], [primo, sopra])


@pytest.mark.parametrize(
    ("turno", "venuti", "frasi"),
    [
        pytest.param(orario(OGGI, "10:00", "12:00"), Venuti(0, 0, 0), [], id="just begun, nobody"),
        pytest.param(orario(OGGI, "08:00", "09:00"), Venuti(2, 3, 5), [], id="all of them new"),
        pytest.param(
            orario(OGGI, "10:01", "12:00"), Venuti(2, 3, 0),
            ["Il turno comincia giovedì 19/11/2026, ore\xa010:01: com’è andato si registra dopo"], id="not yet",
        ),
        pytest.param(
            orario(OGGI, "08:00", "09:00"), Venuti(2, 3, 6),
            ["6 persone sono venute per la prima volta, ma in tutto ne sono venute 5: ricontrolla"], id="six of five",
        ),
        pytest.param(
            orario(OGGI, "08:00", "09:00"), Venuti(0, 0, 1),
            ["1 persona è venuta per la prima volta, ma in tutto ne sono venute 0: ricontrolla"], id="one of none",
        ),
    ],
)  # fmt: skip
def test_people_are_counted_once_the_door_is_open(turno: Orario, venuti: Venuti, frasi: list[str]) -> None:
    esito = valuta_registrazione(turno, ADESSO, venuti)
    assert (esito.positivo, [str(m) for m in esito.motivi]) == (not frasi, frasi)


@pytest.mark.parametrize(
    ("giorno", "dal", "al", "va"),
    [
        (OGGI, OGGI, OGGI, True),
        (OGGI, date(2026, 11, 20), None, False),
        (OGGI, date(2026, 1, 1), date(2026, 11, 18), False),
    ],
)
def test_a_shift_is_in_the_days_of_its_service(giorno: date, dal: date, al: date | None, va: bool) -> None:
    assert valuta_giorni([giorno], dal, al).positivo is va


@pytest.mark.parametrize(
    ("dal", "primo", "frasi"),
    [
        (OGGI, None, []),
        (OGGI, OGGI, []),
        (OGGI, date(2026, 11, 18), ["Il primo turno è del 18/11/2026: il servizio non può cominciare dopo"]),
    ],
)
def test_a_service_does_not_begin_after_its_first_shift(dal: date, primo: date | None, frasi: list[str]) -> None:
    assert [str(m) for m in valuta_inizio(dal, primo).motivi] == frasi


IERI = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("dati", "livelli", "frasi"),
    [
        pytest.param(DatiChiusura(date(2026, 2, 1), OGGI, OGGI, OGGI, 0, False), [], [], id="today"),
        pytest.param(
            DatiChiusura(date(2026, 2, 1), date(2026, 11, 20), OGGI, None, 0, False), ["no"],
            ["L’ultimo giorno è nel futuro: chiudi il servizio quando sarà passato"], id="tomorrow",
        ),
        pytest.param(
            DatiChiusura(OGGI, IERI, OGGI, None, 0, False), ["no"],
            ["Il servizio è cominciato il 19/11/2026: non può finire prima"], id="before it began",
        ),
        pytest.param(
            DatiChiusura(date(2026, 2, 1), IERI, OGGI, OGGI, 0, False), ["no"],
            ["Il 19/11/2026 il servizio era aperto: non può finire prima"], id="before a shift held",
        ),
        pytest.param(
            DatiChiusura(date(2026, 2, 1), OGGI, OGGI, None, 1, False), ["no"],
            ["Dopo il 19/11/2026 c’è ancora 1 turno previsto: scegli di saltarli, o registrali prima"],
            id="one planned",
        ),
        pytest.param(
            DatiChiusura(date(2026, 2, 1), OGGI, OGGI, None, 3, True), ["avviso"],
            ["Dopo il 19/11/2026 ci sono ancora 3 turni previsti: chiudendo si saltano"], id="three, skipped",
        ),
    ],
)  # fmt: skip
def test_nobody_finds_the_door_closed(dati: DatiChiusura, livelli: list[str], frasi: list[str]) -> None:
    esito = valuta_chiusura(dati)
    assert ([m.livello for m in esito.motivi], [str(m) for m in esito.motivi]) == (livelli, frasi)


def test_a_name_written_twice_is_found_whatever_its_capitals() -> None:
    assert nomi_doppi(["Carla Bini", "Ugo Neri", "carla bini"]) == ["carla bini"]
