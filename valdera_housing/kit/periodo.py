"""A closed range of days: both ends count, and the last one may not be known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from valdera_housing.kit.giorni import in_cifre


@dataclass(frozen=True)
class Periodo:
    """The days from ``dal`` to ``al``; from ``dal`` on when ``al`` is None."""

    dal: date
    al: date | None = None

    @classmethod
    def letto(cls, riga: Mapping[str, Any]) -> Self:
        """From the ``dal`` and ``al`` of a row of JSON."""
        return cls(date.fromisoformat(riga["dal"]), date.fromisoformat(riga["al"]) if riga["al"] else None)

    def __str__(self) -> str:
        """``dal 01/03/2026 al 28/02/2027``; without an end, ``dal 01/03/2026``."""
        return f"dal {in_cifre(self.dal)}" + (f" al {in_cifre(self.al)}" if self.al else "")

    @property
    def ultimo(self) -> date:
        """The last day, far away when there is none: for comparing."""
        return self.al or date.max

    @property
    def giorni(self) -> int:
        """How many; it makes sense of a range with an end."""
        return (self.ultimo - self.dal).days + 1

    def comprende(self, giorno: date) -> bool:
        return self.dal <= giorno <= self.ultimo

    def tocca(self, altro: "Periodo") -> bool:
        return self.dal <= altro.ultimo and altro.dal <= self.ultimo

    def comune(self, altro: "Periodo") -> "Periodo | None":
        """The days of both; None when there is none."""
        dal, al = max(self.dal, altro.dal), min(self.ultimo, altro.ultimo)
        return Periodo(dal, None if al == date.max else al) if dal <= al else None

    def giorni_comuni(self, altro: "Periodo") -> int:
        comune = self.comune(altro)
        return comune.giorni if comune else 0

    def inizi(self, altri: Iterable["Periodo"]) -> set[date]:
        """The first day, and those of these in which another begins: one of them has the most of the others."""
        return {self.dal, *(altro.dal for altro in altri if self.comprende(altro.dal))}
