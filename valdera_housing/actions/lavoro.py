"""Progress of background work: the worker writes it, the page reads it."""

from typing import Any

from django.utils import timezone

from valdera_housing.choices import StatoLavoro
from valdera_housing.models import Lavoro, Utente


def apri_lavoro(titolo: str, *, utente: Utente, totale: int, ritorno: str) -> Lavoro:
    return Lavoro.objects.create(titolo=titolo, utente=utente, totale=totale, ritorno=ritorno)


def segna_avanzamento(lavoro: Lavoro, fatti: int) -> None:
    Lavoro.objects.filter(pk=lavoro.pk).update(stato=StatoLavoro.IN_CORSO, fatti=fatti)


def chiudi_lavoro(lavoro: Lavoro, *, esito: dict[str, Any], riuscito: bool = True) -> None:
    Lavoro.objects.filter(pk=lavoro.pk).update(
        stato=StatoLavoro.FINITO if riuscito else StatoLavoro.FALLITO,
        esito=esito,
        finito_alle=timezone.now(),
    )
