"""What the database refuses, by the name of the constraint or trigger that said no."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, InternalError, connection, transaction


def rifiutato(atto: Callable[[], object]) -> str | None:
    """Run ``atto`` and return the name of the constraint that refused it; fail when nothing did."""
    with pytest.raises((IntegrityError, InternalError)) as presa, transaction.atomic():  # noqa: PT012
        atto()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return presa.value.__cause__.diag.constraint_name


def sql(testo: str, *parametri: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(testo, parametri)
