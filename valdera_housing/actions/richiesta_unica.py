"""Pressing a button twice does it once (quality R5)."""

import uuid
from collections.abc import Callable

from django.db import transaction

from valdera_housing.models import RichiestaUnica, Utente


def esegui_una_volta(chiave: uuid.UUID, *, utente: Utente, percorso: str, atto: Callable[[], str]) -> str:
    """Run ``atto`` (which returns where to go next) unless this key has already done it; same answer both times.

    The key is written first, in the same transaction as the act: a second press waits for the first to end,
    then finds its result; if the act fails nothing remains and the button can be pressed again.
    """
    with transaction.atomic():
        RichiestaUnica.objects.bulk_create(
            [RichiestaUnica(chiave=chiave, utente=utente, percorso=percorso)], ignore_conflicts=True
        )
        richiesta = RichiestaUnica.objects.select_for_update().get(chiave=chiave, utente=utente, percorso=percorso)
        if richiesta.destinazione:
            return richiesta.destinazione
        richiesta.destinazione = atto()
        richiesta.save(update_fields=["destinazione"])
    return richiesta.destinazione
