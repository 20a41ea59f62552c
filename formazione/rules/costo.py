"""What an expense of an event or of a campaign must be, and when an event costs more than was foreseen."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from valdera_housing.kit.denaro import CENTESIMO, in_euro
from valdera_housing.kit.esito import Esito, avviso, no

MINUTI = 60


@dataclass(frozen=True)
class DatiCosto:
    """The days of an expense, and today."""

    documento_del: date
    pagato_il: date | None
    oggi: date


def valuta_costo(dati: DatiCosto) -> Esito:
    """A document already issued, a payment already made: what is to come is not an expense yet."""
    motivi = []
    if dati.documento_del > dati.oggi:
        motivi.append(no("La data del documento è nel futuro: registra la spesa quando il documento c’è."))
    if dati.pagato_il and dati.pagato_il > dati.oggi:
        motivi.append(no("Il pagamento è nel futuro: registralo quando è stato fatto."))
    return Esito(tuple(motivi))


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
