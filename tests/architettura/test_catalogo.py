"""Every address × every role × every method (quality S1), and the promises every page keeps."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.architettura.tavola import righe
from tests.factories.mondo import Mondo, indirizzi
from valdera_housing.choices import Ruolo

TAVOLA = righe()
INDIRIZZI = dict(indirizzi())
METODI = ("GET", "POST", "PUT", "PATCH", "DELETE")
MASSIMO_INTERROGAZIONI = 12
RISERVATI = sorted(n for n in INDIRIZZI if n in TAVOLA and TAVOLA[n][1] is not None)
PUBBLICI = sorted(n for n in INDIRIZZI if n in TAVOLA and TAVOLA[n][1] is None)
PAGINE = sorted(n for n in RISERVATI if "GET" in TAVOLA[n][0])


@pytest.fixture(scope="module", params=[1, 30], ids=["una riga", "trenta righe"])
def mondo_grande(
    request: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Mondo]:
    """A world with one row in every list, then one with thirty: each is made once for all the pages."""
    yield from un_mondo(request.param, django_db_blocker, tmp_path_factory)


@pytest.fixture(scope="module")
def mondo_comune(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Mondo]:
    yield from un_mondo(1, django_db_blocker, tmp_path_factory)


def un_mondo(quanti: int, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Mondo]:
    prima, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("file")
    with django_db_blocker.unblock(), transaction.atomic():
        mondo = Mondo(quanti)
        mondo.file = settings.MEDIA_ROOT
        settings.MEDIA_ROOT = prima
        yield mondo
        transaction.set_rollback(True)


@pytest.fixture
def mondo(mondo_comune: Mondo, django_db_blocker: Any, settings: Any) -> Iterator[Mondo]:
    """The common world; what a test writes in it is undone."""
    settings.MEDIA_ROOT = mondo_comune.file
    with django_db_blocker.unblock(), transaction.atomic():
        yield mondo_comune
        transaction.set_rollback(True)


def test_every_address_is_in_the_table_and_every_row_is_an_address() -> None:
    assert set(INDIRIZZI) == set(TAVOLA)


@pytest.mark.parametrize("nome", RISERVATI)
def test_an_address_answers_only_its_roles_and_its_methods(nome: str, mondo: Mondo) -> None:
    metodi, ammessi = TAVOLA[nome]
    indirizzo = mondo.indirizzo(nome, INDIRIZZI[nome])
    sbagliate = [
        (ruolo or "nessuno", metodo, stato)
        for ruolo in ("", *Ruolo.values)
        for metodo, stato in risposte(mondo, ruolo, indirizzo)
        if not accettabile(stato, ruolo, ruolo in ammessi, metodo in metodi)
    ]
    assert sbagliate == []


def risposte(mondo: Mondo, ruolo: str, indirizzo: str) -> Iterator[tuple[str, int]]:
    for metodo in METODI:
        with transaction.atomic():
            client = Client(raise_request_exception=False)
            if ruolo:
                client.force_login(mondo.utente(ruolo))
            yield metodo, getattr(client, metodo.lower())(indirizzo).status_code
            transaction.set_rollback(True)


def accettabile(stato: int, ruolo: str, ammesso: bool, previsto: bool) -> bool:
    """To the login page without a login; 403 to who may not; 405 to a method that is not there; else an answer."""
    if not ruolo:
        return stato == 302
    if not ammesso:
        return stato == 403
    return stato in {200, 302, 400, 404, 409, 422} if previsto else stato == 405


@pytest.mark.parametrize("nome", PUBBLICI)
def test_a_public_address_never_fails(nome: str, mondo: Mondo) -> None:
    indirizzo = mondo.indirizzo(nome, INDIRIZZI[nome])
    assert {s for _, s in risposte(mondo, "", indirizzo)} <= {200, 302, 400, 405, 422}


CONTI: dict[tuple[str, str], int] = {}


@pytest.mark.parametrize("nome", PAGINE)
def test_a_page_costs_at_most_twelve_queries_whatever_the_rows(
    nome: str, mondo_grande: Mondo, settings: Any, request: pytest.FixtureRequest
) -> None:
    settings.MEDIA_ROOT = mondo_grande.file
    indirizzo = mondo_grande.indirizzo(nome, INDIRIZZI[nome])
    for ruolo in sorted(TAVOLA[nome][1]):
        with transaction.atomic():
            quante = interrogazioni(mondo_grande, ruolo, indirizzo)
            transaction.set_rollback(True)
        assert quante <= MASSIMO_INTERROGAZIONI, ruolo
        assert CONTI.setdefault((nome, ruolo), quante) == quante, f"{ruolo}: cresce con le righe"


def interrogazioni(mondo: Mondo, ruolo: str, indirizzo: str) -> int:
    """Queries of a second visit: the first of a session writes its clock, the first of a file the log of reads."""
    client = Client()
    client.force_login(mondo.utente(ruolo))
    client.get(indirizzo)
    with CaptureQueriesContext(connection) as viste:
        risposta = client.get(indirizzo)
        b"".join(risposta) if risposta.streaming else risposta.content
    return len(viste)
