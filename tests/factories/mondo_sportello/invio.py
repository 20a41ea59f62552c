from typing import Any

from tests.factories.casa import InvioFactory
from valdera_housing.choices import Linea
from valdera_housing.models import Caso, Invio


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A referral to the desk, and one from as many other cases as the list has rows."""
    invio = InvioFactory(caso=mondo.caso, linea=Linea.SPO)
    Invio.objects.bulk_create(
        Invio(caso=caso, linea=Linea.SPO, motivo="Sfratto", inviato_da=mondo.unione, inviato_il=invio.inviato_il)
        for caso in Caso.objects.filter(numero__startswith="C-2025-")[: quanti - 1]
    )
    return {
        "sportello:invio_prendi": invio,
        "sportello:invio_concludi": invio,
        "sportello:indicatore_scheda": "I11",
    }
