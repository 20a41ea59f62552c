"""The small demo office, loaded once for a class of tests that only look at it."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


def popola(*opzioni: str) -> None:
    call_command("popola", "--piccolo", "--senza-pdf", *opzioni, stdout=StringIO())


@pytest.fixture(scope="class")
def ufficio(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """Loaded once for the tests that only look; the database is as it was afterwards. Gives the folder of files."""
    cartella = tmp_path_factory.mktemp("ufficio")
    with (
        django_db_blocker.unblock(),
        time_machine.travel("2026-11-19T10:00:00+01:00", tick=True),
        override_settings(MEDIA_ROOT=cartella),
        transaction.atomic(),
    ):
        popola()
        yield cartella
        transaction.set_rollback(True)


@pytest.fixture
def guarda(ufficio: Path, django_db_blocker: Any, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = ufficio
    with django_db_blocker.unblock():
        yield
