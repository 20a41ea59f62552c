"""When an event costs more than was foreseen, and what an hour of it costs."""

from decimal import ROUND_HALF_UP, Decimal

from valdera_housing.kit.denaro import CENTESIMO, in_euro
from valdera_housing.kit.esito import Esito, avviso

MINUTI = 60


def valuta_preventivo(preventivo: Decimal | None, speso: Decimal) -> Esito:
    """A warning, never an obstacle: the estimate is the office's own."""
    if preventivo is None or speso <= preventivo:
        return Esito()
    oltre = in_euro(speso - preventivo)
    return Esito((avviso(f"Le spese sono {in_euro(speso)}, il preventivo è {in_euro(preventivo)}: {oltre} in più."),))


def per_ora(speso: Decimal, minuti: int) -> Decimal | None:
    """Euro for each hour of each participant; None when nobody took part."""
    if not minuti:
        return None
    return (speso * MINUTI / minuti).quantize(CENTESIMO, ROUND_HALF_UP)
