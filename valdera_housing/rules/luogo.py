"""When a desk is open: its hours do not overlap, and some days of the year everybody is at home (domain.md 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

import holidays

from valdera_housing.kit.esito import Esito, no, si
from valdera_housing.kit.giorni import in_cifre


@dataclass(frozen=True)
class Fascia:
    """Hours of one day of the week (as ``date.weekday()``) in a closed range of days; ``stanza`` is its key."""

    giorno: int
    dalle: time
    alle: time
    valido_dal: date
    valido_al: date | None = None
    stanza: int | None = None

    def si_accavalla(self, altra: "Fascia") -> bool:
        """Same day of the week, same room, hours and validity that touch; hours are half-open."""
        stesso_posto = (self.giorno, self.stanza) == (altra.giorno, altra.stanza)
        ore = self.dalle < altra.alle and altra.dalle < self.alle
        return stesso_posto and ore and self._finisce_dopo(altra) and altra._finisce_dopo(self)

    def _finisce_dopo(self, altra: "Fascia") -> bool:
        return self.valido_al is None or self.valido_al >= altra.valido_dal


@dataclass(frozen=True)
class Festa:
    """A day on which no desk opens, or only those of the comune of the patron."""

    giorno: date
    nome: str
    patrono: bool = False


def controlla_orario(nuova: Fascia, altre: Iterable[Fascia]) -> Esito:
    """Whether new hours may stand beside those a desk has: one room is not open twice at the same time."""
    for altra in altre:
        if nuova.si_accavalla(altra):
            fino = f" al {in_cifre(altra.valido_al)}" if altra.valido_al else ""
            return Esito(
                (
                    no(
                        f"In quel giorno c’è già l’orario {altra.dalle:%H:%M}–{altra.alle:%H:%M}, valido dal "
                        f"{in_cifre(altra.valido_dal)}{fino}: chiudi prima quello, o scegli un’altra stanza."
                    ),
                )
            )
    return Esito((si("L’orario non si accavalla con altri."),))


def patrono_esiste(giorno: int, mese: int) -> bool:
    """Whether a day of the patron comes every year: not 31/2, nor 29/2."""
    try:
        date(2023, mese, giorno)
    except ValueError:
        return False
    return True


def feste(dal: date, al: date, patrono: tuple[int | None, int | None] = (None, None)) -> list[Festa]:
    """National holidays in a closed range of days (L. 260/1949) and the patron's day (day, month), in order.

    Two names on one day are one Festa. A patron whose day does not exist is not a feast.
    """
    anni = range(dal.year, al.year + 1)
    nazionali = holidays.country_holidays("IT", years=anni, language="it_IT")
    tutte = [Festa(giorno, nome.replace("'", "’").replace("; ", ", ")) for giorno, nome in nazionali.items()]
    giorno, mese = patrono
    if giorno and mese and patrono_esiste(giorno, mese):
        tutte += [Festa(date(anno, mese, giorno), "Santo patrono", patrono=True) for anno in anni]
    return sorted((f for f in tutte if dal <= f.giorno <= al), key=lambda festa: (festa.giorno, festa.patrono))
