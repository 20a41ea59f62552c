from datetime import date
from decimal import Decimal
from typing import Any

from cohousing.models import SpesaComune
from tests.factories.cohousing import SpesaComuneFactory, UnitaFactory, permanenza
from valdera_housing.actions.documento import archivia_documento


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A bill to be divided with its file, a stay that ended, and as many more bills in the list."""
    file = archivia_documento(b"%PDF-1.7 bolletta", "bolletta.pdf", utente=mondo.ets)
    spesa = SpesaComuneFactory(
        struttura=mondo.casa, numero="SC-2015-0001", documento_numero="15/L", documento=file, creata_da=mondo.ets
    )
    unita = UnitaFactory(struttura=mondo.condominio, nome="Interno delle quote", posti_letto=2)
    finita = permanenza(unita, "CONCLUSA", numero="PM-2015-9001", referente=mondo.ets)
    SpesaComune.objects.bulk_create(
        SpesaComune(
            numero=f"SC-2014-{n:04d}", struttura=mondo.casa, descrizione="Acqua", fornitore="Acque",
            documento_numero=f"{n}/2014", documento_del=date(2026, 3, 1), importo=Decimal("50.00"),
            dal=date(2026, 1, 20), al=date(2026, 2, 20), scade_il=date(2026, 4, 5), creata_da=mondo.ets,
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    return {"spesa_comune": spesa, "struttura_aggiungi_spesa_comune": mondo.casa, "cauzione_restituisci": finita}
