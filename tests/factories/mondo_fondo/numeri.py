from typing import Any

from tests.factories.fondo import GaranziaFactory


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A guarantee in force and, with more rows, as many more: what the numbers of the fund count."""
    for _ in range(min(quanti, 2)):
        GaranziaFactory(fondo=mondo.fondo, attiva=True)
    return {"fondo_garanzia:indicatore_scheda": "I16N"}
