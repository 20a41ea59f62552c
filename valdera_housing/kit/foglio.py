"""Lists downloaded as spreadsheets: XLSX and CSV, formulas neutralised (quality S4)."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from valdera_housing.kit.denaro import in_cifre

Colonne = Sequence[tuple[str, Callable[[Any], Any]]]
FORMULE = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATI = {Decimal: "#,##0.00", date: "DD/MM/YYYY", datetime: "DD/MM/YYYY HH:MM"}


def in_testo(valore: Any) -> str:
    """A CSV cell as the office writes it; a text that a spreadsheet would run gets an apostrophe."""
    match valore:
        case None:
            return ""
        case Decimal():
            return in_cifre(valore).replace(".", "").replace("−", "-")
        case datetime():
            return f"{timezone.localtime(valore):%d/%m/%Y %H:%M}"
        case date():
            return f"{valore:%d/%m/%Y}"
    testo = str(valore)
    return f"'{testo}" if testo.startswith(FORMULE) else testo


class Eco:
    """A file that gives back each line written, so that the CSV leaves while it is being made."""

    def write(self, riga: str) -> str:
        return riga


def righe_csv(colonne: Colonne, righe: Iterable[Any]) -> Iterator[str]:
    scrittore = csv.writer(Eco(), delimiter=";")
    yield "\ufeff" + scrittore.writerow([nome for nome, _ in colonne])
    for riga in righe:
        yield scrittore.writerow([in_testo(leggi(riga)) for _, leggi in colonne])


def rispondi_csv(nome: str, colonne: Colonne, righe: Iterable[Any]) -> HttpResponseBase:
    risposta = StreamingHttpResponse(righe_csv(colonne, righe), content_type="text/csv; charset=utf-8")
    risposta["Content-Disposition"] = f'attachment; filename="{nome}.csv"'
    return risposta


def rispondi_xlsx(nome: str, colonne: Colonne, righe: Iterable[Any]) -> HttpResponseBase:
    """Numbers stay numbers and dates dates; texts are never formulas."""
    libro = Workbook(write_only=True)
    foglio = libro.create_sheet(nome[:31])
    foglio.append([cella(foglio, titolo, Font(bold=True)) for titolo, _ in colonne])
    for riga in righe:
        foglio.append([cella(foglio, leggi(riga)) for _, leggi in colonne])
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    libro.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{nome}.xlsx", content_type=XLSX)


def cella(foglio: Any, valore: Any, carattere: Font | None = None) -> WriteOnlyCell:
    if isinstance(valore, datetime):
        valore = timezone.make_naive(valore)
    nuova = WriteOnlyCell(foglio, value=valore)
    if isinstance(valore, str):
        # openpyxl turns a leading "=" into a formula by itself: say that it is a text.
        nuova.data_type = "s"
    nuova.number_format = FORMATI.get(type(valore), nuova.number_format)
    if carattere:
        nuova.font = carattere
    return nuova
