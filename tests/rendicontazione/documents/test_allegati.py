"""The files inside the report open well in an Italian spreadsheet and never run a formula."""

import hashlib
from decimal import Decimal

import pytest

from rendicontazione.documents import allegati
from rendicontazione.documents.allegati import in_csv
from rendicontazione.rules.istantanea import impronta
from tests.factories.istantanee import istantanea, istantanea_completa


def righe(una: dict, nome: str) -> list[list[str]]:
    contenuto = next(a.contenuto for a in allegati(una) if a.nome == nome)
    return [riga.split(";") for riga in contenuto.decode("utf-8-sig").split("\r\n")[:-1]]


def test_the_files_are_in_name_order_and_the_picture_is_the_source() -> None:
    assert [(a.nome, a.relazione) for a in allegati(istantanea_completa())] == [
        ("fondo.csv", "Data"),
        ("indicatori.csv", "Data"),
        ("istantanea.json", "Source"),
        ("quadro-economico.csv", "Data"),
        ("spese-T7.csv", "Data"),
    ]


def test_without_a_fund_its_file_is_not_there() -> None:
    assert "fondo.csv" not in [a.nome for a in allegati(istantanea(7))]


def test_the_attached_picture_has_the_printed_fingerprint() -> None:
    una = istantanea(7)
    contenuto = next(a.contenuto for a in allegati(una) if a.nome == "istantanea.json")
    assert hashlib.sha256(contenuto).hexdigest() == impronta(una)


@pytest.mark.parametrize(
    ("valore", "scritto"),
    [
        (Decimal("-10.50"), "-10,50"),
        (None, ""),
        (7, "7"),
        ("=1+1", "'=1+1"),
        ("+39 0587", "'+39 0587"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("a;b", '"a;b"'),
        ("Coop. «Il Melo»", "Coop. «Il Melo»"),
    ],
)
def test_cells_are_numbers_or_harmless_text(valore: object, scritto: str) -> None:
    assert in_csv(["voce"], [[valore, "x"]]) == f"\ufeffvoce\r\n{scritto};x\r\n".encode()


def test_every_line_and_quarter_has_its_row() -> None:
    una = istantanea(7)
    tabella = righe(una, "quadro-economico.csv")
    assert len(tabella) == 1 + 5 * 7
    assert ";".join(tabella[1]) == (
        "1;GIS;Gestore immobiliare sociale;270000,00;270000,00;1;2025-01-01;2025-03-31;9935,06;9812,40;122,66;0,00;"
        "0,00;1668,11;0,00;0,00;5789,32;1569,98;0,00;0,00;0,00;294,37;98,12;392,50"
    )


def test_every_expense_has_its_row() -> None:
    una = istantanea(7, voci=80)
    tabella = righe(una, "spese-T7.csv")
    assert len(tabella) == 401
    assert tabella[-1][:4] == ["400", "S-2026-0400", "COH", "I"]


def test_hidden_values_stay_hidden() -> None:
    assert righe(istantanea_completa(), "indicatori.csv")[-1] == [
        "COH", "I19", "Uscite verso una casa propria", "nuclei", "<3", "3", "(*)", "",
    ]  # fmt: skip
