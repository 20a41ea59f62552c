"""What training adds to the world of ``mondo.py``, a module for each group of nouns (see ``mondo_sportello``)."""

from typing import Any

from tests.factories.mondo_formazione import (
    attestato,
    campagna,
    costo,
    evento,
    iscrizione,
    numeri,
    presenza,
    pubbliche,
    questionario,
    sala,
)

MODULI = (evento, sala, iscrizione, pubbliche, presenza, attestato, questionario, campagna, costo, numeri)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Every object of every module, by name."""
    oggetti: dict[str, Any] = {}
    for modulo in MODULI:
        oggetti |= modulo.prepara(mondo, quanti)
    return oggetti
