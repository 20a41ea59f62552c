from datetime import date
from typing import Any

from tests.factories.cohousing import permanenza


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A stay in course, of the household of this world."""
    mondo.permanenza = permanenza(
        mondo.casa.unita.first(), caso=mondo.caso, numero="PM-2016-0000", inizio=date(2026, 11, 1)
    )
    return {}
