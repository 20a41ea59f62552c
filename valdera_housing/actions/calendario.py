"""The private address of a person's calendar: made, replaced, revoked. The office keeps its digest only."""

import secrets

from django.db import transaction
from django.utils import timezone

from valdera_housing.models import Calendario, Utente
from valdera_housing.queries.calendario import impronta_di

BYTE_DEL_SEGRETO = 32


@transaction.atomic
def crea_calendario(utente: Utente) -> str:
    """A new secret (43 characters, 256 bits) for a person's calendar; the one she had stops working at once.

    It is returned this once: nobody can read it again.
    """
    Utente.objects.select_for_update(no_key=True).get(pk=utente.pk)
    segreto = secrets.token_urlsafe(BYTE_DEL_SEGRETO)
    nuovo = {"impronta": impronta_di(segreto), "creato_alle": timezone.now()}
    Calendario.objects.update_or_create(utente=utente, defaults=nuovo)
    return segreto


@transaction.atomic
def revoca_calendario(utente: Utente) -> None:
    """The address of a person stops working; nothing happens when she has none."""
    Calendario.objects.filter(utente=utente).delete()
