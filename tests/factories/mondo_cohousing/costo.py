from datetime import date
from decimal import Decimal
from typing import Any

from cohousing.choices import VoceCosto
from cohousing.models import Costo
from tests.factories.cohousing import CostoFactory, ImmobileFactory
from valdera_housing.actions.documento import archivia_documento


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An expense to be paid with its file and one of a building; as many more in the list, all of one house."""
    edificio = ImmobileFactory(numero="RI-2014-0001", comune=mondo.comune)
    file = archivia_documento(b"%PDF-1.7 fattura della casa", "fattura.pdf", utente=mondo.ets)
    costo = CostoFactory(struttura=mondo.casa, documento_numero="15/C", pagato_il=None, documento=file)
    CostoFactory(struttura=None, immobile=edificio, documento_numero="16/C", pagato_il=None)
    Costo.objects.bulk_create(
        Costo(
            struttura=mondo.casa, voce=VoceCosto.MATERIALI, descrizione="Detersivi", fornitore="Bottega Lenzi",
            documento_numero=f"{n}/2014", documento_del=date(2026, 3, 1), importo=Decimal("50.00"),
            creato_da=mondo.ets, pagato_il=date(2026, 3, 5),
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    return {"costo": costo, "struttura_aggiungi_costo": mondo.casa, "immobile_aggiungi_costo": edificio}
