"""What was due back to the fund on a day and what had come back: ageing, default, recovery (domain.md 3.7).

A past day is told as it was: instalments replaced later were still due, payments made later had not arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO

# Days after which an unpaid instalment counts as a default, and the bounds of the ageing.
INADEMPIENZA = 90
FASCE = ((0, 30), (31, 60), (61, 90), (91, None))


@dataclass(frozen=True)
class RataNelTempo:
    """An instalment of a plan, in euro, with the days on which money came (or was taken back, below zero)."""

    numero: int
    importo: Decimal
    scade_il: date
    sostituita_il: date | None = None
    versamenti: tuple[tuple[date, Decimal], ...] = ()

    def versato(self, giorno: date) -> Decimal:
        return sum((importo for quando, importo in self.versamenti if quando <= giorno), ZERO)

    def viva(self, giorno: date) -> bool:
        return self.sostituita_il is None or self.sostituita_il > giorno


@dataclass(frozen=True)
class RataDovuta:
    """An instalment that was due by a day: how much of it had come, and for how many days it had been due."""

    importo: Decimal
    versato: Decimal
    giorni: int

    @property
    def manca(self) -> Decimal:
        return self.importo - self.versato


def dovute(rate: Sequence[RataNelTempo], giorno: date) -> list[RataDovuta]:
    """The instalments of a plan due by the end of a day; paid in advance they count when their day comes."""
    trovate = []
    for rata in rate:
        scade_il = _scadeva_il(rata, rate, giorno)
        if rata.viva(giorno) and scade_il <= giorno:
            trovate.append(RataDovuta(rata.importo, rata.versato(giorno), (giorno - scade_il).days))
    return trovate


def _scadeva_il(rata: RataNelTempo, rate: Sequence[RataNelTempo], giorno: date) -> date:
    """When the plan is made again, the rest of one paid in part falls due with the first of the new ones."""
    tolte = [r for r in rate if r.sostituita_il and r.sostituita_il <= giorno]
    if not tolte or rata.sostituita_il:
        return rata.scade_il
    ultima = max(r.sostituita_il for r in tolte if r.sostituita_il)
    nuove_da = max(r.numero for r in tolte if r.sostituita_il == ultima)
    nuove = [r.scade_il for r in rate if r.numero > nuove_da]
    if rata.numero > nuove_da or not nuove or rata.versato(ultima) == rata.importo:
        return rata.scade_il
    return min(nuove)


def fascia(rata: RataDovuta) -> int:
    """Which of FASCE an unpaid instalment is in."""
    return next(n for n, (dal, al) in enumerate(FASCE) if rata.giorni >= dal and (al is None or rata.giorni <= al))


def somma_versata(rate: Sequence[RataDovuta]) -> Decimal:
    return sum((r.versato for r in rate), ZERO)


def somma_dovuta(rate: Sequence[RataDovuta]) -> Decimal:
    return sum((r.importo for r in rate), ZERO)


def inadempiuto(rate: Sequence[RataDovuta]) -> Decimal:
    """What is unpaid of the instalments due for more than ninety days, what was written off included."""
    return sum((r.manca for r in rate if r.giorni > INADEMPIENZA), ZERO)
