"""PDFs: both standards at once, the same bytes, attachments whole, nothing fetched from outside."""

import builtins
import hashlib
import io
import zlib
from datetime import UTC, datetime
from typing import Any

import page
import pypdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from valdera_housing.kit import pdf
from valdera_housing.kit.pdf import Allegato, PdfNonDisponibile, html_in_pdf

QUANDO = datetime.fromisoformat("2026-10-30T11:20:00+01:00")
CSS = 'body{font:10pt "Titillium Web"}'
DISEGNO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20pt" height="20pt"><title>Un quadrato blu.</title>'
    '<rect width="20" height="20" fill="#06c"/></svg>'
)
TABELLA = (
    '<table><thead><tr><th scope="col">Linea</th><th scope="col">Euro</th></tr></thead>'
    '<tbody><tr><th scope="row">1</th><td>10,00</td></tr></tbody></table>'
)
ALLEGATI = [
    Allegato("spese.csv", b"\xef\xbb\xbfa;b\r\n1;2\r\n", "Spese"),
    Allegato("dati.json", b'{"a": 1}\n', "Tutti i dati", "Source"),
]


def pagina(corpo: str = f"<h1>Titolo</h1><p>Testo</p>{DISEGNO}{TABELLA}", lang: str = ' lang="it"',
           titolo: str = "<title>Prova</title>") -> str:  # fmt: skip
    return f"<!doctype html><html{lang}><head>{titolo}</head><body>{corpo}</body></html>"


def fai(html: str, **altro: Any) -> bytes:
    return html_in_pdf(html, css=CSS, quando=QUANDO, **altro)


def errori(contenuto: bytes, profilo: str) -> list[str]:
    return [errore.rule_id for errore in page.validate_pdf_bytes(contenuto, profile=profilo).failures]


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
def test_a_pdf_passes_both_validators(profilo: str) -> None:
    assert errori(fai(pagina(), allegati=ALLEGATI), profilo) == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "html",
    [
        pagina(lang=""),
        pagina(titolo=""),
        pagina(corpo="<h1>Titolo</h1>" + DISEGNO.replace("<title>Un quadrato blu.</title>", "")),
    ],
    ids=["no language", "no title", "a drawing without its text"],
)
def test_the_validator_notices_what_is_missing(html: str) -> None:
    assert errori(fai(html), "ua1") != []


def test_without_the_finisher_the_file_is_not_accessible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "rifinisci", lambda documento, file: None)
    assert errori(fai(pagina()), "ua1") != []


def test_made_again_it_has_the_same_bytes() -> None:
    assert fai(pagina(), allegati=ALLEGATI) == fai(pagina(), allegati=ALLEGATI[::-1])


def test_attachments_come_out_as_they_went_in() -> None:
    letto = pypdf.PdfReader(io.BytesIO(fai(pagina(), allegati=ALLEGATI)))
    usciti = {nome: contenuti[0] for nome, contenuti in letto.attachments.items()}
    assert usciti == {a.nome: a.contenuto for a in ALLEGATI}
    relazioni = [riferimento.get_object()["/AFRelationship"] for riferimento in letto.trailer["/Root"]["/AF"]]
    assert relazioni == ["/Source", "/Data"]


def test_dates_are_the_callers_and_attachments_are_dated_in_utc() -> None:
    letto = pypdf.PdfReader(io.BytesIO(fai(pagina(), allegati=ALLEGATI)))
    assert letto.metadata is not None
    assert letto.metadata.creation_date == QUANDO
    allegato = letto.trailer["/Root"]["/AF"][0].get_object()["/EF"]["/F"].get_object()
    assert allegato["/Params"]["/ModDate"] == QUANDO.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")


def test_only_titillium_is_in_the_file_even_with_foreign_letters() -> None:
    letto = pypdf.PdfReader(io.BytesIO(fai(pagina(corpo="<h1>Ciao</h1><p>Ελλάδα → 王 ✓</p>"))))
    caratteri = letto.pages[0]["/Resources"]["/Font"].get_object()
    nomi = {c.get_object()["/BaseFont"].partition("+")[2] for c in caratteri.values()}
    assert {nome.partition("-Bold")[0] for nome in nomi} == {"Titillium-Web"}


@pytest.mark.parametrize(
    "indirizzo",
    ["file:///etc/passwd", "http://127.0.0.1:8000/", "https://example.org/a.png", "ftp://example.org/a",
     "titillium-web-v10-latin-ext_latin-700.ttf/../../../../etc/passwd"],
)  # fmt: skip
def test_nothing_is_fetched_but_the_fonts(indirizzo: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="Indirizzo non ammesso"):
        fai(pagina(corpo=f'<h1>Titolo</h1><img alt="x" src="{indirizzo}">'))


def test_a_machine_without_pango_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    importa = builtins.__import__

    def senza_pango(nome: str, *resto: Any, **altro: Any) -> Any:
        if nome == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return importa(nome, *resto, **altro)

    monkeypatch.setattr(builtins, "__import__", senza_pango)
    with pytest.raises(PdfNonDisponibile, match="apt-get install -y libpango"):
        fai(pagina())


def test_no_stream_ends_in_cr() -> None:
    """One stream in 256 compresses to bytes that end in CR: one validator reads CR LF as the end of the line."""
    contenuti = [hashlib.sha256(str(n).encode()).digest() for n in range(600)]
    allegati = [Allegato(f"{n}.bin", contenuto, "prova") for n, contenuto in enumerate(contenuti)]
    assert any(zlib.compress(contenuto, 9).endswith(b"\r") for contenuto in contenuti)
    fatto = fai(pagina(), allegati=allegati)
    assert b"\r\nendstream" not in fatto
    assert errori(fatto, "3a") == []


def test_every_stream_is_the_finishers(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is added after it: what it leaves uncompressed stays so, with no stream of objects or of their places."""
    monkeypatch.setattr(pdf, "_comprimi", lambda flusso: None)
    assert b"/FlateDecode" not in fai(pagina(), allegati=ALLEGATI)
