"""How many people a house can take and how many it holds, day by day (domain.md 5).

Ranges are closed: both ends count. A unit is of one household: while somebody lives there all its beds are taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cohousing.choices import StatoPermanenza
from valdera_housing.rules.durata import UN_GIORNO

# From a day on, without an end that is known.
Periodo = tuple[date, date | None]


@dataclass(frozen=True)
class UnitaNelTempo:
    """A unit: its beds, when it exists, when it is closed for works, when somebody lives there (one at a time)."""

    letti: int
    dal: date
    al: date | None = None
    chiusure: tuple[Periodo, ...] = ()
    soggiorni: tuple[Periodo, ...] = ()


@dataclass(frozen=True)
class CasaNelTempo:
    """A house; ``aperta`` is None when it never opened."""

    aperta: Periodo | None
    unita: tuple[UnitaNelTempo, ...] = ()


def periodo_abitato(stato: str, inizio: date, fine: date, uscita: date | None, oggi: date) -> Periodo | None:
    """The days a stay takes: who goes on past the end is still there today; who did not come in yet, from tomorrow."""
    if stato == StatoPermanenza.CONCLUSA:
        return inizio, uscita
    if stato == StatoPermanenza.IN_CORSO:
        return inizio, max(fine, oggi)
    if stato == StatoPermanenza.PREPARAZIONE and fine > oggi:
        return max(inizio, oggi + UN_GIORNO), fine
    return None


def comprende(periodo: Periodo, giorno: date) -> bool:
    dal, al = periodo
    return dal <= giorno and (al is None or al >= giorno)


def unita_disponibili(casa: CasaNelTempo, giorno: date) -> list[UnitaNelTempo]:
    """Those a household could live in on that day: the house is open, the unit exists and is not closed."""
    if casa.aperta is None or not comprende(casa.aperta, giorno):
        return []
    return [
        u
        for u in casa.unita
        if comprende((u.dal, u.al), giorno) and not any(comprende(chiusura, giorno) for chiusura in u.chiusure)
    ]


def posti_disponibili(casa: CasaNelTempo, giorno: date) -> int:
    return sum(u.letti for u in unita_disponibili(casa, giorno))


def unita_occupate(casa: CasaNelTempo, giorno: date) -> list[UnitaNelTempo]:
    return [u for u in casa.unita if any(comprende(soggiorno, giorno) for soggiorno in u.soggiorni)]


def posti_occupati(casa: CasaNelTempo, giorno: date) -> int:
    return sum(u.letti for u in unita_occupate(casa, giorno))


def giorni_letto(casa: CasaNelTempo, dal: date, al: date) -> int:
    """Bed-days available from ``dal`` to ``al``: the sum of ``posti_disponibili`` of each day."""
    aperta = casa.aperta and _insieme(casa.aperta, (dal, al))
    return sum(u.letti * _giorni_utili(u, aperta) for u in casa.unita) if aperta else 0


def giorni_letto_occupati(casa: CasaNelTempo, dal: date, al: date) -> int:
    """Bed-days taken from ``dal`` to ``al``: the sum of ``posti_occupati`` of each day."""
    return sum(u.letti * _giorni_comuni(u.soggiorni, (dal, al)) for u in casa.unita)


def tasso_occupazione(occupati: int, disponibili: int) -> Decimal | None:
    """Taken over available, a share with four decimals; None when nothing was available."""
    if not disponibili:
        return None
    return (Decimal(occupati) / disponibili).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _giorni_utili(unita: UnitaNelTempo, aperta: Periodo) -> int:
    """Days of the range in which the unit exists and is not closed; closures of a unit never overlap."""
    esiste = _insieme((unita.dal, unita.al), aperta)
    return _giorni(esiste) - _giorni_comuni(unita.chiusure, esiste) if esiste else 0


def _giorni_comuni(periodi: Iterable[Periodo], quando: Periodo) -> int:
    return sum(_giorni(comune) for periodo in periodi if (comune := _insieme(periodo, quando)))


def _insieme(uno: Periodo, altro: Periodo) -> Periodo | None:
    """The days of both; None when there is none."""
    dal = max(uno[0], altro[0])
    al = min((fine for fine in (uno[1], altro[1]) if fine is not None), default=None)
    return None if al is not None and al < dal else (dal, al)


def _giorni(periodo: Periodo) -> int:
    """How many days has a range cut to an end."""
    dal, al = periodo
    return (al - dal).days + 1 if al is not None else 0
