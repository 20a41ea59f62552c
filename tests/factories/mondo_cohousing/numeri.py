from datetime import date
from typing import Any

from cohousing.choices import StatoPermanenza
from cohousing.models import Supervisione
from tests.factories.casa import CasoFactory, InvioFactory
from tests.factories.cohousing import SupervisioneFactory, casa_aperta, permanenza
from tests.factories.persone import NucleoFactory
from valdera_housing.choices import Linea


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Somebody who left a house in the quarter, a visit; with more rows, other stays and a visit for each."""
    casa = casa_aperta(1, nome="Casa dei numeri", numero="CC-2015-0001", alloggio__comune=mondo.comune)
    stay = permanenza(
        casa.unita.get(), stato=StatoPermanenza.CONCLUSA, numero="PM-2013-0000", uscita_il=date(2026, 10, 10),
        caso=CasoFactory(nucleo=NucleoFactory(comune=mondo.comune, preso_in_carico=True)),
    )  # fmt: skip
    visita = SupervisioneFactory(struttura=casa, operatore=stay.referente)
    Supervisione.objects.bulk_create(
        Supervisione(
            struttura=casa, giorno=visita.giorno, minuti=30, operatore=stay.referente, creata_da=stay.referente
        )
        for _ in range(quanti - 1)
    )
    InvioFactory(caso=stay.caso, linea=Linea.COH)
    return {"cohousing:indicatore_scheda": "I19"}
