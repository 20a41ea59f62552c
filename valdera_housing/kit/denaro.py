"""Euro amounts: always Decimal, always cents, rounded half-up."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENTESIMO = Decimal("0.01")
ZERO = Decimal("0.00")


def centesimi(importo: Decimal) -> Decimal:
    """The amount rounded half-up to cents."""
    return importo.quantize(CENTESIMO, ROUND_HALF_UP)


def ripartisci(importo: Decimal, pesi: Sequence[Decimal]) -> list[Decimal]:
    """Shares of ``importo`` proportional to ``pesi``, each rounded to cents; the last closes the sum.

    Scenario 7: 406,66 at 60/40 is 244,00 + 162,66. Raises ValueError when the weights sum to zero or less.
    """
    somma = sum(pesi, Decimal(0))
    if somma <= 0:
        raise ValueError("I pesi devono avere somma positiva.")
    quote = [centesimi(importo * peso / somma) for peso in pesi[:-1]]
    return [*quote, importo - sum(quote, ZERO)]


def rate(importo: Decimal, numero: int) -> list[Decimal]:
    """Equal instalments in cents, cut down; the last absorbs the difference (domain.md 3.6)."""
    rata = (importo / numero).quantize(CENTESIMO, ROUND_DOWN)
    return [rata] * (numero - 1) + [importo - rata * (numero - 1)]


def in_cifre(importo: Decimal, decimali: int = 2) -> str:
    """``1.234,56``; negatives with the minus sign −, as the office writes them."""
    testo = f"{abs(importo):,.{decimali}f}".translate(str.maketrans(",.", ".,"))
    return f"−{testo}" if importo < 0 and any(c in "123456789" for c in testo) else testo


def in_euro(importo: Decimal) -> str:
    """``1.234,56 €`` with a no-break space."""
    return f"{in_cifre(importo)}\N{NO-BREAK SPACE}€"
