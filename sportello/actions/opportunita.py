"""Acts on the jobs, internships and courses that the territory offers."""

from typing import Any

from django.db import transaction

from sportello.actions.risorsa import pretende_rete
from sportello.models import OpportunitaLavoro
from valdera_housing.actions.versione import modifica
from valdera_housing.models import Utente


@transaction.atomic
def pubblica_opportunita(dati: dict[str, Any], *, utente: Utente) -> OpportunitaLavoro:
    pretende_rete(utente)
    return OpportunitaLavoro.objects.create(**dati)


@transaction.atomic
def modifica_opportunita(
    opportunita: OpportunitaLavoro, dati: dict[str, Any], *, utente: Utente, versione: int
) -> OpportunitaLavoro:
    """Correct an offer; ModificaConcorrente when somebody saved meanwhile."""
    pretende_rete(utente)
    return modifica(opportunita, dati, versione=versione)
