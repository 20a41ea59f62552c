"""Demo logins have a public password: an office that serves real people must not have any."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from valdera_housing.models import Utente

ACCESSI_DI_PROVA = (
    "In produzione ci sono accessi di prova, che hanno una password nota a tutti ({}). "
    "Usa un database senza l'ufficio di prova, poi riavvia."
)


def accessi_di_prova() -> list[str]:
    """Usernames of the demo logins; none when the database cannot answer yet."""
    try:
        return list(Utente.objects.filter(di_prova=True).order_by("username").values_list("username", flat=True))
    except DatabaseError:
        return []


def controlla_accessi_di_prova(**_: Any) -> list[CheckMessage]:
    """``manage.py check --deploy`` says it before the server refuses to start."""
    nomi = accessi_di_prova()
    return [Error(ACCESSI_DI_PROVA.format(", ".join(nomi)), id="valdera.E001")] if nomi else []


def pretendi_nessun_accesso_di_prova() -> None:
    """Raise ImproperlyConfigured while demo logins exist: called when a production server starts."""
    if nomi := accessi_di_prova():
        raise ImproperlyConfigured(ACCESSI_DI_PROVA.format(", ".join(nomi)))
