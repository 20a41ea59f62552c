from typing import Any


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    return {}
