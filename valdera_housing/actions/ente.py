from typing import Any

from django.db import transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.models import Ente


@transaction.atomic
def registra_ente(dati: dict[str, Any]) -> Ente:
    return Ente.objects.create(**dati)


@transaction.atomic
def modifica_ente(ente: Ente, dati: dict[str, Any], *, versione: int) -> Ente:
    """Raises ModificaConcorrente when somebody else saved first."""
    return modifica(ente, dati, versione=versione)
