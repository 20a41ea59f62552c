"""Progress of background work: the whole page, or its moving part, for who asked for it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.persone import UtenteFactory
from valdera_housing.actions.lavoro import apri_lavoro, chiudi_lavoro, segna_avanzamento
from valdera_housing.choices import Ruolo
from valdera_housing.models import Lavoro

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]


def pagina(lavoro: Lavoro) -> str:
    return f"/lavori/{lavoro.pk}/"


def test_the_page_tells_how_far_it_is_and_asks_again(entra: Entra) -> None:
    client = entra(Ruolo.CONTABILE_ETS)
    lavoro = apri_lavoro("Importazione di 20 fatture", utente=client.utente, totale=20, ritorno="/glossario/")
    segna_avanzamento(lavoro, 7)
    testo = client.get(pagina(lavoro)).content.decode()
    assert "7 di 20" in testo
    assert f'hx-get="{pagina(lavoro)}"' in testo
    assert f'<a href="{pagina(lavoro)}">Aggiorna</a>' in testo


def test_htmx_gets_the_moving_part_alone(entra: Entra) -> None:
    client = entra(Ruolo.CONTABILE_ETS)
    lavoro = apri_lavoro("Importazione", utente=client.utente, totale=2, ritorno="")
    risposta = client.get(pagina(lavoro), headers={"HX-Request": "true"})
    assert "<html" not in risposta.content.decode()
    assert 'class="avanzamento"' in risposta.content.decode()


def test_when_it_is_over_it_says_so_links_the_result_and_stops_asking(entra: Entra) -> None:
    client = entra(Ruolo.CONTABILE_ETS)
    lavoro = apri_lavoro("Importazione", utente=client.utente, totale=2, ritorno="/glossario/")
    chiudi_lavoro(lavoro, esito={"frase": "2 bozze create."})
    testo = client.get(pagina(lavoro)).content.decode()
    assert "2 bozze create." in testo
    assert '<a href="/glossario/">Vedi il risultato</a>' in testo
    assert "hx-get" not in testo


def test_somebody_else_s_work_is_a_404(entra: Entra) -> None:
    lavoro = apri_lavoro("Importazione", utente=UtenteFactory(), totale=2, ritorno="")
    assert entra(*Ruolo).get(pagina(lavoro)).status_code == 404
