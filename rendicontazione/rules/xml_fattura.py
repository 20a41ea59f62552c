"""From bytes to a tree of elements, safely, and to typed values, honestly.

`apri_xml` finds the real encoding, refuses DTDs and entities and drops the namespaces: 1.0, 1.1, 1.2 and the
simplified format differ in them but not in the names we read. `Lettore` reads one element by path: what is
missing or malformed is noted in `Rilievi`, never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, TreeBuilder  # shapes only: the parsing below is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from rendicontazione.rules.fattura import FileIlleggibile

MAX_PROFONDITA = 60  # FatturaPA needs 9 levels, a XAdES signature about 20
MAX_ELEMENTI = 400_000

_DICHIARAZIONE = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_CODIFICA_DICHIARATA = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# The declared name is looked up only here: Python also knows codecs that are not alphabets (hex, zlib).
_CODIFICHE = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    # Who writes ISO-8859-1 and uses the euro sign or curly quotes means Windows-1252.
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-15": "iso8859-15",
    "windows-1250": "cp1250",
    "iso-8859-2": "iso8859-2",
    "ibm850": "cp850",
    "cp850": "cp850",
    "macintosh": "mac-roman",
}

_IMPORTO = re.compile(r"[-+]?[0-9]{1,11}(\.[0-9]{1,2})?")
_DECIMALE = re.compile(r"[-+]?[0-9]{1,12}(\.[0-9]{1,8})?")
_DATA = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[-+][0-9]{2}:[0-9]{2})?")
_INTERO = re.compile(r"[0-9]{1,6}")

_ALTRI_DOCUMENTI = {
    "RicevutaConsegna": "una ricevuta di consegna dello SdI",
    "RicevutaScarto": "una ricevuta di scarto dello SdI",
    "NotificaScarto": "una notifica di scarto dello SdI",
    "NotificaMancataConsegna": "una notifica di mancata consegna dello SdI",
    "RicevutaImpossibilitaRecapito": "una ricevuta di impossibilità di recapito dello SdI",
    "NotificaEsito": "una notifica di esito dello SdI",
    "NotificaEsitoCommittente": "una notifica di esito del committente",
    "ScartoEsitoCommittente": "uno scarto di esito del committente",
    "NotificaDecorrenzaTermini": "una notifica di decorrenza dei termini dello SdI",
    "AttestazioneTrasmissioneFattura": "un'attestazione di trasmissione dello SdI",
    "MetadatiInvioFile": "un file di metadati dello SdI",
    "FileMetadati": "un file di metadati dello SdI",
    "DatiFattura": "una comunicazione dei dati delle fatture (esterometro)",
    "Invoice": "una fattura in formato europeo (UBL)",
    "CreditNote": "una nota di credito in formato europeo (UBL)",
    "CrossIndustryInvoice": "una fattura in formato europeo (CII)",
    "html": "una pagina web",
}


# --- from bytes to a tree ----------------------------------------------------------------


def apri_xml(contenuto: bytes) -> tuple[Element, list[str]]:
    """Root element with plain names, and the notes on the encoding. Raises FileIlleggibile."""
    testo, avvisi = _decodifica(contenuto)
    # Already decoded: the declaration becomes blanks, so that errors still tell the true line and column.
    testo = _DICHIARAZIONE.sub(lambda d: re.sub(r"[^\n]", " ", d.group()), testo, count=1)
    return _analizza(testo), avvisi


def controlla_radice(radice: Element) -> None:
    """Raises FileIlleggibile, naming what the document is, unless it is a FatturaPA with a body."""
    if not radice.tag.startswith("FatturaElettronica"):
        altro = _ALTRI_DOCUMENTI.get(radice.tag)
        cosa = f"è {altro}" if altro else f"è un documento «{radice.tag[:60]}»"
        raise FileIlleggibile(f"Non è una fattura elettronica: {cosa}.")
    if radice.find("FatturaElettronicaBody") is None:
        raise FileIlleggibile("Nel file non c'è nessuna fattura: manca FatturaElettronicaBody.")


def _decodifica(contenuto: bytes) -> tuple[str, list[str]]:
    contenuto = contenuto.rstrip(b"\0 \t\r\n\x1a") if not _utf16(contenuto) else contenuto
    trovata = _CODIFICA_DICHIARATA.match(contenuto[:200].removeprefix(b"\xef\xbb\xbf"))
    dichiarata = trovata.group(1).decode().lower() if trovata else None
    for codifica in _da_provare(contenuto, dichiarata):
        try:
            testo = contenuto.decode(codifica).lstrip("\ufeff\0 \t\r\n")
        except UnicodeDecodeError:
            continue
        return testo, _avviso_codifica(contenuto, dichiarata, codifica)
    raise FileIlleggibile("I caratteri del file non si leggono: la codifica dichiarata non corrisponde al contenuto.")


def _utf16(contenuto: bytes) -> str | None:
    if contenuto.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    inizio = contenuto.lstrip(b" \t\r\n")[:4]
    if inizio[:2] == b"<\0":
        return "utf-16-le"
    return "utf-16-be" if inizio[:2] == b"\0<" else None


def _da_provare(contenuto: bytes, dichiarata: str | None) -> list[str]:
    """Codecs in order of trust: what decodes as UTF-8 is UTF-8, whatever the file declares."""
    utf16 = _utf16(contenuto)
    if utf16:
        return [utf16]
    prove = ["utf-8", _CODIFICHE.get(dichiarata or "", "cp1252"), "cp1252"]
    return list(dict.fromkeys(prove))


def _avviso_codifica(contenuto: bytes, dichiarata: str | None, usata: str) -> list[str]:
    attesa = _CODIFICHE.get(dichiarata or "utf-8")
    if contenuto.isascii() or attesa == usata or usata.startswith("utf-16"):
        return []
    return [f"Il file dichiara {dichiarata or 'UTF-8'} ma è scritto in {usata}: controllare le lettere accentate."]


class _Costruttore(TreeBuilder):
    """Builds the tree with namespaces dropped; stops documents too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self.profondita = self.elementi = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.profondita += 1
        self.elementi += 1
        if self.profondita > MAX_PROFONDITA or self.elementi > MAX_ELEMENTI:
            raise FileIlleggibile("Il file XML ha una struttura anomala: troppi elementi uno dentro l'altro.")
        return super().start(tag.rpartition("}")[2], attrs)

    def end(self, tag: str) -> Element:
        self.profondita -= 1
        return super().end(tag.rpartition("}")[2])


def _analizza(testo: str) -> Element:
    if re.match(r"\s*<(!doctype\s+)?html\b", testo, re.I):
        raise FileIlleggibile("Non è una fattura elettronica: è una pagina web.")
    parser = DefusedXMLParser(target=_Costruttore(), forbid_dtd=True)
    try:
        parser.feed(testo)
        radice: Element = parser.close()
    except ParseError as errore:
        riga, colonna = errore.position
        raise FileIlleggibile(
            f"Il file XML è danneggiato o incompleto (riga {riga}, colonna {colonna + 1})."
        ) from errore
    except DefusedXmlException as errore:
        raise FileIlleggibile(
            "Il file XML contiene una DTD o entità esterne, vietate nelle fatture: non viene aperto."
        ) from errore
    return radice


# --- from elements to typed values -------------------------------------------------------


@dataclass
class Rilievi:
    """What was found wrong in one body: `mancanze` make it unreadable, `avvisi` only ask for a look.

    `fattore` is -1 when the amounts of the XML must change sign (a credit note with positive amounts).
    """

    mancanze: list[str] = field(default_factory=list)
    avvisi: list[str] = field(default_factory=list)
    fattore: int = 1


class Lettore:
    """One element, read by path.

    `richiesto`, `richiesta_data` and `richiesto_importo` note a missing or malformed value among the
    `mancanze` and return a placeholder: a body with `mancanze` is thrown away, and the placeholder with it.
    """

    def __init__(self, elemento: Element, rilievi: Rilievi) -> None:
        self.elemento = elemento
        self.rilievi = rilievi

    def figli(self, percorso: str) -> Iterator["Lettore"]:
        """The elements at `percorso` that have something inside (software often writes empty blocks)."""
        return (Lettore(e, self.rilievi) for e in self.elemento.findall(percorso) if len(e))

    def testo(self, percorso: str, massimo: int | None = None) -> str | None:
        """Text with single spaces; None when missing, empty, or longer than `massimo` (with a note)."""
        valore = " ".join((self.elemento.findtext(percorso) or "").split())
        if massimo and len(valore) > massimo:
            self.rilievi.avvisi.append(f"{_nome(percorso)} è più lungo di {massimo} caratteri: ignorato.")
            return None
        return valore or None

    def testi(self, percorso: str) -> list[str]:
        return [t for e in self.elemento.findall(percorso) if (t := " ".join((e.text or "").split()))]

    def richiesto(self, percorso: str, che_cosa: str, massimo: int) -> str:
        valore = self.testo(percorso)
        if valore is None:
            self._manca(percorso, che_cosa)
        elif len(valore) > massimo:
            self.rilievi.mancanze.append(f"{che_cosa} è più lungo di {massimo} caratteri ({_nome(percorso)})")
        return valore or ""

    def richiesta_data(self, percorso: str, che_cosa: str) -> date:
        valore = self.testo(percorso)
        if valore is None:
            self._manca(percorso, che_cosa)
            return date.min
        letta = data_xml(valore)
        if letta is None:
            self._illeggibile(percorso, che_cosa, valore)
        return letta or date.min

    def richiesto_importo(self, percorso: str, che_cosa: str) -> Decimal:
        if self.testo(percorso) is None:
            self._manca(percorso, che_cosa)
        return self.importo(percorso, che_cosa) or Decimal(0)

    def importo(self, percorso: str, che_cosa: str) -> Decimal | None:
        """Euros, two decimals at most, with the sign of the books; malformed, the body is unreadable."""
        valore = self.testo(percorso)
        if valore is None:
            return None
        letto = importo_xml(valore)
        if letto is None:
            self._illeggibile(percorso, che_cosa, valore)
            return None
        return -letto if self.rilievi.fattore < 0 else letto

    def prezzo(self, percorso: str) -> Decimal | None:
        """Like `decimale`, with the sign of the books."""
        letto = self.decimale(percorso)
        return -letto if letto is not None and self.rilievi.fattore < 0 else letto

    def decimale(self, percorso: str) -> Decimal | None:
        """A number of up to eight decimals that decides no amount: malformed, it is left out with a note."""
        valore = self.testo(percorso)
        if valore is None:
            return None
        if not _DECIMALE.fullmatch(valore):
            self._ignorato(percorso, valore)
            return None
        return +Decimal(valore)

    def data(self, percorso: str) -> date | None:
        valore = self.testo(percorso)
        letta = data_xml(valore) if valore else None
        if valore and letta is None:
            self._ignorato(percorso, valore)
        return letta

    def interi(self, percorso: str) -> tuple[int, ...]:
        return tuple(int(t) for t in self.testi(percorso) if _INTERO.fullmatch(t))

    def _manca(self, percorso: str, che_cosa: str) -> None:
        self.rilievi.mancanze.append(f"manca {che_cosa} ({_nome(percorso)})")

    def _illeggibile(self, percorso: str, che_cosa: str, valore: str) -> None:
        self.rilievi.mancanze.append(f"{che_cosa} non si legge: «{valore[:40]}» ({_nome(percorso)})")

    def _ignorato(self, percorso: str, valore: str) -> None:
        self.rilievi.avvisi.append(f"{_nome(percorso)} non si legge («{valore[:40]}»): ignorato.")


def importo_xml(valore: str) -> Decimal | None:
    """Euros with a dot and at most two decimals, or None: no comma, exponent, NaN or third decimal."""
    return +Decimal(valore) if _IMPORTO.fullmatch(valore) else None


def data_xml(valore: str) -> date | None:
    """The day of an xs:date, from 1970 on as the schema asks, or None. A time zone is ignored."""
    trovata = _DATA.fullmatch(valore)
    if not trovata:
        return None
    try:
        letta = date.fromisoformat(trovata.group(1))
    except ValueError:
        return None
    return letta if letta.year >= 1970 else None


def _nome(percorso: str) -> str:
    return percorso.rpartition("/")[2]
