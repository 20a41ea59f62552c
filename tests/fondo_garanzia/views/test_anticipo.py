"""The pages of the advances: who reads what, what the buttons do."""

from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from fondo_garanzia.choices import StatoAnticipo
from tests.factories.fondo import AnticipoFactory, anticipo_erogato
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
OPERATRICE, CONTABILE = Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS
COORDINATRICE, FUNZIONARIA = Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"fondo_garanzia:anticipo_{nome}", args=chiavi, query=domanda or None)


def modulo(**dati: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), **dati}


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def entra(client: Any) -> Any:
    def come(*ruoli: str, **altro: Any) -> Any:
        client.force_login(UtenteFactory(ruoli=list(ruoli), **altro))
        return client

    return come


def test_the_list_shows_the_open_ones_with_their_totals(entra: Any) -> None:
    tardi = anticipo_erogato("IN_RITARDO")
    AnticipoFactory(importo=D("700.00"))
    AnticipoFactory(stato=StatoAnticipo.RITIRATO)
    risposta = entra(CONTABILE).get(pagina("elenco"))
    assert risposta.status_code == 200
    assert risposta.context["somme"] == (2, D("2500.00"), D("0.00"), D("1200.00"))
    solo_tardi = entra(CONTABILE).get(pagina("elenco", ritardo="SI"))
    assert [a.pk for a, _ in solo_tardi.context["righe"]] == [tardi.pk]
