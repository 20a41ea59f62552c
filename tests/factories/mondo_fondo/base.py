from decimal import Decimal
from typing import Any

from tests.factories.fondo import FondoFactory


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """The fund of the world's comune, endowed: the other modules put their files on it."""
    mondo.fondo = FondoFactory(comune=mondo.comune, dotato=Decimal("90000.00"))
    return {"fondo": mondo.fondo}
