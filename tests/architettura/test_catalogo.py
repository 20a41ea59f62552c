"""Every address × every role × every method (quality S1)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseForbidden

from tests.architettura.tavola import righe
from tests.factories.mondo import Mondo, indirizzi, letta, un_mondo
from valdera_housing.choices import Ruolo

TAVOLA = righe()
INDIRIZZI = dict(indirizzi())
METODI = ("GET", "POST", "DELETE")
RISERVATI = sorted(n for n in INDIRIZZI if n in TAVOLA and TAVOLA[n][1] is not None)
PUBBLICI = sorted(n for n in INDIRIZZI if n in TAVOLA and TAVOLA[n][1] is None)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """The marker asks for the tests' database; the transaction is ours, one for all the pages of a world."""


@pytest.fixture(scope="module")
def mondo_comune(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Mondo]:
    yield from un_mondo(1, django_db_blocker, tmp_path_factory)


@pytest.fixture
def mondo(mondo_comune: Mondo, django_db_blocker: Any, settings: Any) -> Iterator[Mondo]:
    """The common world; what a test writes in it is undone."""
    settings.MEDIA_ROOT = mondo_comune.file
    with django_db_blocker.unblock(), transaction.atomic():
        yield mondo_comune
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def rifiuti_in_bianco(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand refusals: the page that says so is drawn elsewhere (every test that is refused as a person is)."""
    monkeypatch.setattr(
        "valdera_housing.urls.handler403", lambda *_args, **_altro: HttpResponseForbidden(), raising=False
    )


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
            risposta = getattr(mondo.client(ruolo), metodo.lower())(indirizzo)
            letta(risposta)
            yield metodo, risposta.status_code
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
