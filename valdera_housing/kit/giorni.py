"""Dates as the office writes them; no clock, no settings."""

from datetime import date, datetime

MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)


def in_parole(giorno: date, *, anno: bool = True) -> str:
    """``1º luglio 2026``; without the year, ``1º luglio``."""
    numero = "1º" if giorno.day == 1 else str(giorno.day)
    return f"{numero} {MESI[giorno.month - 1]}{f' {giorno.year}' if anno else ''}"


def periodo(dal: date, al: date) -> str:
    """``1º luglio – 30 settembre 2026``; the year is said once when it is the same."""
    return f"{in_parole(dal, anno=dal.year != al.year)} – {in_parole(al)}"


def mesi_brevi(dal: date, al: date) -> str:
    """``lug–set 26``, for the head of a narrow column."""
    return f"{MESI[dal.month - 1][:3]}–{MESI[al.month - 1][:3]} {al.year % 100:02d}"


def in_cifre(giorno: date) -> str:
    """``30/09/2026``."""
    return f"{giorno.day:02d}/{giorno.month:02d}/{giorno.year}"


def istante(momento: datetime) -> str:
    """``30 ottobre 2026 alle 11:20``, in the zone the instant carries."""
    return f"{in_parole(momento.date())} alle {momento.hour:02d}:{momento.minute:02d}"
