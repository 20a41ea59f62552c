"""An expense of an event or of a campaign; what becomes of it later is the same in every line."""

from typing import Any

from django.db import transaction

from formazione.models import Campagna, Costo, Evento
from formazione.workflow import CAMPAGNA, EVENTO
from valdera_housing.actions.costo import registra_costo
from valdera_housing.models import Utente


@transaction.atomic
def aggiungi_costo(cosa: Evento | Campagna, dati: dict[str, Any], *, utente: Utente) -> Costo:
    """An expense of an event or of a campaign, with its document."""
    bloccata: Any = type(cosa)._default_manager.select_for_update(no_key=True).get(pk=cosa.pk)
    evento = bloccata if isinstance(bloccata, Evento) else None
    tabella = EVENTO if evento else CAMPAGNA
    tabella.pretende("aggiungi_costo", bloccata, utente)
    di_che_cosa = {"evento": evento, "campagna": None if evento else bloccata}
    return registra_costo(Costo, dati | di_che_cosa, utente=utente)
