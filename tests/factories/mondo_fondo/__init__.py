"""What the fund adds to the world of ``mondo.py``, a module for each group of nouns (see ``mondo_sportello``)."""

from typing import Any

from tests.factories.mondo_fondo import anticipo, base, conto, escussione, fondi, garanzia, invio, numeri, rivalsa

MODULI = (base, anticipo, conto, escussione, fondi, garanzia, invio, numeri, rivalsa)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Every object of every module, by name."""
    oggetti: dict[str, Any] = {}
    for modulo in MODULI:
        oggetti |= modulo.prepara(mondo, quanti)
    return oggetti
