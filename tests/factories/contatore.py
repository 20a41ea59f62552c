"""The number beside an entry of the menu, as a role reads it."""

from collections.abc import Callable

from django.db.models import QuerySet

from tests.factories.persone import UtenteFactory
from valdera_housing.models import Utente


def contatore(conteggio: Callable[[Utente], QuerySet | None], *ruoli: str) -> list[int | None]:
    """How much waits for each of these roles; None for who has no number there."""
    attese = [conteggio(UtenteFactory(ruoli=[ruolo])) for ruolo in ruoli]
    return [None if righe is None else righe.count() for righe in attese]
