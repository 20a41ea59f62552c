from typing import Any

from django.db import transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.models import Isee, Nucleo


@transaction.atomic
def registra_isee(nucleo: Nucleo, dati: dict[str, Any]) -> Isee:
    """Write down an ISEE of a household; the ones before stay as they were."""
    return Isee.objects.create(nucleo=nucleo, **dati)


@transaction.atomic
def modifica_isee(isee: Isee, dati: dict[str, Any], *, versione: int) -> Isee:
    return modifica(isee, dati, versione=versione)
