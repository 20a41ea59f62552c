from datetime import date
from typing import Any

from cohousing.choices import TipoSupervisione
from cohousing.models import Supervisione
from tests.factories.cohousing import SupervisioneFactory


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A house meeting with its minutes; in bulk, as many talks with the household of this world."""
    riunione = SupervisioneFactory(struttura=mondo.casa, tipo=TipoSupervisione.RIUNIONE_CASA, operatore=mondo.ets)
    Supervisione.objects.bulk_create(
        Supervisione(
            struttura=mondo.casa, permanenza=mondo.permanenza, tipo=TipoSupervisione.COLLOQUIO, minuti=30,
            giorno=date(2026, 11, 3), operatore=mondo.ets, creata_da=mondo.ets,
        )
        for _ in range(quanti - 1)
    )  # fmt: skip
    return {
        "supervisione": riunione, "struttura_supervisiona": mondo.casa, "permanenza_colloquio": mondo.permanenza,
    }  # fmt: skip
