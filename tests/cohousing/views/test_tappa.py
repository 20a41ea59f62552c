"""The milestones of the line, page by page."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cohousing.models import Tappa
from tests.factories.cohousing import casa_aperta, immobile
from tests.factories.conti import ConvenzioneFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:tappa_elenco")


def verso(atto: str, codice: str = "M1") -> str:
    return reverse(f"cohousing:tappa_{atto}", args=[codice])


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def bottoni(risposta: Any) -> list[list[str]]:
    return [[bottone.etichetta for bottone in pulsanti] for _, _, _, pulsanti in risposta.context["righe"]]


def test_without_a_convention_the_page_says_what_is_missing(entra: Entra) -> None:
    assert "Nessuna convenzione" in in_parole(entra(Ruolo.REVISORE).get(ELENCO))


@pytest.mark.parametrize(
    ("ruolo", "attesi"),
    [
        (Ruolo.COORDINATORE_ETS, ["Raggiunta…"]),
        (Ruolo.FUNZIONARIO_UNIONE, ["Sposta la scadenza…"]),
        (Ruolo.OPERATORE_ETS, []),
        (Ruolo.REVISORE, []),
    ],
)
def test_the_page_says_where_each_milestone_stands_and_what_may_be_written(
    entra: Entra, ruolo: str, attesi: list[str]
) -> None:
    ConvenzioneFactory()
    immobile("RILEVATO")
    pagina = entra(ruolo).get(ELENCO)
    for parole in ("M1 – Ricognizione conclusa", "In ritardo di 323 giorni", "1 immobile visitato su 1 segnalato"):
        assert parole in in_parole(pagina)
    assert bottoni(pagina) == [attesi] * 3


def test_who_coordinates_registers_a_milestone_with_its_paper(entra: Entra) -> None:
    ConvenzioneFactory()
    client = entra(Ruolo.COORDINATORE_ETS)
    file = SimpleUploadedFile("relazione.pdf", b"%PDF-1.7 relazione")
    dati = {"chiave": uuid4(), "versione": 1, "raggiunta_il": "2026-11-10", "note": "Relazione agli atti"}
    assert client.post(verso("raggiunta"), dati | {"file": file})["Location"] == ELENCO
    pagina = client.get(ELENCO)
    assert ("Relazione agli atti" in in_parole(pagina), bottoni(pagina)[0]) == (True, ["Correggi"])
    tappa = Tappa.objects.get()
    carta = client.get(reverse("cohousing:tappa_file", args=[tappa.pk]))
    assert b"".join(carta.streaming_content) == b"%PDF-1.7 relazione"
    assert client.get(reverse("cohousing:tappa_storia", args=[tappa.pk])).status_code == 200
    vecchia = client.post(verso("raggiunta"), dati | {"chiave": uuid4(), "note": "Altro"})
    assert (vecchia.status_code, Tappa.objects.get().note) == (409, "Relazione agli atti")


def test_the_first_house_proposes_its_own_day(entra: Entra) -> None:
    ConvenzioneFactory()
    client = entra(Ruolo.COORDINATORE_ETS)
    dati = {"chiave": uuid4(), "versione": 1, "raggiunta_il": "2026-11-10", "note": "Aperta"}
    rifiuto = client.post(verso("raggiunta", "M3"), dati)
    assert (rifiuto.status_code, "serve una casa aperta" in in_parole(rifiuto)) == (422, True)
    casa_aperta()
    assert 'value="2026-01-15"' in in_parole(client.get(verso("raggiunta", "M3")))


def test_the_unione_moves_a_milestone_and_the_reason_is_read(entra: Entra) -> None:
    ConvenzioneFactory()
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    dati = {"chiave": uuid4(), "versione": 1, "entro_il": "2026-12-31", "motivo": "Determina n. 8"}
    assert client.post(verso("sposta"), dati)["Location"] == ELENCO
    parole = in_parole(client.get(ELENCO))
    assert all(attese in parole for attese in ("Mancano 42 giorni", "Perché è spostata", "Determina n. 8"))
    assert "Da che cosa si vede" not in parole
    tappa = Tappa.objects.get()
    assert client.get(reverse("cohousing:tappa_file", args=[tappa.pk])).status_code == 404


def test_a_milestone_moved_and_reached_says_why_and_what_shows_it(entra: Entra) -> None:
    Tappa.objects.create(
        convenzione=ConvenzioneFactory(), codice="M1", entro_il=date(2026, 12, 31),
        motivo_spostamento="Determina n. 8", raggiunta_il=date(2026, 11, 10), note="Relazione agli atti",
    )  # fmt: skip
    parole = in_parole(entra(Ruolo.REVISORE).get(ELENCO))
    for attese in ("Perché è spostata", "Determina n. 8", "Da che cosa si vede", "Relazione agli atti"):
        assert attese in parole


def test_a_milestone_that_does_not_exist_is_not_found(entra: Entra) -> None:
    ConvenzioneFactory()
    assert entra(Ruolo.FUNZIONARIO_UNIONE).get(verso("sposta", "M9")).status_code == 404
