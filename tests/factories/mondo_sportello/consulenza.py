"""The scale of points, and an application for public housing that claims one."""

from datetime import date
from decimal import Decimal
from typing import Any

from sportello.choices import GruppoErp, TipoMisura
from sportello.models import PuntoDomanda, VocePunteggio
from tests.factories.sportello import (
    DocumentoMisuraFactory,
    DomandaMisuraFactory,
    MisuraFactory,
    RequisitoMisuraFactory,
    VocePunteggioFactory,
)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    voce = VocePunteggioFactory()
    VocePunteggio.objects.bulk_create(
        VocePunteggio(
            codice=f"Z{n}", gruppo=GruppoErp.ABITATIVE, descrizione=f"Condizione {n}", punti=Decimal(1),
            valida_dal=date(2019, 1, 1), valida_al=date(2019, 12, 31), fonte="Bando di prova",
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    erp = MisuraFactory(tipo=TipoMisura.ERP, nome="Bando ERP di prova", domande_dal=date(2026, 10, 1))
    RequisitoMisuraFactory(misura=erp)
    DocumentoMisuraFactory(misura=erp)
    domanda = DomandaMisuraFactory(misura=erp, caso=mondo.caso)
    PuntoDomanda.objects.create(domanda=domanda, voce=voce)
    return {"voce_punteggio": voce, "domanda_punti": domanda, "domanda_modulo": domanda}
