"""The days of the demo office, all counted from today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

from valdera_housing.kit.tempo import aggiungi_mesi, trimestri

TRIMESTRI = 12
MESI_TRASCORSI = 22  # the eighth quarter began on the first of last month
GIORNI_DALLA_PRESENTAZIONE = 20  # how long ago the seventh quarter was sent to the Unione
GIORNI_PER_PRESENTARE = 29  # how long after its end each quarter was sent


@dataclass(frozen=True)
class Calendario:
    oggi: date

    @property
    def inizio(self) -> date:
        return aggiungi_mesi(self.oggi.replace(day=1), -MESI_TRASCORSI)

    @property
    def stipula(self) -> date:
        return self.inizio - timedelta(days=14)

    @cached_property
    def trimestri(self) -> list[tuple[date, date]]:
        return trimestri(self.inizio, TRIMESTRI)

    @property
    def fine(self) -> date:
        return self.trimestri[-1][1]

    def chiuso_il(self, numero: int) -> date:
        """The last day of a quarter, counted from 1."""
        return self.trimestri[numero - 1][1]

    def presentato_il(self, numero: int) -> date:
        """Working day on which the accounts of a quarter were sent; the seventh three weeks ago."""
        if numero == 7:
            return feriale(max(self.oggi - timedelta(days=GIORNI_DALLA_PRESENTAZIONE), self.chiuso_il(7)))
        return feriale(self.chiuso_il(numero) + timedelta(days=GIORNI_PER_PRESENTARE))


def feriale(giorno: date) -> date:
    """That day, or the Monday after a week-end."""
    return giorno + timedelta(days=max(0, 7 - giorno.weekday())) if giorno.weekday() > 4 else giorno


def alle(giorno: date, ora: int, minuto: int = 0) -> datetime:
    """An instant in Rome."""
    return timezone.make_aware(datetime.combine(giorno, time(ora, minuto)))
