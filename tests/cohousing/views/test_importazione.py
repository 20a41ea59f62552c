"""Buildings from a sheet, page by page."""

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from cohousing.models import RicognizioneImmobile
from cohousing.queries.importazione import leggi_immobili
from tests.factories.persone import ComuneFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
IMPORTA, MODELLO = reverse("cohousing:immobile_importa"), reverse("cohousing:immobile_modello")
FOGLIO = "Comune;Via o piazza;Di chi è;Colore\nPontedera;via Nuova;Comune;giallo\nPontedera;;Comune;\n".encode()


def caricato(client: Client, contenuto: bytes, nome: str = "immobili.csv") -> Any:
    return client.post(IMPORTA, {"chiave": uuid4(), "file": SimpleUploadedFile(nome, contenuto)})


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def test_the_preview_shows_each_row_and_only_then_the_good_ones_enter(entra: Entra) -> None:
    ComuneFactory()
    client = entra(Ruolo.OPERATORE_ETS)
    anteprima = caricato(client, FOGLIO)["Location"]
    pagina = client.get(anteprima)
    assert [(r.numero, r.esito, a.etichetta) for r, a in pagina.context["righe"]] == [
        (2, "nuovo", "Nuovo"), (3, "sbagliato", "Da correggere"),
    ]  # fmt: skip
    for parole in ("Riga 3, «Via o piazza»: manca.", "Colonne che non si leggono", "Colore", "Importa 1 immobile"):
        assert parole in in_parole(pagina)
    assert RicognizioneImmobile.objects.count() == 0
    fatto = client.post(anteprima, {"chiave": uuid4()})
    assert fatto["Location"] == reverse("cohousing:immobile_elenco")
    assert RicognizioneImmobile.objects.get().indirizzo == "via Nuova"
    assert client.get(anteprima)["Location"] == reverse("cohousing:immobile_elenco")


@pytest.mark.parametrize("formato", ["xlsx", "csv"])
def test_the_model_is_a_sheet_that_can_be_imported_as_it_is(entra: Entra, formato: str) -> None:
    ComuneFactory()
    risposta = entra(Ruolo.OPERATORE_ETS).get(MODELLO, {"formato": formato})
    contenuto = b"".join(risposta.streaming_content)
    if formato == "xlsx":
        assert [c.value for c in next(load_workbook(io.BytesIO(contenuto)).active.rows)][:2] == [
            "Comune", "Via o piazza",
        ]  # fmt: skip
    righe, ignorate = leggi_immobili(contenuto)
    assert ([(riga.esito, riga.parole) for riga in righe], ignorate) == ([("nuovo", ())], ())


@pytest.mark.parametrize(
    ("contenuto", "frase"),
    [
        (b"%PDF-1.7\x00", "Questo file non è un foglio di calcolo: si accettano XLSX e CSV."),
        (b"", "Il file è vuoto."),
        (b"Nome;Cognome\na;b", "Nella prima riga mancano le colonne «Comune», «Via o piazza», «Di chi è»"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(entra: Entra, contenuto: bytes, frase: str) -> None:
    risposta = caricato(entra(Ruolo.COORDINATORE_ETS), contenuto)
    assert (risposta.status_code, frase in in_parole(risposta)) == (422, True)


def test_a_sheet_is_seen_by_who_keeps_the_survey_while_it_is_there(entra: Entra) -> None:
    ComuneFactory()
    anteprima = caricato(entra(Ruolo.OPERATORE_ETS), FOGLIO)["Location"]
    assert entra(Ruolo.FUNZIONARIO_UNIONE).get(anteprima).status_code == 403
    collega = entra(Ruolo.COORDINATORE_ETS)
    assert collega.get(anteprima).status_code == 200
    for nome in default_storage.listdir("importazioni")[1]:
        default_storage.delete(f"importazioni/{nome}")
    assert collega.get(anteprima).status_code == 404
