"""What the fund adds to the world of ``mondo.py``, a module for each group of nouns (see ``mondo_sportello``)."""

from typing import Any

from tests.factories.mondo_fondo import anticipo, base

MODULI = (base, anticipo)
from tests.factories.mondo_fondo import base, garanzia

MODULI = (base, garanzia)
from tests.factories.mondo_fondo import base, escussione

MODULI = (base, escussione)
from tests.factories.mondo_fondo import base, conto

MODULI = (base, conto)
from tests.factories.mondo_fondo import base, numeri

MODULI = (base, numeri)
from tests.factories.mondo_fondo import base, invio, rivalsa

MODULI = (base, invio, rivalsa)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Every object of every module, by name."""
    oggetti: dict[str, Any] = {}
    for modulo in MODULI:
        oggetti |= modulo.prepara(mondo, quanti)
    return oggetti
