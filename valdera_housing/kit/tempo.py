"""Dates of the office: closed ranges, Europe/Rome."""

import calendar
from datetime import date, timedelta
from itertools import pairwise

from django.utils import timezone


def oggi() -> date:
    """Today in Rome."""
    return timezone.localdate()


def aggiungi_mesi(giorno: date, mesi: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    anno, mese = divmod(giorno.month - 1 + mesi, 12)
    anno, mese = giorno.year + anno, mese + 1
    return date(anno, mese, min(giorno.day, calendar.monthrange(anno, mese)[1]))


def trimestri(inizio: date, quanti: int) -> list[tuple[date, date]]:
    """Closed ranges of three months counted from the start of the convention, not from January (6.9)."""
    confini = [aggiungi_mesi(inizio, 3 * i) for i in range(quanti + 1)]
    return [(dal, al - timedelta(days=1)) for dal, al in pairwise(confini)]


def quota_tempo(inizio: date, fine: date, al: date) -> float:
    """Share of a closed range elapsed at the end of ``al``, between 0 and 1."""
    giorni = (fine - inizio).days + 1
    return min(max((al - inizio).days + 1, 0), giorni) / giorni
