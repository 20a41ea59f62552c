"""What a production server refuses, and the technical admin that nobody of the office opens."""

import runpy
from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from tests.factories.persone import ComuneFactory, PersonaFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.queries.accesso import ACCESSI_DI_PROVA

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
FRASE = ACCESSI_DI_PROVA.format("ada, bea")


@pytest.fixture
def con_accessi_di_prova() -> None:
    for nome in ("bea", "ada"):
        UtenteFactory(username=nome, di_prova=True)


def test_a_production_server_does_not_start_with_demo_logins(settings: Any, con_accessi_di_prova: None) -> None:
    settings.PRODUZIONE = True
    with pytest.raises(ImproperlyConfigured) as rifiuto:
        runpy.run_module("valdera_housing.wsgi")
    assert str(rifiuto.value) == FRASE


def test_a_production_server_starts_without_them_and_the_demo_with_them(
    settings: Any, con_accessi_di_prova: None
) -> None:
    assert callable(runpy.run_module("valdera_housing.wsgi")["application"])
    settings.PRODUZIONE = True
    UtenteFactory._meta.model.objects.filter(di_prova=True).update(di_prova=False)
    assert callable(runpy.run_module("valdera_housing.wsgi")["application"])


def test_check_deploy_says_it_first(con_accessi_di_prova: None) -> None:
    errori = [e.msg for e in run_checks(include_deployment_checks=True) if e.id == "valdera.E001"]
    assert errori == [FRASE]
    assert [e for e in run_checks() if e.id == "valdera.E001"] == []


@pytest.mark.parametrize("ruolo", list(Ruolo))
def test_no_role_of_the_office_opens_the_technical_admin(entra: Entra, ruolo: str) -> None:
    client = entra(ruolo, is_staff=True)
    assert client.get("/amministrazione/", follow=True).status_code == 403
    assert client.get("/amministrazione/valdera_housing/persona/", follow=True).status_code == 403


def test_the_technical_admin_has_no_login_page_of_its_own(client: Client) -> None:
    assert client.get("/amministrazione/login/").url.startswith(reverse("account_login"))


def test_a_superuser_looks_at_rows_and_writes_none(entra: Entra) -> None:
    persona = PersonaFactory(comune=ComuneFactory())
    client = entra(is_superuser=True, is_staff=True)
    base = "/amministrazione/valdera_housing/persona/"
    assert client.get(base).status_code == 200
    assert client.get(f"{base}{persona.pk}/change/").status_code == 200
    risposte = [client.post(f"{base}add/"), client.post(f"{base}{persona.pk}/delete/", {"post": "yes"})]
    assert [r.status_code for r in risposte] == [403, 403]
