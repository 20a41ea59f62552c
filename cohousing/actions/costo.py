"""An expense of a house or of a building of the survey; what becomes of it later is the same in every line."""

from typing import Any

from django.db import transaction

from cohousing.models import Costo, RicognizioneImmobile, Struttura
from cohousing.workflow import IMMOBILE, STRUTTURA
from valdera_housing.actions.costo import registra_costo
from valdera_housing.models import Utente


@transaction.atomic
def aggiungi_costo(cosa: Struttura | RicognizioneImmobile, dati: dict[str, Any], *, utente: Utente) -> Costo:
    """An expense of a house or of a building, with its document."""
    bloccata: Any = type(cosa)._default_manager.select_for_update(no_key=True).get(pk=cosa.pk)
    struttura = bloccata if isinstance(bloccata, Struttura) else None
    tabella = STRUTTURA if struttura else IMMOBILE
    tabella.pretende("aggiungi_costo", bloccata, utente)
    di_che_cosa = {"struttura": struttura, "immobile": None if struttura else bloccata}
    return registra_costo(Costo, dati | di_che_cosa, utente=utente)
