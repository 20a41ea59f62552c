"""The inbox of training."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from formazione.queries.pagine import indirizzo
from tests.factories.casa import InvioFactory
from tests.factories.persone import ComuneFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Invio

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
INVII = reverse("formazione:invio_elenco")


@pytest.fixture
def invio() -> Invio:
    InvioFactory(linea=Linea.GIS)
    return InvioFactory(linea=Linea.FOR)


def invia(client: Client, nome: str, invio: Invio, **dati: str):
    return client.post(reverse(f"formazione:invio_{nome}", args=[invio.pk]), {"chiave": uuid4(), **dati})


def righe(client: Client, **filtri: str) -> list[Invio]:
    return [invio for invio, _ in client.get(INVII, filtri).context["righe"]]


def test_one_click_takes_a_referral_and_shows_where_they_can_be_enrolled(entra: Entra, invio: Invio) -> None:
    operatore = entra(Ruolo.OPERATORE_ETS)
    pagina = operatore.get(INVII)
    assert [i for i, _ in pagina.context["righe"]] == [invio]
    assert next(v.conteggio for v in pagina.context["menu"] if v.etichetta == "Formazione") == 1
    presa = invia(operatore, "prendi", invio)
    assert (presa.status_code, presa["Location"]) == (302, f"{INVII}?stato=presi")
    presi = operatore.get(presa["Location"])
    assert [i for i, _ in presi.context["righe"]] == [invio]
    eventi = indirizzo("evento_elenco")
    attesi = [("Scegli un evento", eventi)] if eventi else []
    assert [(p.etichetta, p.url) for p in presi.context["comincia"]] == attesi
    secondo = invia(operatore, "prendi", invio)
    assert secondo.status_code == 422
    assert "L’invio è già stato preso in carico il 19/11/2026." in secondo.content.decode()


def test_what_came_of_it_is_told_to_who_sent_it(entra: Entra, invio: Invio) -> None:
    coordinatore = entra(Ruolo.COORDINATORE_ETS)
    vuoto, corto = invia(coordinatore, "concludi", invio), invia(coordinatore, "concludi", invio, esito="ok")
    assert [r.context["form"].errors["esito"] for r in (vuoto, corto)] == [
        ["Scrivi com’è andata."], ["Scrivi com’è andata, almeno 5 caratteri."],
    ]  # fmt: skip
    fatto = invia(coordinatore, "concludi", invio, esito="Iscritti al corso di dicembre")
    assert (fatto.status_code, fatto["Location"]) == (302, reverse("caso_scheda", args=[invio.caso_id]))
    invio.refresh_from_db()
    assert invio.esito == "Iscritti al corso di dicembre"
    assert (righe(coordinatore), righe(coordinatore, stato="conclusi")) == ([], [invio])


def test_a_social_worker_reads_those_of_her_comuni_and_takes_none(entra: Entra, invio: Invio) -> None:
    assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[invio.caso.nucleo.comune])
    pagina = assistente.get(INVII)
    assert [i for i, _ in pagina.context["righe"]] == [invio]
    assert (pagina.context["prende"], pagina.context["comincia"]) == ("", [])
    assert invia(assistente, "prendi", invio).status_code == 403
    assistente.utente.comuni.set([ComuneFactory(nome="Palaia")])
    assert righe(assistente) == []


def test_the_referral_of_another_line_is_nowhere(entra: Entra) -> None:
    operatore, altro = entra(Ruolo.OPERATORE_ETS), InvioFactory(linea=Linea.SPO)
    assert [invia(operatore, nome, altro).status_code for nome in ("prendi", "concludi")] == [404, 404]
