from typing import Any

from django.db import transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.models import Comune


@transaction.atomic
def registra_comune(dati: dict[str, Any]) -> Comune:
    return Comune.objects.create(**dati)


@transaction.atomic
def modifica_comune(comune: Comune, dati: dict[str, Any], *, versione: int) -> Comune:
    """Raises ModificaConcorrente when somebody else saved first."""
    return modifica(comune, dati, versione=versione)
