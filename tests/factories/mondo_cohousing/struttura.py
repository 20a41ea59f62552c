from typing import Any

from tests.factories.cohousing import casa_aperta, condominio


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An open house and a condominio of the comune of this world."""
    mondo.casa = casa_aperta(nome="Casa del mondo", alloggio__comune=mondo.comune, responsabile=mondo.ets)
    mondo.condominio = condominio(nome="Condominio del mondo", responsabile=mondo.ets)
    return {}
