"""The desk of the official, page by page."""

from uuid import uuid4

import pytest
from django.urls import reverse

from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import Spesa
from tests.factories.conti import SpesaFactory, porta_a, rendiconto_in
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


def presentata(**altro) -> Spesa:
    spesa = porta_a(SpesaFactory(**altro), StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.IN_VERIFICA)
    spesa.refresh_from_db()
    return spesa


def indirizzo(nome: str, spesa: Spesa) -> str:
    return reverse(f"rendicontazione:spesa_{nome}", args=[spesa.pk])


def test_every_page_of_a_share_opens_for_the_official(entra) -> None:
    spesa = presentata()
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    nomi = ("scheda", "verifica", "storia", "ammetti_in_parte", "chiedi_integrazione", "non_ammettere", "rettifica")
    assert {nome: client.get(indirizzo(nome, spesa)).status_code for nome in nomi} == dict.fromkeys(nomi, 200)


def test_admitting_leads_to_the_next_share(entra) -> None:
    prima, seconda = SpesaFactory(), SpesaFactory()
    for spesa in (prima, seconda):
        porta_a(spesa, StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.IN_VERIFICA)
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    dati = {"chiave": uuid4(), "versione": prima.versione, "visto": "1220.00"}
    risposta = client.post(indirizzo("ammetti", prima), dati)
    prima.refresh_from_db()
    assert (risposta.status_code, risposta.url, prima.stato) == (302, indirizzo("verifica", seconda), "AMMESSA")
