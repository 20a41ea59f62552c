from typing import Any

from tests.factories.casa import CasoFactory, InvioFactory
from tests.factories.fondo import nucleo_del_fondo
from valdera_housing.choices import Linea
from valdera_housing.models import Caso, Invio


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A referral to the fund, and one from as many other cases as the list has rows."""
    invio = InvioFactory(caso=CasoFactory(nucleo=nucleo_del_fondo(mondo.fondo)), linea=Linea.FON)
    Invio.objects.bulk_create(
        Invio(caso=caso, linea=Linea.FON, motivo="Sfratto", inviato_da=mondo.unione, inviato_il=invio.inviato_il)
        for caso in Caso.objects.filter(numero__startswith="C-2025-")[: quanti - 1]
    )
    return {"fondo_garanzia:invio_prendi": invio, "fondo_garanzia:invio_concludi": invio}
