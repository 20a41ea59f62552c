import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rendicontazione.models import DocumentoSpesa
from tests.factories import importate
from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio() -> None:
    ConvenzioneFactory()
    UtenteFactory(username="contabile_ets", ruoli=[Ruolo.CONTABILE_ETS], first_name="Carla", last_name="Meini")


def scritto(cartella: Path, nome: str, contenuto: bytes) -> str:
    (cartella / nome).write_bytes(contenuto)
    return str(cartella / nome)


def esegui(*argomenti: str) -> str:
    uscita = StringIO()
    call_command("importa_fatture", *argomenti, stdout=uscita)
    return uscita.getvalue()


def test_json_prints_one_object_a_body_with_the_agreed_keys(ufficio, tmp_path):
    nota = importate.uno(tipo="TD04", numero="9", causali=[])
    buono = scritto(tmp_path, "due.xml", importate.fattura(importate.uno(), nota))
    rotto = scritto(tmp_path, "rotto.xml", b"<?xml version='1.0'?><a>")
    assente = str(tmp_path / "assente.xml")

    righe = [json.loads(riga) for riga in esegui(buono, rotto, assente, "--json").splitlines()]

    comuni = {"fornitore": "Termoidraulica Fornai S.r.l.", "partita_iva": "01897660500", "data": "2026-09-11"}
    vuote = dict.fromkeys(("fornitore", "partita_iva", "numero", "data", "tipo", "imponibile", "iva", "totale", "cup"))
    assert righe == [
        comuni
        | {
            "file": buono,
            "stato": "bozza",
            "numero": "214/2026",
            "tipo": "TD01",
            "imponibile": "100.00",
            "iva": "22.00",
            "totale": "122.00",
            "cup": "J51B24000180004",
            "motivo": None,
        },
        comuni
        | {
            "file": buono,
            "stato": "bozza",
            "numero": "9",
            "tipo": "TD04",
            "imponibile": "-100.00",
            "iva": "-22.00",
            "totale": "-122.00",
            "cup": None,
            "motivo": None,
        },
        vuote
        | {
            "file": rotto,
            "stato": "rifiutata",
            "motivo": "Il file XML è danneggiato o incompleto (riga 1, colonna 25).",
        },
        vuote | {"file": assente, "stato": "rifiutata", "motivo": "Il file non si può aprire: non esiste."},
    ]
    assert DocumentoSpesa.objects.count() == 2


def test_a_try_out_writes_nothing(ufficio, tmp_path):
    file = scritto(tmp_path, "a.xml", importate.fattura())

    uscita = esegui(file, "--prova")

    assert uscita.splitlines() == [
        "stato     numero            data              totale €  fornitore                           file",
        f"bozza     214/2026          11/09/2026          122,00  Termoidraulica Fornai S.r.l.        {file}",
        "",
        "prova, non ho scritto nulla: bozze 1, doppie 0, rifiutate 0",
    ]
    assert not DocumentoSpesa.objects.exists()


def test_the_table_names_duplicates(ufficio, tmp_path):
    file = scritto(tmp_path, "a.xml", importate.fattura())
    esegui(file)

    righe = esegui(file).splitlines()

    chi = "inserita da Carla Meini il 19/11/2026"
    assert righe[1].startswith("doppia")
    assert righe[2] == f"          C'è già: Fattura 214/2026 di Termoidraulica Fornai S.r.l., del 11/09/2026, {chi}"
    assert righe[-1] == "fatto: bozze 0, doppie 1, rifiutate 0"


def test_when_nothing_can_be_read_it_says_so_and_exits_with_1(ufficio, tmp_path):
    with pytest.raises(CommandError, match="Nessuna fattura letta") as errore:
        esegui(str(tmp_path))

    assert errore.value.returncode == 1


@pytest.mark.parametrize(
    ("utente", "motivo"),
    [
        ("nessuno", "Non c'è un utente «nessuno»: indicane uno con --utente."),
        (
            "unione",
            "«unione» non può importare. I documenti di spesa li scrive l'ente partner: spetta a un altro ruolo.",
        ),
    ],
)
def test_who_imports_must_be_of_the_partner(ufficio, tmp_path, utente, motivo):
    UtenteFactory(username="unione", ruoli=[Ruolo.FUNZIONARIO_UNIONE])

    with pytest.raises(CommandError) as errore:
        esegui(scritto(tmp_path, "a.xml", importate.fattura()), "--utente", utente)

    assert str(errore.value) == motivo


def test_without_a_convention_there_is_nowhere_to_import(tmp_path):
    with pytest.raises(CommandError, match="Manca la convenzione"):
        esegui(scritto(tmp_path, "a.xml", importate.fattura()))
