"""Bookings as a calendar that other programmes read: iCalendar (RFC 5545, RFC 7986), in the clock of Rome."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

ROMA = ZoneInfo("Europe/Rome")
UTC = ZoneInfo("UTC")
AUTORE = "-//Unione Valdera//valdera-housing//IT"
GIORNI_INDIETRO, GIORNI_AVANTI, MASSIMO_IMPEGNI = 30, 366, 1000
OGNI_QUANTO = timedelta(hours=1)


@dataclass(frozen=True)
class Impegno:
    """A booking as it leaves the office: when and where, never with whom. ``sequenza`` grows when it is moved."""

    uid: str
    titolo: str
    inizio: datetime
    fine: datetime
    luogo: str
    annullato: bool
    sequenza: int
    aggiornato_alle: datetime


def finestra(adesso: datetime) -> tuple[datetime, datetime]:
    """The half-open range of instants a feed covers: cancelled ones stay long enough to be taken away everywhere."""
    return adesso - timedelta(days=GIORNI_INDIETRO), adesso + timedelta(days=GIORNI_AVANTI)


def in_icalendar(impegni: Iterable[Impegno], nome: str) -> bytes:
    """The bookings as an iCalendar file; the same bookings give the same bytes."""
    calendario = Calendar()
    calendario.add("prodid", AUTORE)
    calendario.add("version", "2.0")
    calendario.add("calscale", "GREGORIAN")
    calendario.add("method", "PUBLISH")
    calendario.add("x-wr-calname", nome)
    calendario.add("x-wr-timezone", ROMA.key)
    calendario.add("refresh-interval", OGNI_QUANTO, parameters={"VALUE": "DURATION"})
    calendario.add("x-published-ttl", OGNI_QUANTO)
    calendario.add_component(_ora_di_roma())
    for impegno in impegni:
        calendario.add_component(_evento(impegno))
    return calendario.to_ical()


def _evento(impegno: Impegno) -> Event:
    evento = Event()
    evento.add("uid", impegno.uid)
    evento.add("sequence", impegno.sequenza)
    evento.add("dtstamp", impegno.aggiornato_alle.astimezone(UTC))
    evento.add("last-modified", impegno.aggiornato_alle.astimezone(UTC))
    evento.add("dtstart", impegno.inizio.astimezone(ROMA))
    evento.add("dtend", impegno.fine.astimezone(ROMA))
    evento.add("summary", impegno.titolo)
    if impegno.luogo:
        evento.add("location", impegno.luogo)
    evento.add("status", "CANCELLED" if impegno.annullato else "CONFIRMED")
    evento.add("transp", "TRANSPARENT" if impegno.annullato else "OPAQUE")
    return evento


def _ora_di_roma() -> Timezone:
    """The two changes of the clock as yearly rules (Directive 2000/84/EC): calendars read them better than lists."""
    zona = Timezone()
    zona.add("tzid", ROMA.key)
    inverno, estate = timedelta(hours=1), timedelta(hours=2)
    for parte, nome, inizio, mese, da, a in (
        (TimezoneDaylight(), "CEST", "1981-03-29T02:00:00", 3, inverno, estate),
        (TimezoneStandard(), "CET", "1996-10-27T03:00:00", 10, estate, inverno),
    ):
        parte.add("dtstart", datetime.fromisoformat(inizio))
        parte.add("rrule", vRecur(freq="YEARLY", bymonth=mese, byday="-1SU"))
        parte.add("tzname", nome)
        parte.add("tzoffsetfrom", da)
        parte.add("tzoffsetto", a)
        zona.add_component(parte)
    return zona
