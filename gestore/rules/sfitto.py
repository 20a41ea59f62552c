"""Vacancy: days in which a home is paid for and nobody lives there (domain.md 1.10; indicators I07, I08)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from gestore.rules.sublocazione import Periodo, giorni_sovrapposti
from valdera_housing.kit.denaro import centesimi
from valdera_housing.rules.durata import UN_GIORNO

GIORNI_ANNO = 365


def giorni_da_affittare(locazione: Periodo, condiviso_dal: date | None) -> list[Periodo]:
    """The days of a head lease in which the home is for one household: until it becomes a shared house, if it does."""
    inizio, fine = locazione
    ultimo = fine if condiviso_dal is None else min(fine, condiviso_dal - UN_GIORNO)
    return [(inizio, ultimo)] if inizio <= ultimo else []


def giorni_disponibili(locazioni: Iterable[Periodo], dal: date, al: date) -> int:
    """Days from ``dal`` to ``al`` (both included) with an active head lease, each counted once."""
    return sum(_giorni(periodo) for periodo in _uniti(locazioni, dal, al))


def giorni_sfitto(locazioni: Iterable[Periodo], sublocazioni: Iterable[Periodo], dal: date, al: date) -> int:
    """Days of the period with an active head lease and no active sublease. Ranges are closed: both ends count."""
    affittati = _uniti(locazioni, dal, al)
    abitati = _uniti(sublocazioni, dal, al)
    comuni = sum(giorni_sovrapposti(affittato, abitato) for affittato in affittati for abitato in abitati)
    return sum(map(_giorni, affittati)) - comuni


def tasso_sfitto(sfitto: int, disponibili: int) -> Decimal | None:
    """Vacant days over available days, a share with four decimals; None when no day was available (I07)."""
    if not disponibili:
        return None
    return (Decimal(sfitto) / disponibili).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def costo_sfitto(canone_mensile: Decimal, giorni: int) -> Decimal:
    """Head rent of the vacant days, in euro: rent × 12/365 × days. 550 for 45 days is 813,70."""
    return centesimi(canone_mensile * 12 * giorni / GIORNI_ANNO)


def giorni_turnover(sublocazioni: Iterable[Periodo]) -> list[int]:
    """Empty days between each sublease of a home and the next, 0 when one starts the day after the other."""
    ordinate = sorted(sublocazioni)
    fine_prima = accumulate((fine for _, fine in ordinate), max)
    intervalli = [(dopo[0] - fine).days - 1 for fine, dopo in zip(fine_prima, ordinate[1:], strict=False)]
    return [giorni for giorni in intervalli if giorni >= 0]


def media_turnover(alloggi: Iterable[Sequence[Periodo]]) -> Decimal | None:
    """Mean empty days between two subleases, over all homes, to one decimal; None when none changed hands (I08)."""
    giorni = [intervallo for sublocazioni in alloggi for intervallo in giorni_turnover(sublocazioni)]
    if not giorni:
        return None
    return (Decimal(sum(giorni)) / len(giorni)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _giorni(periodo: Periodo) -> int:
    return (periodo[1] - periodo[0]).days + 1


def _uniti(periodi: Iterable[Periodo], dal: date, al: date) -> list[Periodo]:
    """The ranges cut to the period and joined where they touch, so that each day is counted once."""
    tagliati = sorted((max(inizio, dal), min(fine, al)) for inizio, fine in periodi if inizio <= al and fine >= dal)
    uniti: list[Periodo] = []
    for inizio, fine in tagliati:
        if uniti and inizio <= uniti[-1][1] + UN_GIORNO:
            uniti[-1] = (uniti[-1][0], max(uniti[-1][1], fine))
        else:
            uniti.append((inizio, fine))
    return uniti
