"""One sheet of buildings, two colleagues who press the button together."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cohousing.models import RicognizioneImmobile
from tests.cohousing.views.test_importazione import FOGLIO, caricato
from tests.factories.corsa import insieme
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def operatrice_dentro() -> Client:
    client = Client()
    client.force_login(UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]))
    return client


def conferma(client: Client, anteprima: str) -> Any:
    return client.post(anteprima, {"chiave": uuid4()})


def test_a_sheet_confirmed_by_many_at_once_enters_once_and_nobody_sees_an_error(giri: int) -> None:
    ComuneFactory()
    for giro in range(giri):
        clienti = [operatrice_dentro() for _ in range(4)]
        foglio = FOGLIO.replace(b"via Nuova", f"via Nuova {giro}".encode())
        anteprima = caricato(clienti[0], foglio)["Location"]
        risposte = insieme([partial(conferma, client, anteprima) for client in clienti])
        assert {(r.status_code, r["Location"]) for r in risposte} == {(302, reverse("cohousing:immobile_elenco"))}
        assert RicognizioneImmobile.objects.filter(indirizzo=f"via Nuova {giro}").count() == 1
