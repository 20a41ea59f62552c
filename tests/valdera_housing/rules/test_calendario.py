"""The iCalendar file: the clock of Rome on both sides of the change, the same bytes for the same bookings."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.factories.luogo import ROMA
from valdera_housing.rules.calendario import Impegno, finestra, in_icalendar


def impegno(inizio: datetime, **altro: object) -> Impegno:
    colonne = {
        "uid": "a@localhost",
        "titolo": "Appuntamento",
        "inizio": inizio,
        "fine": inizio + timedelta(minutes=45),
        "luogo": "Sportello, Stanza 1, via Brigate Partigiane 4, Pontedera",
        "annullato": False,
        "sequenza": 0,
        "aggiornato_alle": datetime(2026, 10, 1, 8, tzinfo=UTC),
    }
    return Impegno(**(colonne | altro))


@pytest.mark.parametrize(
    ("istante", "scarto"),
    [
        (datetime(2026, 10, 23, 7, tzinfo=UTC), 2),
        (datetime(2026, 10, 26, 8, tzinfo=UTC), 1),
        (datetime(2027, 3, 26, 8, tzinfo=UTC), 1),
        (datetime(2027, 3, 29, 7, tzinfo=UTC), 2),
    ],
)
def test_nine_o_clock_is_nine_o_clock_before_and_after_the_clock_changes(istante: datetime, scarto: int) -> None:
    scritto = in_icalendar([impegno(istante)], "Prova")
    giorno = istante.strftime("%Y%m%d")
    assert f"DTSTART;TZID=Europe/Rome:{giorno}T090000".encode() in scritto
    evento = Calendar.from_ical(scritto).events[0]
    assert evento.start.astimezone(UTC) == istante
    assert evento.start.astimezone(ROMA).utcoffset() == timedelta(hours=scarto)
    assert evento.end - evento.start == timedelta(minutes=45)


def test_the_zone_is_written_with_its_two_changes() -> None:
    (zona,) = Calendar.from_ical(in_icalendar([], "Prova")).timezones
    assert str(zona["TZID"]) == "Europe/Rome"
    assert zona.to_tz().utcoffset(datetime(2026, 10, 25, 1, 59)) == timedelta(hours=2)  # noqa: DTZ001 - a wall clock
    assert zona.to_tz().utcoffset(datetime(2026, 10, 25, 9)) == timedelta(hours=1)  # noqa: DTZ001
    assert zona.to_tz().utcoffset(datetime(2027, 3, 28, 9)) == timedelta(hours=2)  # noqa: DTZ001


def test_a_cancelled_one_says_so_and_frees_the_time() -> None:
    uno = Calendar.from_ical(in_icalendar([impegno(datetime(2026, 12, 1, 8, tzinfo=UTC), annullato=True)], "P"))
    evento = uno.events[0]
    assert (str(evento["STATUS"]), str(evento["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert str(uno["METHOD"]) == "PUBLISH"


def test_the_same_bookings_give_the_same_bytes() -> None:
    impegni = [impegno(datetime(2026, 12, 1, 8, tzinfo=UTC))]
    assert in_icalendar(impegni, "Prova") == in_icalendar(impegni, "Prova")


def test_the_window_is_a_month_back_and_a_year_ahead() -> None:
    adesso = datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert finestra(adesso) == (datetime(2026, 10, 20, 9, tzinfo=UTC), datetime(2027, 11, 20, 9, tzinfo=UTC))
