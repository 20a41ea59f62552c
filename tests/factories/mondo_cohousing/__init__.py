"""What shared housing adds to the world of ``mondo.py``, a module for each group of nouns."""

from typing import Any

from tests.factories.mondo_cohousing import (
    autonomia,
    candidatura,
    costo,
    immobile,
    numeri,
    permanenza,
    quota,
    servizio,
    struttura,
    supervisione,
)

MODULI = (struttura, candidatura, permanenza, autonomia, supervisione, quota, servizio, costo, immobile, numeri)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Every object of every module, by name."""
    oggetti: dict[str, Any] = {}
    for modulo in MODULI:
        oggetti |= modulo.prepara(mondo, quanti)
    return oggetti
