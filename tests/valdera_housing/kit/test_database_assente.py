"""While the database is away the answer is a calm page that says to wait, wherever the question started."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[OperationalError, InterfaceError])
def database_via(request: pytest.FixtureRequest) -> Iterator[None]:
    def cade(*_: Any) -> None:
        raise request.param("server closed the connection unexpectedly")

    with connection.execute_wrapper(cade):
        yield


@pytest.fixture
def dentro(entra: Callable[..., Client]) -> Client:
    """Signed in before the database goes away; the client does not raise what the server answers for."""
    client = entra(Ruolo.OPERATORE_ETS)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("pagina", ["scrivania", "persona_elenco", "glossario", "account_login"])
def test_every_page_answers_503_and_says_when_to_come_back(dentro: Client, pagina: str, database_via: None) -> None:
    risposta = dentro.get(reverse(pagina))
    assert (risposta.status_code, risposta["Retry-After"]) == (503, "30")
    assert "closed the connection" not in risposta.content.decode()


def test_a_form_sent_meanwhile_gets_the_same_page(dentro: Client, database_via: None) -> None:
    assert dentro.post(reverse("persona_nuova"), {"cognome": "Diop"}).status_code == 503


def test_our_own_mistakes_stay_a_500(dentro: Client) -> None:
    def sbaglia(*_: Any) -> None:
        raise ValueError("un nostro errore")

    with connection.execute_wrapper(sbaglia):
        risposta = dentro.get(reverse("persona_elenco"))
    assert risposta.status_code == 500
    assert "un nostro errore" not in risposta.content.decode()
