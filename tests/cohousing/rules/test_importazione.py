"""A sheet of buildings: good rows, wrong cells, files that are no such sheet."""

import io
import zipfile
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cohousing.rules.importazione import (
    CELLA_MASSIMA,
    CellaSbagliata,
    Colonna,
    FoglioIlleggibile,
    FoglioLetto,
    Lettore,
    RigaLetta,
    alcuni_di,
    breve,
    cifra,
    giorno,
    intero,
    leggi_foglio,
    si_o_no,
    uno_di,
)

PAROLE = {"COMUNE": "Comune", "ETS": "Ente del terzo settore"}
COLONNE = (
    Colonna("Via o piazza", "via", breve(20), obbligatoria=True),
    Colonna("Di chi è", "di", uno_di(PAROLE), obbligatoria=True),
    Colonna("Posti", "posti", intero(1, 500)),
    Colonna("Costo", "costo", cifra(D(1000))),
    Colonna("Dal", "dal", giorno),
)
TITOLI = ["Via o piazza", "Di chi è", "Posti", "Costo", "Dal"]


def xlsx(*righe: list[Any]) -> bytes:
    libro = Workbook()
    for riga in righe:
        libro.active.append(riga)
    uscita = io.BytesIO()
    libro.save(uscita)
    return uscita.getvalue()


def csv(*righe: str, codifica: str = "utf-8") -> bytes:
    return "\r\n".join(righe).encode(codifica)


def test_a_workbook_is_read_as_people_fill_it() -> None:
    contenuto = xlsx(
        ["VIA  O PIAZZA", "Di chi e'", "Posti", "Costo", "Dal", "Colore"],
        ["via  Roma ", "comune", 10, 999.5, date(2026, 9, 7), "giallo"],
        [],
        ["via Verdi", "Ente del Terzo Settore", "12", "1.000,00", "31/12/2026"],
    )
    assert leggi_foglio(contenuto, COLONNE) == FoglioLetto(
        (
            RigaLetta(
                2, {"via": "via Roma", "di": "COMUNE", "posti": 10, "costo": D("999.5"), "dal": date(2026, 9, 7)}
            ),
            RigaLetta(4, {"via": "via Verdi", "di": "ETS", "posti": 12, "costo": D(1000), "dal": date(2026, 12, 31)}),
        ),
        ("Colore",),
    )


@pytest.mark.parametrize("codifica", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separatore", [";", ",", "\t"])
def test_a_csv_is_read_whatever_its_encoding_and_separator(codifica: str, separatore: str) -> None:
    righe = (separatore.join(["Via o piazza", "Di chi è"]), separatore.join(["piazza Libertà", "ETS"]))
    assert leggi_foglio(csv(*righe, codifica=codifica), COLONNE) == FoglioLetto(
        (RigaLetta(2, {"via": "piazza Libertà", "di": "ETS"}),), ()
    )


def test_what_is_wrong_names_row_and_column() -> None:
    contenuto = csv(";".join(TITOLI), "via Roma;Marte;0;1.5.5;30/02/2026", ";Comune;;;", "=SOMMA(A1);Comune;;;")
    assert [riga.errori for riga in leggi_foglio(contenuto, COLONNE).righe] == [
        (
            "Riga 2, «Di chi è»: «Marte» non c’è fra: Comune, Ente del terzo settore.",
            "Riga 2, «Posti»: scrivi un numero intero da 1 a 500.",
            "Riga 2, «Costo»: scrivi un numero come 1.234,56.",
            "Riga 2, «Dal»: scrivi un giorno come 31/12/2026.",
        ),
        ("Riga 3, «Via o piazza»: manca.",),
        ("Riga 4, «Via o piazza»: c’è una formula: incolla solo i valori.",),
    ]


def bomba() -> bytes:
    """A few kilobytes that open into more than the office would ever write."""
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as busta:
        busta.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return uscita.getvalue()


NON_FOGLIO = "Questo file non è un foglio di calcolo: si accettano XLSX e CSV."


@pytest.mark.parametrize(
    ("contenuto", "frase"),
    [
        (b"", NON_FOGLIO),
        (b"%PDF-1.7\x00\x01", NON_FOGLIO),
        (b"PK\x03\x04rotto", NON_FOGLIO),
        (b"solo parole, niente", "Nella prima riga mancano le colonne «Via o piazza», «Di chi è»: parti dal modello."),
        (b"parole", NON_FOGLIO),
        (csv("Via o piazza;Di chi è"), "Sotto i titoli delle colonne non c’è nessuna riga."),
        (csv("Via o piazza;Di chi è;via o piazza", "a;ETS;b"), "La colonna «Via o piazza» c’è due volte."),
        (
            csv("Via o piazza;Di chi è", *["via Roma;ETS"] * 501),
            "Il foglio ha più di 500 righe: dividilo e importalo in più volte.",
        ),
        (
            csv("Via o piazza;Di chi è", f"{'a' * (CELLA_MASSIMA + 1)};ETS"),
            "Una cella ha più di 4000 caratteri: il foglio non è una tabella.",
        ),
        (csv("Via o piazza;Di chi è", f"{'a' * 200_000};ETS"), NON_FOGLIO),
        (bomba(), "Il foglio è troppo grande: tieni solo la tabella degli immobili."),
        (xlsx([]), "Il foglio è vuoto."),
        (xlsx(["Via o piazza", "Di chi è"], *[["via Roma", "ETS"]] * 501), "Il foglio ha più di 500 righe: "
         "dividilo e importalo in più volte."),
    ],
    ids=range(13),
)  # fmt: skip
def test_a_file_that_is_no_such_sheet_says_why(contenuto: bytes, frase: str) -> None:
    with pytest.raises(FoglioIlleggibile) as errore:
        leggi_foglio(contenuto, COLONNE)
    assert str(errore.value) == frase


def test_a_formula_of_a_workbook_is_not_computed() -> None:
    contenuto = xlsx(["Via o piazza", "Di chi è"], ['=HYPERLINK("http://male.example")', "ETS"])
    assert leggi_foglio(contenuto, COLONNE).righe[0].errori == (
        "Riga 2, «Via o piazza»: c’è una formula: incolla solo i valori.",
    )


@pytest.mark.parametrize(
    ("leggi", "scritto", "atteso"),
    [
        (cifra(D(10_000_000)), "1.234,56 €", D("1234.56")),
        (cifra(D(10_000_000)), "1234.5", D("1234.5")),
        (giorno, "2026-09-07 00:00:00", date(2026, 9, 7)),
        (giorno, "7.9.2026", date(2026, 9, 7)),
        (si_o_no, "Sì", True),
        (si_o_no, "NO", False),
        (alcuni_di(PAROLE), "comune, ETS; Comune,", ["COMUNE", "ETS"]),
        (uno_di(PAROLE), "ente del terzo settore", "ETS"),
    ],
)
def test_a_cell_is_read_as_the_office_writes_it(leggi: Lettore, scritto: str, atteso: Any) -> None:
    assert leggi(scritto) == atteso


@pytest.mark.parametrize(
    ("leggi", "scritto", "frase"),
    [
        (cifra(D(100)), "1.000", "il numero è troppo grande"),
        (cifra(D(100), da=D("0.01")), "0", "scrivi un numero più grande di 0"),
        (cifra(D(100)), "NaN", "scrivi un numero come 1.234,56"),
        (cifra(D(100)), "1e400", "scrivi un numero come 1.234,56"),
        (giorno, "01/01/0001", "scrivi un giorno come 31/12/2026"),
        (si_o_no, "forse", "scrivi sì o no"),
        (intero(1, 5), "6", "scrivi un numero intero da 1 a 5"),
        (intero(1, 5), "²", "scrivi un numero intero da 1 a 5"),
        (breve(3), "abcd", "è troppo lungo: al massimo 3 caratteri"),
    ],
)
def test_a_cell_that_makes_no_sense_says_what_is_expected(leggi: Lettore, scritto: str, frase: str) -> None:
    with pytest.raises(CellaSbagliata) as errore:
        leggi(scritto)
    assert str(errore.value) == frase


@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda b: b"PK\x03\x04" + b) | st.text().map(str.encode))
def test_no_file_breaks_the_reader(contenuto: bytes) -> None:
    frase = ""
    try:
        righe = leggi_foglio(contenuto, COLONNE).righe
    except FoglioIlleggibile as errore:
        righe, frase = (), str(errore)
    assert bool(righe) != frase.endswith(".")
