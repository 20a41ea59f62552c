"""A page costs at most twelve queries, the same with one row and with a thousand (quality P1)."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.architettura.tavola import righe
from tests.factories.mondo import Mondo, indirizzi, letta, un_mondo

TAVOLA = righe()
INDIRIZZI = dict(indirizzi())
# Pages of the sign-in are allauth's; the other public ones are ours, and are read without a role.
PAGINE = sorted(
    n for n in INDIRIZZI if n in TAVOLA and "GET" in TAVOLA[n][0] and (TAVOLA[n][1] or not n.startswith("account_"))
)
MASSIMO_INTERROGAZIONI = 12
NUMERI_COL_PUNTO = re.compile(rb'(?:[?&;][a-z_]+=|value="|/)\d{1,3}(?:\.\d{3})+(?=["&/])')

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """The marker asks for the tests' database; the transaction is ours, one for all the pages of a world."""


@pytest.fixture(scope="module", params=[1, 1000], ids=["una riga", "mille righe"])
def mondo_grande(
    request: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Mondo]:
    """A world with one row in every list, then one with a thousand: each is made once for all the pages."""
    yield from un_mondo(request.param, django_db_blocker, tmp_path_factory)


CONTI: dict[tuple[str, str], int] = {}


@pytest.mark.parametrize("nome", PAGINE)
def test_a_page_costs_at_most_twelve_queries_whatever_the_rows(
    nome: str, mondo_grande: Mondo, settings: Any, request: pytest.FixtureRequest
) -> None:
    settings.MEDIA_ROOT = mondo_grande.file
    indirizzo = mondo_grande.indirizzo(nome, INDIRIZZI[nome])
    stati = set()
    for ruolo in sorted(TAVOLA[nome][1] or {""}):
        with transaction.atomic():
            quante, stato = interrogazioni(mondo_grande, ruolo, indirizzo)
            transaction.set_rollback(True)
        stati.add(stato)
        assert quante <= MASSIMO_INTERROGAZIONI, ruolo
        assert CONTI.setdefault((nome, ruolo), quante) == quante, f"{ruolo}: cresce con le righe"
    # A page that nobody finds costs little: it would be measured in place of the one that was meant.
    assert stati != {HTTPStatus.NOT_FOUND}, f"{indirizzo} non c’è per nessuno"


def interrogazioni(mondo: Mondo, ruolo: str, indirizzo: str) -> tuple[int, int]:
    """Queries and status of a visit that is not the first of its session, which also writes the clock."""
    client = mondo.client(ruolo)
    client.delete(reverse("glossario"))  # refused without drawing anything, by a session that was here
    with CaptureQueriesContext(connection) as viste:
        risposta = client.get(indirizzo)
        contenuto = letta(risposta)
    # A key written as an amount (1.234) leads nowhere: seen only where keys are above 999, as in a real office.
    assert NUMERI_COL_PUNTO.findall(contenuto) == []
    return len(viste), risposta.status_code
