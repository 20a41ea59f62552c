"""A sheet of buildings as an office writes it (XLSX or CSV): which rows are good, and what is wrong in the others."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

RIGHE_MASSIME, COLONNE_MASSIME, CELLA_MASSIMA = 500, 40, 4000
APERTO_MASSIMO, PARTI_MASSIME = 50_000_000, 500  # bytes of an XLSX once open, files inside it
SEPARATORI = (";", "\t", ",")
PRIMO_GIORNO, ULTIMO_GIORNO = date(1900, 1, 1), date(2100, 12, 31)
NON_E_UN_FOGLIO = "Questo file non è un foglio di calcolo: si accettano XLSX e CSV."
TROPPO_GRANDE = "Il foglio è troppo grande: tieni solo la tabella degli immobili."

_NUMERO = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9})(?:,([0-9]{1,2}))?")
_NUMERO_COL_PUNTO = re.compile(r"[0-9]{1,9}\.[0-9]{1,2}")
_GIORNO = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: 00:00:00)?")


class FoglioIlleggibile(Exception):
    """The whole file cannot be read; the message says why and what to do."""


class CellaSbagliata(Exception):
    """A cell says something that cannot be; the message says what is expected."""


Lettore = Callable[[str], Any]
Parole = Mapping[str, Any]


def breve(massimo: int) -> Lettore:
    def leggi(scritto: str) -> str:
        pulito = " ".join(scritto.split())
        if len(pulito) > massimo:
            raise CellaSbagliata(f"è troppo lungo: al massimo {massimo} caratteri")
        return pulito

    return leggi


def uno_di(parole: Parole) -> Lettore:
    """The slug of a word of a closed list, however it is written."""
    piatte = {piatto(parola): slug for slug, parola in parole.items()} | {piatto(slug): slug for slug in parole}

    def leggi(scritto: str) -> Any:
        if piatto(scritto) not in piatte:
            raise CellaSbagliata(f"«{scritto[:40]}» non c’è fra: {', '.join(parole.values())}")
        return piatte[piatto(scritto)]

    return leggi


def alcuni_di(parole: Parole) -> Lettore:
    """Several words of a closed list, between commas or semicolons."""
    leggi_una = uno_di(parole)

    def leggi(scritto: str) -> list[Any]:
        return list(dict.fromkeys(leggi_una(parola) for parola in re.split("[,;]", scritto) if parola.strip()))

    return leggi


def intero(primo: int, ultimo: int) -> Lettore:
    def leggi(scritto: str) -> int:
        if not (scritto.isascii() and scritto.isdecimal() and primo <= int(scritto[:9]) <= ultimo):
            raise CellaSbagliata(f"scrivi un numero intero da {primo} a {ultimo}")
        return int(scritto)

    return leggi


def cifra(massimo: Decimal, *, da: Decimal = Decimal(0)) -> Lettore:
    """An amount or a measure, written 1.234,56 or as the sheet keeps numbers."""

    def leggi(scritto: str) -> Decimal:
        pulito = "".join(scritto.replace("€", "").split())
        if _NUMERO.fullmatch(pulito):
            valore = Decimal(pulito.replace(".", "").replace(",", "."))
        elif _NUMERO_COL_PUNTO.fullmatch(pulito):
            valore = Decimal(pulito)
        else:
            raise CellaSbagliata("scrivi un numero come 1.234,56")
        if not da <= valore <= massimo:
            raise CellaSbagliata(
                "il numero è troppo grande" if valore > massimo else "scrivi un numero più grande di 0"
            )
        return valore

    return leggi


def giorno(scritto: str) -> date:
    """A day written 31/12/2026, or kept by the sheet as a date."""
    trovato, iso = _GIORNO.fullmatch(scritto), _ISO.fullmatch(scritto)
    parti = trovato.groups()[::-1] if trovato else iso.groups() if iso else ()
    try:
        letto = date(*map(int, parti)) if parti else None
    except ValueError:
        letto = None
    if letto is None or not PRIMO_GIORNO <= letto <= ULTIMO_GIORNO:
        raise CellaSbagliata("scrivi un giorno come 31/12/2026")
    return letto


def si_o_no(scritto: str) -> bool:
    parola = piatto(scritto)
    if parola not in {"si", "no", "vero", "falso", "true", "false", "x"}:
        raise CellaSbagliata("scrivi sì o no")
    return parola in {"si", "vero", "true", "x"}


@dataclass(frozen=True)
class Colonna:
    """A column of the sheet: its head, the field it fills, how it is read. ``esempio`` is in the model file."""

    titolo: str
    campo: str
    leggi: Lettore
    obbligatoria: bool = False
    esempio: Any = ""


@dataclass(frozen=True)
class RigaLetta:
    """A row of the sheet, numbered as the sheet numbers it. ``errori`` are sentences that name row and column."""

    numero: int
    dati: dict[str, Any] = field(default_factory=dict)
    errori: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoglioLetto:
    righe: tuple[RigaLetta, ...]
    ignorate: tuple[str, ...]  # heads that are no column of ours


def piatto(parola: str) -> str:
    """A word without capitals, accents, punctuation: as people compare heads."""
    senza = unicodedata.normalize("NFKD", parola).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", " ", senza.casefold()).strip()


def leggi_foglio(contenuto: bytes, colonne: Sequence[Colonna]) -> FoglioLetto:
    """Every row under the heads. Raises FoglioIlleggibile when the file as a whole is not what is asked for."""
    celle = _righe_xlsx(contenuto) if contenuto.startswith(b"PK") else _righe_csv(contenuto)
    piene = [(n, riga) for n, riga in celle if any(riga)]
    if not piene:
        raise FoglioIlleggibile("Il foglio è vuoto.")
    posti, ignorate = _intestazione(piene[0][1], colonne)
    if len(piene) == 1:
        raise FoglioIlleggibile("Sotto i titoli delle colonne non c’è nessuna riga.")
    if len(piene) - 1 > RIGHE_MASSIME:
        raise FoglioIlleggibile(f"Il foglio ha più di {RIGHE_MASSIME} righe: dividilo e importalo in più volte.")
    return FoglioLetto(tuple(_riga(n, riga, posti) for n, riga in piene[1:]), ignorate)


def _intestazione(titoli: Sequence[str], colonne: Sequence[Colonna]) -> tuple[dict[int, Colonna], tuple[str, ...]]:
    per_titolo = {piatto(colonna.titolo): colonna for colonna in colonne}
    posti: dict[int, Colonna] = {}
    for posto, titolo in enumerate(titoli):
        colonna = per_titolo.get(piatto(titolo))
        if colonna is None:
            continue
        if colonna in posti.values():
            raise FoglioIlleggibile(f"La colonna «{colonna.titolo}» c’è due volte.")
        posti[posto] = colonna
    mancano = [f"«{c.titolo}»" for c in colonne if c.obbligatoria and c not in posti.values()]
    if mancano:
        raise FoglioIlleggibile(f"Nella prima riga mancano le colonne {', '.join(mancano)}: parti dal modello.")
    return posti, tuple(titolo[:60] for posto, titolo in enumerate(titoli) if titolo and posto not in posti)


def _riga(numero: int, celle: Sequence[str], posti: Mapping[int, Colonna]) -> RigaLetta:
    dati: dict[str, Any] = {}
    errori = []
    for posto, colonna in posti.items():
        scritto = celle[posto] if posto < len(celle) else ""
        try:
            if scritto.startswith("="):
                raise CellaSbagliata("c’è una formula: incolla solo i valori")
            if scritto:
                dati[colonna.campo] = colonna.leggi(scritto)
            elif colonna.obbligatoria:
                raise CellaSbagliata("manca")
        except CellaSbagliata as errore:
            errori.append(f"Riga {numero}, «{colonna.titolo}»: {errore}.")
    return RigaLetta(numero, dati, tuple(errori))


def _righe_xlsx(contenuto: bytes) -> list[tuple[int, list[str]]]:
    """The first sheet, at most a row more than allowed; never opened when it would not fit in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenuto)) as busta:
            parti = busta.infolist()
        if len(parti) > PARTI_MASSIME or sum(parte.file_size for parte in parti) > APERTO_MASSIMO:
            raise FoglioIlleggibile(TROPPO_GRANDE)
        libro = load_workbook(io.BytesIO(contenuto), read_only=True, data_only=False, keep_links=False)
        righe = libro.worksheets[0].iter_rows(max_row=4 * RIGHE_MASSIME, max_col=COLONNE_MASSIME, values_only=True)
        lette = [(n, [in_parola(cella) for cella in riga]) for n, riga in enumerate(righe, start=1)]
        libro.close()
    except FoglioIlleggibile:
        raise
    except Exception as errore:  # a broken or forged workbook fails in as many ways as openpyxl has modules
        raise FoglioIlleggibile(NON_E_UN_FOGLIO) from errore
    _controlla(cella for _, riga in lette for cella in riga)
    return lette


def in_parola(cella: Any) -> str:
    """What a cell holds, as somebody would type it."""
    match cella:
        case None:
            return ""
        case bool():
            return "sì" if cella else "no"
        case datetime() | date():
            return f"{cella:%d/%m/%Y}"
        case int():
            return str(cella)
        case _ if isinstance(cella, str):
            return cella.strip()
    esatto = Decimal(str(cella)) if str(cella) not in {"nan", "inf", "-inf"} else None
    if esatto is None:
        return str(cella)
    return str(esatto.quantize(Decimal(1)) if esatto == esatto.to_integral_value() else esatto).replace(".", ",")


def _righe_csv(contenuto: bytes) -> list[tuple[int, list[str]]]:
    scritto = _decodificato(contenuto)
    prima = scritto.lstrip("\r\n").split("\n", 1)[0]
    separatore = max(SEPARATORI, key=prima.count)
    if not prima.count(separatore):
        raise FoglioIlleggibile(NON_E_UN_FOGLIO)
    lettore = csv.reader(io.StringIO(scritto, newline=""), delimiter=separatore)
    lette: list[tuple[int, list[str]]] = []
    try:
        for riga in lettore:
            if len(lette) > 4 * RIGHE_MASSIME:
                break
            lette.append((lettore.line_num, [cella.strip() for cella in riga[:COLONNE_MASSIME]]))
    except csv.Error as errore:
        raise FoglioIlleggibile(NON_E_UN_FOGLIO) from errore
    _controlla(cella for _, riga in lette for cella in riga)
    return lette


def _decodificato(contenuto: bytes) -> str:
    if b"\x00" in contenuto:
        raise FoglioIlleggibile(NON_E_UN_FOGLIO)
    try:
        return contenuto.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenuto.decode("cp1252", errors="replace")


def _controlla(celle: Iterable[str]) -> None:
    for cella in celle:
        if len(cella) > CELLA_MASSIMA:
            raise FoglioIlleggibile(f"Una cella ha più di {CELLA_MASSIMA} caratteri: il foglio non è una tabella.")
        if "\x00" in cella:
            raise FoglioIlleggibile(NON_E_UN_FOGLIO)
