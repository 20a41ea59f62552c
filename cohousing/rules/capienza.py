"""How many people a house can take and how many it holds, day by day (domain.md 5).

Ranges are closed: both ends count. A unit is of one household: while somebody lives there all its beds are taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cohousing.choices import StatoPermanenza
from valdera_housing.kit.periodo import Periodo
from valdera_housing.rules.durata import UN_GIORNO


@dataclass(frozen=True)
class UnitaNelTempo:
    """A unit: its beds, when it exists, when it is closed for works, when somebody lives there (one at a time)."""

    letti: int
    giorni: Periodo
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
        return Periodo(inizio, uscita)
    if stato == StatoPermanenza.IN_CORSO:
        return Periodo(inizio, max(fine, oggi))
    if stato == StatoPermanenza.PREPARAZIONE and fine > oggi:
        return Periodo(max(inizio, oggi + UN_GIORNO), fine)
    return None


def _in_uno(periodi: Iterable[Periodo], giorno: date) -> bool:
    return any(periodo.comprende(giorno) for periodo in periodi)


def unita_disponibili(casa: CasaNelTempo, giorno: date) -> list[UnitaNelTempo]:
    """Those a household could live in on that day: the house is open, the unit exists and is not closed."""
    if casa.aperta is None or not casa.aperta.comprende(giorno):
        return []
    return [u for u in casa.unita if u.giorni.comprende(giorno) and not _in_uno(u.chiusure, giorno)]


def posti_disponibili(casa: CasaNelTempo, giorno: date) -> int:
    return sum(u.letti for u in unita_disponibili(casa, giorno))


def unita_occupate(casa: CasaNelTempo, giorno: date) -> list[UnitaNelTempo]:
    return [u for u in casa.unita if _in_uno(u.soggiorni, giorno)]


def posti_occupati(casa: CasaNelTempo, giorno: date) -> int:
    return sum(u.letti for u in unita_occupate(casa, giorno))


def giorni_letto(casa: CasaNelTempo, quando: Periodo) -> int:
    """Bed-days available in a range: the sum of ``posti_disponibili`` of each day."""
    aperta = casa.aperta and casa.aperta.comune(quando)
    return sum(u.letti * _giorni_utili(u, aperta) for u in casa.unita) if aperta else 0


def giorni_letto_occupati(casa: CasaNelTempo, quando: Periodo) -> int:
    """Bed-days taken in a range: the sum of ``posti_occupati`` of each day."""
    return sum(u.letti * _giorni_comuni(u.soggiorni, quando) for u in casa.unita)


def tasso_occupazione(occupati: int, disponibili: int) -> Decimal | None:
    """Taken over available, a share with four decimals; None when nothing was available."""
    if not disponibili:
        return None
    return (Decimal(occupati) / disponibili).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _giorni_utili(unita: UnitaNelTempo, aperta: Periodo) -> int:
    """Days of the range in which the unit exists and is not closed; closures of a unit never overlap."""
    esiste = unita.giorni.comune(aperta)
    return esiste.giorni - _giorni_comuni(unita.chiusure, esiste) if esiste else 0


def _giorni_comuni(periodi: Iterable[Periodo], quando: Periodo) -> int:
    return sum(periodo.giorni_comuni(quando) for periodo in periodi)
