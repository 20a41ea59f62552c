"""The page of the economic picture: who sees what, how far down one may go, what is downloaded."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import Rendiconto
from rendicontazione.views.quadro import da_decidere, tessere
from tests.factories.conti import (
    ConvenzioneFactory,
    DocumentoSpesaFactory,
    SpesaFactory,
    porta_a,
    rendiconto_in,
)
from valdera_housing.choices import Linea, Ruolo

pytestmark = pytest.mark.django_db

QUADRO = "/rendicontazione/quadro-economico/"
LEGGONO = (
    Ruolo.CONTABILE_ETS,
    Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE,
    Ruolo.REVISORE,
    Ruolo.CABINA,
)


def piano(testo: str) -> str:
    """With ordinary spaces."""
    return testo.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def settimo() -> None:
    """Two shares admitted, one of them takes the whole of line 5, and one to be looked at."""
    documento = DocumentoSpesaFactory(imponibile=Decimal("15000.00"), iva=Decimal(0))
    porta_a(SpesaFactory(documento_spesa=documento, linea=Linea.COH), StatoSpesa.AMMESSA)
    porta_a(SpesaFactory(), StatoSpesa.AMMESSA)
    porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.IN_VERIFICA)


@pytest.mark.parametrize("ruolo", list(Ruolo))
def test_only_who_reads_accounts_sees_it(entra, settimo: None, ruolo: Ruolo) -> None:
    assert entra(ruolo).get(QUADRO).status_code == (200 if ruolo in LEGGONO else 403)


@pytest.mark.parametrize("ruolo", LEGGONO)
def test_the_cabina_reads_aggregates_and_cannot_go_down_to_the_expenses(entra, settimo: None, ruolo: Ruolo) -> None:
    client = entra(ruolo)
    pagina = client.get(QUADRO).content.decode()
    scende = ruolo != Ruolo.CABINA
    assert ("/quadro-economico/linee/COH/" in pagina, "macrovoce=" in pagina) == (scende, scende)
    assert client.get(f"{QUADRO}linee/COH/").status_code == (200 if scende else 403)


def test_the_page_has_the_same_few_queries_with_one_share_and_with_many(entra, settimo: None) -> None:
    client = entra(Ruolo.FUNZIONARIO_UNIONE)

    def interrogazioni() -> int:
        client.get(QUADRO)
        with CaptureQueriesContext(connection) as viste:
            client.get(QUADRO)
        return len(viste)

    con_poche = interrogazioni()
    for _ in range(8):
        porta_a_presentata()
    assert interrogazioni() == con_poche <= 12


def porta_a_presentata() -> None:
    Rendiconto.objects.update(stato=StatoRendiconto.APERTO)
    porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    rendiconto_in(StatoRendiconto.IN_VERIFICA)


def test_the_page_of_a_line_lists_every_quarter_presented(entra, settimo: None) -> None:
    risposta = entra(Ruolo.REVISORE).get(f"{QUADRO}linee/GIS/")
    righe = [(str(t), somme.presentato, url) for t, somme, url in risposta.context["trimestri"]]
    assert righe[-1] == (
        "7° trimestre",
        Decimal("2440.00"),
        "/rendicontazione/spese/?linea=GIS&trimestre=7",
    )
    assert len(righe) == 7


def test_a_line_that_does_not_exist_is_not_found(entra, settimo: None) -> None:
    client = entra(Ruolo.REVISORE)
    assert client.get(f"{QUADRO}linee/XYZ/").status_code == 404
    assert client.get(f"{QUADRO}esporta/altro/").status_code == 404


def test_without_a_convention_there_is_no_picture(entra) -> None:
    assert entra(Ruolo.REVISORE).get(QUADRO).status_code == 404


def test_the_spreadsheet_of_the_lines_closes_with_the_total(entra, settimo: None) -> None:
    risposta = entra(Ruolo.CABINA).get(f"{QUADRO}esporta/linee/?formato=xlsx")
    righe = list(load_workbook(BytesIO(risposta.getvalue())).active.values)
    assert righe[0][:5] == ("Linea", "Budget iniziale", "Budget vigente", "Presentato", "Ammesso")
    assert [(riga[0], riga[4]) for riga in righe[1:]] == [
        ("1. Gestore immobiliare sociale", 1220),
        ("2. Accompagnamento e sportello", 0),
        ("3. Fondo di garanzia", 0),
        ("4. Formazione e partecipazione", 0),
        ("5. Soluzioni abitative innovative", 15000),
        ("Convenzione", 16220),
    ]


def test_the_csv_of_the_quarters_has_a_row_for_each_line_quarter_and_category(entra, settimo: None) -> None:
    risposta = entra(Ruolo.CABINA).get(f"{QUADRO}esporta/trimestri/?formato=csv")
    testo = b"".join(risposta.streaming_content).decode("utf-8-sig")
    righe = list(csv.reader(StringIO(testo), delimiter=";"))
    assert [riga[:2] + riga[5:9] for riga in righe[1:]] == [
        ["5. Soluzioni abitative innovative", "T7", "1", "15000,00", "15000,00", "0,00"],
        ["1. Gestore immobiliare sociale", "T7", "2", "2440,00", "1220,00", "1220,00"],
    ]


def test_the_tiles_say_the_whole_convention(entra, settimo: None) -> None:
    conti = entra(Ruolo.REVISORE).get(QUADRO).context["quadro"]
    assert [(t.etichetta, piano(t.cifra), piano(t.nota)) for t in tessere(conti)] == [
        ("Budget", "450.000 €", "invariato dall'inizio"),
        ("Ammesso", "16.220 €", "3,6 % del budget"),
        ("In verifica", "1.220 €", "1 spesa del 7° trimestre"),
        ("Residuo", "432.560 €", "96,1 % del budget"),
        ("Usato, rispetto al tempo", "3,9 %", "tempo trascorso 58,3 %"),
    ]


def test_the_worst_line_is_the_first_to_decide(entra, settimo: None) -> None:
    conti = entra(Ruolo.REVISORE).get(QUADRO).context["quadro"]
    frasi = [piano(str(motivo)) for motivo in da_decidere(conti)]
    assert frasi[0] == (
        "Linea 5. Soluzioni abitative innovative: budget esaurito, 18.750,00 € in più del budget a fine convenzione."
    )


def test_a_convention_just_born_shows_an_empty_picture(entra) -> None:
    ConvenzioneFactory()
    risposta = entra(Ruolo.CABINA).get(QUADRO)
    assert risposta.status_code == 200
    assert "Nessun rendiconto presentato" in risposta.content.decode()
