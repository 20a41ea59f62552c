"""Acts of the past are done by the real acts, each at its own hour.

The acts read the clock where everybody does (``django.utils.timezone.now``) and the history triggers write
the start of the transaction: here both are told the hour of the story.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

import pghistory
import pgtrigger
from django.apps import apps
from django.db import connection

from valdera_housing.models import Utente


@contextmanager
def momento(quando: datetime, utente: Utente | None = None) -> Iterator[None]:
    """Whatever happens inside happened then, done by that person."""
    with patch("django.utils.timezone.now", lambda: quando):
        if utente is None:
            yield
        else:
            with pghistory.context(user=utente.pk):
                yield
    _data_gli_eventi(quando)


def _data_gli_eventi(quando: datetime) -> None:
    """The rows of history written in this transaction and not dated yet are given that hour."""
    with connection.cursor() as cursore, pgtrigger.ignore(*_protezioni()):
        for tabella in _tabelle_di_storia():
            cursore.execute(
                f"UPDATE {tabella} SET pgh_created_at = %s WHERE pgh_created_at = transaction_timestamp()", [quando]
            )


def _tabelle_di_storia() -> list[str]:
    return [m._meta.db_table for m in apps.get_models() if issubclass(m, pghistory.models.Event)]


def _protezioni() -> list[str]:
    eventi = [m for m in apps.get_models() if issubclass(m, pghistory.models.Event)]
    return [f"{m._meta.label}:{t.name}" for m in eventi for t in getattr(m._meta, "triggers", [])]
