"""What is given back to the fund: the plan in exact cents, how late it is, when it is lost (domain.md 3.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from valdera_housing.kit.denaro import CENTESIMO, ZERO, rate
from valdera_housing.kit.tempo import aggiungi_mesi

StatoRimborso = Literal["IN_RIMBORSO", "IN_RITARDO", "INSOLVENTE"]


@dataclass(frozen=True)
class RataPrevista:
    """An instalment of a plan still on paper."""

    numero: int
    importo: Decimal
    scade_il: date


@dataclass(frozen=True)
class RataViva:
    """An instalment as the ledger has it: how much of it is still to be paid."""

    scade_il: date
    residuo: Decimal


@dataclass(frozen=True)
class Soglie:
    """A file is late when one instalment is due by more than ``giorni``; insolvent with ``rate`` of them."""

    giorni: int = 10
    rate: int = 3


def piano_rate(importo: Decimal, quante: int, prima: date, *, da: int = 1) -> list[RataPrevista]:
    """Equal monthly instalments cut down to the cent, the last one absorbs the difference; numbered from ``da``.

    1.700/12 is 11 × 141,66 + 141,74. Raises ValueError when an instalment would be less than a cent.
    """
    if quante < 1 or importo < CENTESIMO * quante:
        raise ValueError("Ogni rata deve valere almeno un centesimo.")
    importi = rate(importo, quante)
    return [RataPrevista(da + i, euro, aggiungi_mesi(prima, i)) for i, euro in enumerate(importi)]


def rate_in_ritardo(rate: Sequence[RataViva], oggi: date, soglie: Soglie | None = None) -> list[RataViva]:
    """The instalments not paid whole more than ``giorni`` days after their day."""
    limite = oggi - timedelta(days=(soglie or Soglie()).giorni)
    return [rata for rata in rate if rata.residuo > 0 and rata.scade_il < limite]


def stato_del_rimborso(rate: Sequence[RataViva], oggi: date, soglie: Soglie | None = None) -> StatoRimborso:
    """How a file that is being paid back stands on a day."""
    soglie = soglie or Soglie()
    tardive = len(rate_in_ritardo(rate, oggi, soglie))
    return "INSOLVENTE" if tardive >= soglie.rate else "IN_RITARDO" if tardive else "IN_RIMBORSO"


def scaduto(rate: Sequence[RataViva], oggi: date) -> Decimal:
    """What is past its day and not paid, in euro."""
    return sum((rata.residuo for rata in rate if rata.scade_il < oggi), ZERO)
