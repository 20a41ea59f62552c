from datetime import date
from decimal import Decimal
from typing import Any

from formazione.models import Costo
from tests.factories.formazione import CampagnaFactory, CostoFactory
from valdera_housing.actions.documento import archivia_documento


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An expense to be paid with its file and one of a campaign; as many more in the list, all of one event."""
    campagna = CampagnaFactory(numero="CP-2015-0001")
    file = archivia_documento(b"%PDF-1.7 fattura", "fattura.pdf", utente=mondo.ets)
    costo = CostoFactory(evento=mondo.evento, documento_numero="15/M", pagato_il=None, documento=file)
    CostoFactory(evento=None, campagna=campagna, documento_numero="16/M")
    Costo.objects.bulk_create(
        Costo(
            evento=mondo.evento, descrizione="Stampa dei volantini", fornitore="Tipografia Bini",
            documento_numero=f"{n}/2015", documento_del=date(2026, 3, 1), importo=Decimal("50.00"),
            creato_da=mondo.ets, pagato_il=date(2026, 3, 5),
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    return {"costo": costo, "evento_aggiungi_costo": mondo.evento, "campagna_aggiungi_costo": campagna}
