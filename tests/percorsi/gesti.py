"""What a person does on a page, and what is looked at on each: shared by the stories of this folder."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import page as validatore
from playwright.sync_api import Page, Response, expect

from tests.percorsi.conftest import barriere, entra

Nome = str | re.Pattern[str]


def pdf(cartella: Path, nome: str) -> Path:
    """A small real PDF, as a scanner makes it; another name is another file."""
    oggetti = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    testo, indici = b"%%PDF-1.4\n%% %s\n" % nome.encode(), []
    for numero, oggetto in enumerate(oggetti, start=1):
        indici.append(len(testo))
        testo += b"%d 0 obj\n%s\nendobj\n" % (numero, oggetto)
    tavola = b"".join(b"%010d 00000 n \n" % indice for indice in indici)
    inizio = len(testo)
    testo += b"xref\n0 4\n0000000000 65535 f \n" + tavola + b"trailer\n<< /Size 4 /Root 1 0 R >>\n"
    (cartella / nome).write_bytes(testo + b"startxref\n%d\n%%%%EOF" % inizio)
    return cartella / nome


def estratto(cartella: Path, saldi: tuple[str, str], righe: Sequence[tuple[str, str, str, str]]) -> Path:
    """The CSV of a bank: balance before and after, then day, amount, who, what for."""
    testo = [f"Saldo iniziale;;{saldi[0]};;", "Data;Valuta;Importo;Controparte;Causale"]
    testo += [f"{giorno};{giorno};{importo};{chi};{causale}" for giorno, importo, chi, causale in righe]
    file = cartella / "estratto.csv"
    file.write_text("\n".join([*testo, f";;{saldi[1]};Saldo finale;"]), encoding="utf-8")
    return file


def come(apri: Callable[..., Page], nome: str, **altro: int) -> Page:
    """Somebody sits at her own browser and signs in."""
    pagina = apri(**altro)
    entra(pagina, nome)
    expect(pagina.get_by_role("heading", name="Scrivania")).to_be_visible()
    return pagina


class Telefono(NamedTuple):
    """A small window without JavaScript. Axe is JavaScript: it looks from a second window."""

    pagina: Page
    occhi: Page

    def premi(self, nome: str) -> None:
        tocca(self.pagina, nome)
        self.guarda()

    def va(self, indirizzo: str) -> None:
        self.pagina.goto(indirizzo)
        self.guarda()

    def guarda(self) -> None:
        self.occhi.goto(self.pagina.url)
        libera(self.occhi)
        larga = self.occhi.evaluate("document.documentElement.scrollWidth")
        assert larga <= 320, self.occhi.url

    def legge(self, titolo: str) -> None:
        expect(self.pagina.get_by_role("heading", name=titolo)).to_be_visible()


def telefono(apri: Callable[..., Page], nome: str = "") -> Telefono:
    """Somebody with a phone: at home without a login, or of the office with hers."""
    suo = Telefono(apri(320, javascript=False), apri(320))
    for finestra in suo if nome else ():
        entra(finestra, nome)
        expect(finestra.get_by_role("heading", name="Scrivania")).to_be_visible()
    return suo


def libera(pagina: Page) -> None:
    assert barriere(pagina) == [], pagina.url


def tocca(pagina: Page, nome: Nome) -> None:
    """Follow the link or press the button with that name."""
    principale = pagina.locator("main")
    esatto = isinstance(nome, str)
    bottone = principale.get_by_role("button", name=nome, exact=esatto)
    bottone.or_(principale.get_by_role("link", name=nome, exact=esatto)).first.click()
    pagina.wait_for_load_state()


def premi(pagina: Page, nome: Nome) -> None:
    """The same, and look at the page it leads to."""
    tocca(pagina, nome)
    libera(pagina)


def riempi(pagina: Page, etichetta: str, valore: object) -> None:
    """Fill a field found by its label; a list chooses by the words in it."""
    nome = re.compile(rf"^\s*{re.escape(etichetta)}(\s+\(facoltativo\))?\s*$")
    campo = pagina.locator("main").get_by_label(nome).and_(pagina.locator("input, select, textarea"))
    if isinstance(valore, Path):
        campo.set_input_files(str(valore))
    elif isinstance(valore, date):
        campo.fill(f"{valore:%Y-%m-%d}")
    elif campo.evaluate("campo => campo.tagName") == "SELECT":
        campo.select_option(label=str(valore))
    else:
        campo.fill(str(valore))


def sezione(pagina: Page, nome: Nome, barra: str = "Sezioni") -> None:
    """Open a section of the bar."""
    pagina.get_by_role("navigation", name=barra).get_by_role("link", name=nome).click()
    pagina.wait_for_load_state()
    libera(pagina)


def della_linea(pagina: Page, linea: str, nome: str) -> None:
    """Open a page of a line from its own bar."""
    sezione(pagina, re.compile(f"^{linea}"))
    sezione(pagina, nome, "Pagine della linea")


def importa_estratto(pagina: Page, file: Path, nuovi: int) -> None:
    """Load a statement from the page of the dedicated account: seen first, then it enters."""
    della_linea(pagina, "Fondo", "Conto dedicato")
    premi(pagina, "Carica un estratto conto")
    riempi(pagina, "Estratto conto", file)
    premi(pagina, "Leggi il file")
    premi(pagina, f"Importa {nuovi} movimenti nuovi")


def e(pagina: Page, stato: str) -> None:
    """The record is in that state."""
    expect(pagina.locator(".titolo .stato").first).to_have_text(re.compile(stato))


def e_un_pdf(risposta: Response) -> bool:
    return risposta.headers.get("content-type") == "application/pdf"


def conforme(pagina: Page, apri_il_file: Callable[[], None]) -> None:
    """What opens is a PDF for archives and for screen readers; then back to the page it was on."""
    qui = pagina.url
    with pagina.expect_response(e_un_pdf) as aperto:
        apri_il_file()
    contenuto = pagina.request.get(aperto.value.url).body()
    for profilo in ("3a", "ua1"):
        assert validatore.validate_pdf_bytes(contenuto, profile=profilo).failures == [], aperto.value.url
    pagina.goto(qui)
