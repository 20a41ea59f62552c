"""Bad input gets an answer, never an error of ours, and writes nothing it should not (quality R11)."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from rendicontazione.models import DocumentoSpesa, LineaBudget, Spesa
from tests.architettura.tavola import righe
from tests.factories.mondo import Mondo, indirizzi, un_mondo
from valdera_housing.models import Nucleo, Persona

pytestmark = pytest.mark.django_db

TAVOLA = righe()
INDIRIZZI = dict(indirizzi())
DA_INVIARE = sorted(n for n in INDIRIZZI if n in TAVOLA and "POST" in TAVOLA[n][0])
DA_LEGGERE = sorted(n for n in INDIRIZZI if n in TAVOLA and "GET" in TAVOLA[n][0])
CATTIVI = ("\x00", "NaN", "-1000", "0.001", "1e400", "ù" * 100_000, "<script>", "99999999999999999999", "2026-02-30")
CAMPO = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
FILTRI = ("q", "cerca", "pagina", "ordine", "trimestre", "linea", "stato", "comune", "formato", "rendiconto")


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """The marker asks for the tests' database; the transaction is ours, one for all the addresses."""


@pytest.fixture(scope="module")
def mondo_comune(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Mondo]:
    yield from un_mondo(1, django_db_blocker, tmp_path_factory)


@pytest.fixture
def mondo(mondo_comune: Mondo, django_db_blocker: Any, settings: Any) -> Iterator[Mondo]:
    settings.MEDIA_ROOT = mondo_comune.file
    with django_db_blocker.unblock(), transaction.atomic():
        yield mondo_comune
        transaction.set_rollback(True)


def contati() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (Persona, Nucleo, DocumentoSpesa, Spesa, LineaBudget))


def chi_puo(nome: str) -> str:
    return min(TAVOLA[nome][1] or {""})


def e_un_bottone(nome: str, campi: set[str]) -> bool:
    """Pressing it is all the input there is: what is written beside it does not matter."""
    return nome.endswith("_elimina") or campi == {"motivo", "testo"}


@pytest.mark.parametrize("nome", DA_INVIARE)
def test_bad_input_in_a_form_is_answered_and_writes_nothing(nome: str, mondo: Mondo) -> None:
    indirizzo, client = mondo.indirizzo(nome, INDIRIZZI[nome]), mondo.client(chi_puo(nome))
    pagina = client.get(indirizzo)
    campi = set(CAMPO.findall(pagina.content.decode())) if pagina.status_code == 200 else {"motivo", "testo"}
    stati = {}
    for cattivo in CATTIVI:
        dati = dict.fromkeys(campi - {"csrfmiddlewaretoken", "chiave"}, cattivo)
        prima = contati()
        with transaction.atomic():
            stati[cattivo[:10]] = client.post(indirizzo, dati | {"chiave": str(uuid.uuid4())}).status_code
            scritto = contati() != prima and not e_un_bottone(nome, campi)
            transaction.set_rollback(True)
        assert not scritto, cattivo[:10]
    assert {c: s for c, s in stati.items() if s >= 500} == {}


@pytest.mark.parametrize("nome", DA_LEGGERE)
def test_bad_words_in_an_address_are_answered(nome: str, mondo: Mondo) -> None:
    indirizzo, client = mondo.indirizzo(nome, INDIRIZZI[nome]), mondo.client(chi_puo(nome))
    stati = {}
    for cattivo in CATTIVI:
        with transaction.atomic():
            risposta = client.get(indirizzo, dict.fromkeys(FILTRI, cattivo[:3000]))
            stati[cattivo[:10]] = risposta.status_code
            b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
            transaction.set_rollback(True)
    assert {c: s for c, s in stati.items() if s >= 500} == {}
