"""What a contract or a stay asks for a month: whole, or by days in its first and last month (domain.md 1.8)."""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, centesimi
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.tempo import aggiungi_mesi

MASSIMO_MESI = 24


@dataclass(frozen=True)
class GiorniDelMese:
    """How many days of a month a contract holds, out of how many."""

    goduti: int
    del_mese: int

    @property
    def intero(self) -> bool:
        return self.goduti == self.del_mese


def giorni_del_mese(mese: date, *, dal: date, al: date) -> GiorniDelMese:
    """The days of the month that starts on ``mese`` inside the contract or the stay, both ends included."""
    del_mese = calendar.monthrange(mese.year, mese.month)[1]
    return GiorniDelMese(Periodo(mese, mese.replace(day=del_mese)).giorni_comuni(Periodo(dal, al)), del_mese)


def dovuto_del_mese(importo_mensile: Decimal, giorni: GiorniDelMese) -> Decimal:
    """Euro due for those days, on the actual days of the month, half-up: 17 days of 30 at 360 are 204,00."""
    if giorni.intero:
        return importo_mensile
    return centesimi(importo_mensile * giorni.goduti / giorni.del_mese) if giorni.goduti else ZERO


def scade_il(mese: date, giorno: int, *, inizio: date) -> date:
    """The day of the month in which the rent is paid; never before the contract starts."""
    return max(mese.replace(day=giorno), inizio)


def mesi_fra(dal_mese: date, al_mese: date, *, massimo: int = MASSIMO_MESI) -> list[date]:
    """The first of each month, both included; at most ``massimo``."""
    mesi: list[date] = []
    mese = dal_mese.replace(day=1)
    while mese <= al_mese and len(mesi) < massimo:
        mesi.append(mese)
        mese = aggiungi_mesi(mese, 1)
    return mesi
