"""The CSV of a bank's web page: every bank has its own, so a profile says which column is what.

Italian banks write ``;``, dd/mm/yyyy, ``1.234,56``, in Windows-1252 or UTF-8 with a BOM, often with a few
lines of heading above the columns and balances or totals below the movements.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from valdera_housing.kit.denaro import ZERO
from valdera_housing.rules.estratto_conto.estratto import (
    MAX_CAUSALE,
    MAX_CONTROPARTE,
    MAX_RIFERIMENTO,
    EstrattoIlleggibile,
    MovimentoLetto,
    Spezzone,
    giorno_plausibile,
    iban_in,
    pulito,
    unisci,
)

MAX_INTESTAZIONE = 40  # lines above the names of the columns
MAX_COLONNE = 100
SEPARATORI = (";", "\t", ",", "|")
COLONNE = ("data", "importo", "dare", "avere", "valuta", "causale", "controparte", "iban", "riferimento", "divisa")

_VIRGOLA = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){1,3}(,[0-9]{1,2})?|[0-9]{1,11}(,[0-9]{1,2})?")
_PUNTO = re.compile(r"[0-9]{1,3}(,[0-9]{3}){1,3}(\.[0-9]{1,2})?|[0-9]{1,11}(\.[0-9]{1,2})?")
_GIORNO = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})( [0-9:.]+)?")
_GIORNO_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([T ][0-9:.]+)?")
_IBAN = re.compile(r"\bIT[0-9]{2} ?[A-Z](?: ?[0-9A-Z]){22}\b")
_FORSE_RIEPILOGO = re.compile(r"saldo|total|disponibilit", re.I)
_RIEPILOGO = re.compile(r"(saldo|total[ei]|disponibilita)\b.*")
# To the end of the cell: «saldo finale lavori» is a payment.
_INIZIALE = re.compile(r"saldo (contabile )?(iniziale|precedente|di apertura)( (al|del) .*| \(?eur\)?)?")
_FINALE = re.compile(r"saldo (contabile )?(finale|di chiusura)( (al|del) .*| \(?eur\)?)?")
_EURO = ("", "EUR", "EURO", "€")


@dataclass(frozen=True)
class ProfiloCsv:
    """How a bank writes its CSV. For each column, the names it may have; amounts in one column or in two.

    What is left empty is recognised from the file: separator, encoding, rows to skip, decimal comma.
    """

    nome: str
    data: tuple[str, ...]
    importo: tuple[str, ...] = ()
    dare: tuple[str, ...] = ()
    avere: tuple[str, ...] = ()
    valuta: tuple[str, ...] = ()
    causale: tuple[str, ...] = ()
    controparte: tuple[str, ...] = ()
    iban: tuple[str, ...] = ()
    riferimento: tuple[str, ...] = ()
    divisa: tuple[str, ...] = ()
    separatore: str = ""
    codifica: str = ""
    righe_da_saltare: int | None = None
    virgola_decimale: bool | None = None


IMPORTO_UNICO = ProfiloCsv(
    nome="Colonna Importo con il segno",
    data=(
        "Data contabile",
        "Data operazione",
        "Data registrazione",
        "Data contabilizzazione",
        "Data movimento",
        "Data",
    ),
    importo=("Importo", "Importo (EUR)", "Importo euro", "Importo in euro", "Importo €"),
    valuta=("Data valuta", "Valuta"),
    causale=(
        "Causale",
        "Causale ABI",
        "Descrizione causale",
        "Operazione",
        "Descrizione",
        "Descrizione operazione",
        "Descrizione operazioni",
        "Descrizione estesa",
        "Dettagli",
    ),
    controparte=("Controparte", "Ordinante", "Beneficiario", "Ordinante/Beneficiario", "Nome controparte"),
    iban=("IBAN controparte", "IBAN ordinante", "IBAN beneficiario"),
    riferimento=(
        "Riferimento",
        "CRO",
        "TRN",
        "CRO/TRN",
        "Riferimento operazione",
        "End to end id",
        "Id operazione",
    ),
    divisa=("Divisa",),
)
DARE_AVERE = replace(
    IMPORTO_UNICO,
    nome="Colonne Dare e Avere",
    importo=(),
    dare=("Dare", "Uscite", "Addebiti", "Addebito", "Importo dare", "Dare (EUR)", "Dare euro"),
    avere=("Avere", "Entrate", "Accrediti", "Accredito", "Importo avere", "Avere (EUR)", "Avere euro"),
)
PROFILI = (DARE_AVERE, IMPORTO_UNICO)


@dataclass
class _Tabella:
    """The file laid out: what stands above the columns, where each column is, the rows with their line number."""

    profilo: ProfiloCsv
    sopra: list[list[str]]
    colonne: dict[str, list[int]]
    larghezza: int
    righe: list[tuple[int, list[str]]] = field(default_factory=list)

    def cella(self, riga: Sequence[str], colonna: str) -> str:
        """The first filled cell of that column."""
        return next((t for i in self.colonne[colonna] if i < len(riga) and (t := riga[i].strip())), "")

    def celle(self, riga: Sequence[str], colonna: str) -> list[str]:
        return [riga[i] for i in self.colonne[colonna] if i < len(riga)]


def leggi_csv(contenuto: bytes, profili: Sequence[ProfiloCsv] = PROFILI) -> list[Spezzone]:
    """The statement, by the first profile whose columns are in the file. Raises EstrattoIlleggibile."""
    for profilo in profili:
        testo = decodifica(contenuto, profilo.codifica)
        for separatore in (profilo.separatore,) if profilo.separatore else SEPARATORI:
            tabella = _disponi(testo, profilo, separatore)
            if tabella is not None:
                return [_spezzone(tabella)]
    raise EstrattoIlleggibile(
        "Non si riconoscono le colonne del file: servono la data e l'importo (oppure dare e avere). "
        "Se la banca usa altri nomi, aggiungi il suo profilo; altrimenti scarica il formato camt.053."
    )


def decodifica(contenuto: bytes, codifica: str = "") -> str:
    """The text: as the BOM says, else UTF-8, else Windows-1252. Raises EstrattoIlleggibile."""
    if contenuto.startswith((b"\xff\xfe", b"\xfe\xff")):
        prove = ["utf-16"]
    else:
        prove = [codifica] if codifica else ["utf-8-sig", "cp1252"]
    for prova in prove:
        try:
            testo = contenuto.decode(prova)
        except (UnicodeError, LookupError):
            continue
        if "\0" not in testo:
            return testo.removeprefix("\ufeff")
    raise EstrattoIlleggibile("I caratteri del file non si leggono: non è un file di testo della banca.")


# --- finding the columns ------------------------------------------------------------------


def _disponi(testo: str, profilo: ProfiloCsv, separatore: str) -> _Tabella | None:
    """The file as a table, None when the columns of the profile are not there."""
    lettore = csv.reader(io.StringIO(testo, newline=""), delimiter=separatore, strict=True)
    try:
        tabella = _cerca_colonne(lettore, profilo)
    except csv.Error:  # with another separator the quotes may well be right
        return None
    if tabella is not None:
        try:
            tabella.righe.extend((lettore.line_num, riga) for riga in lettore)
        except csv.Error as errore:
            raise EstrattoIlleggibile(
                f"La riga {lettore.line_num} del file non si legge: le virgolette non tornano."
            ) from errore
    return tabella


def _cerca_colonne(righe: Iterator[list[str]], profilo: ProfiloCsv) -> _Tabella | None:
    """Go on to the row that names the columns: the one the profile says, or the first that can be it."""
    saltate = profilo.righe_da_saltare
    sopra: list[list[str]] = []
    for riga in islice(righe, MAX_INTESTAZIONE if saltate is None else saltate + 1):
        tabella = _intestazione(riga, profilo, sopra) if saltate in (None, len(sopra)) else None
        if tabella is not None:
            return tabella
        sopra.append(riga)
    return None


def _intestazione(riga: list[str], profilo: ProfiloCsv, sopra: list[list[str]]) -> _Tabella | None:
    if len(riga) > MAX_COLONNE:
        return None
    nomi = [_piatto(cella) for cella in riga]
    colonne = {}
    for colonna in COLONNE:
        attesi = [_piatto(nome) for nome in getattr(profilo, colonna)]
        # In the order of the profile: its first name is the one preferred.
        colonne[colonna] = [i for atteso in attesi for i, nome in enumerate(nomi) if nome == atteso]
    importi = colonne["importo"] if profilo.importo else colonne["dare"] and colonne["avere"]
    return _Tabella(profilo, sopra, colonne, len(riga)) if colonne["data"] and importi else None


# --- reading the rows ---------------------------------------------------------------------


def _spezzone(tabella: _Tabella) -> Spezzone:
    leggi = _lettore_importi(tabella)
    movimenti, saldi, nulli = [], _saldi(tabella.sopra, leggi), 0
    for numero, riga in tabella.righe:
        if not any(cella.strip() for cella in riga):
            continue
        if _riepilogo(tabella, riga):
            saldi |= _saldi([riga], leggi)
            continue
        movimento = _movimento(tabella, numero, riga, leggi)
        movimenti.append(movimento)
        nulli += not movimento.importo
    if not movimenti:
        raise EstrattoIlleggibile("Nel file ci sono le colonne, ma nessun movimento.")
    return Spezzone(
        movimenti=tuple(m for m in movimenti if m.importo),
        conto=next((iban for riga in tabella.sopra if (iban := _iban_sopra(riga))), ""),
        dal=min(m.data for m in movimenti),
        al=max(m.data for m in movimenti),
        saldo_iniziale=saldi.get("iniziale"),
        saldo_finale=saldi.get("finale"),
        avvisi=(f"Righe con importo zero lasciate fuori: {nulli}.",) if nulli else (),
    )


def _movimento(tabella: _Tabella, numero: int, riga: list[str], leggi: Callable[[str], Decimal]) -> MovimentoLetto:
    if any(cella.strip() for cella in riga[tabella.larghezza :]):
        raise EstrattoIlleggibile(f"La riga {numero} ha più celle delle colonne: un testo contiene il separatore.")
    divisa = tabella.cella(riga, "divisa").upper()
    if divisa not in _EURO:
        raise EstrattoIlleggibile(f"La riga {numero} è in {pulito(divisa, 10)}: si leggono solo importi in euro.")
    try:
        data = _giorno(tabella.cella(riga, "data"))
        valuta = tabella.cella(riga, "valuta")
        return MovimentoLetto(
            data=data,
            valuta=data if valuta.upper() in _EURO else _giorno(valuta),  # some banks call «Valuta» the currency
            importo=_importo(tabella, riga, leggi),
            causale=pulito(unisci(tabella.celle(riga, "causale")), MAX_CAUSALE),
            controparte=pulito(tabella.cella(riga, "controparte"), MAX_CONTROPARTE),
            controparte_iban=iban_in(tabella.cella(riga, "iban")),
            riferimento=pulito(tabella.cella(riga, "riferimento"), MAX_RIFERIMENTO),
        )
    except ValueError as errore:
        raise EstrattoIlleggibile(f"Riga {numero}: {errore}.") from errore


def _importo(tabella: _Tabella, riga: list[str], leggi: Callable[[str], Decimal]) -> Decimal:
    """Signed: what comes in minus what goes out, however the bank signs the two columns."""
    if tabella.profilo.importo:
        scritto = tabella.cella(riga, "importo")
        if not scritto:
            raise ValueError("manca l'importo")
        return leggi(scritto)
    dare, avere = (tabella.cella(riga, colonna) for colonna in ("dare", "avere"))
    if not dare and not avere:
        raise ValueError("manca l'importo, sia in dare sia in avere")
    uscita = abs(leggi(dare)) if dare else ZERO
    entrata = leggi(avere) if avere else ZERO
    if uscita and entrata:
        raise ValueError("l'importo è scritto sia in dare sia in avere")
    return entrata - uscita


def _riepilogo(tabella: _Tabella, riga: list[str]) -> bool:
    """Whether the row is a balance or a total; with a date, only when a cell says exactly that."""
    testi = [_piatto(cella) for cella in riga if _FORSE_RIEPILOGO.search(cella)]
    if _ha_data(tabella.cella(riga, "data")):
        return any(_INIZIALE.fullmatch(t) or _FINALE.fullmatch(t) for t in testi)
    return any(_RIEPILOGO.fullmatch(t) for t in testi)


def _saldi(righe: list[list[str]], leggi: Callable[[str], Decimal]) -> dict[str, Decimal]:
    """The opening and closing balance, where the bank writes them in words beside the figure."""
    saldi = {}
    for riga in righe:
        testi = [cella for cella in riga if cella.strip()]
        for quale, frase in (("iniziale", _INIZIALE), ("finale", _FINALE)):
            if any(frase.fullmatch(_piatto(testo)) for testo in testi):
                importo = _ultimo_importo(testi, leggi)
                if importo is not None:
                    saldi[quale] = importo
    return saldi


def _ultimo_importo(testi: list[str], leggi: Callable[[str], Decimal]) -> Decimal | None:
    for testo in reversed(testi):
        try:
            return leggi(testo)
        except ValueError:
            continue
    return None


def _iban_sopra(riga: list[str]) -> str:
    return next((iban for t in _IBAN.findall(" ".join(riga).upper()) if (iban := iban_in(t))), "")


# --- values -------------------------------------------------------------------------------


def _lettore_importi(tabella: _Tabella) -> Callable[[str], Decimal]:
    """How amounts are read here: comma decimals, unless the profile or every amount of the file says dot."""
    con_virgola = tabella.profilo.virgola_decimale
    if con_virgola is None:
        righe = [riga for _, riga in tabella.righe if not _riepilogo(tabella, riga)]
        scritti = [t for riga in righe for c in ("importo", "dare", "avere") if (t := tabella.cella(riga, c))]
        corpi = [_senza_segno(t)[1] for t in scritti]
        con_virgola = all(map(_VIRGOLA.fullmatch, corpi)) or not all(map(_PUNTO.fullmatch, corpi))
    modello, migliaia = (_VIRGOLA, ".") if con_virgola else (_PUNTO, ",")

    def leggi(scritto: str) -> Decimal:
        segno, corpo = _senza_segno(scritto)
        if not modello.fullmatch(corpo):
            raise ValueError(f"l'importo «{pulito(scritto, 30)}» non si legge")
        return segno * Decimal(corpo.replace(migliaia, "").replace(",", ".")).quantize(ZERO)

    return leggi


def _senza_segno(scritto: str) -> tuple[int, str]:
    """The sign, before or after the figure, and the figure without currency and blanks."""
    corpo = re.sub(r"[\s€']|EUR", "", scritto.upper()).replace("−", "-")
    if corpo[:1] in ("-", "+"):
        return (-1 if corpo[0] == "-" else 1), corpo[1:]
    return (-1, corpo[:-1]) if corpo.endswith("-") else (1, corpo)


def _ha_data(scritto: str) -> bool:
    return bool(_GIORNO_ISO.fullmatch(scritto) or _GIORNO.fullmatch(scritto))


def _giorno(scritto: str) -> date:
    """dd/mm/yyyy (or with dots, dashes, two digits for the year) or yyyy-mm-dd, the hour ignored."""
    iso, italiano = _GIORNO_ISO.fullmatch(scritto), _GIORNO.fullmatch(scritto)
    if iso:
        anno, mese, giorno = (int(gruppo) for gruppo in iso.groups()[:3])
    elif italiano:
        giorno, mese, anno = (int(gruppo) for gruppo in italiano.groups()[:3])
        anno += 2000 if len(italiano[3]) == 2 else 0
    else:
        raise ValueError(f"la data «{pulito(scritto, 30)}» non si legge" if scritto else "manca la data")
    try:
        letto = date(anno, mese, giorno)
    except ValueError as errore:
        raise ValueError(f"la data «{pulito(scritto, 30)}» non esiste") from errore
    if not giorno_plausibile(letto):
        raise ValueError(f"la data «{pulito(scritto, 30)}» non è plausibile")
    return letto


def _piatto(testo: str) -> str:
    """Lower case, no accents, single spaces: how names of columns are compared."""
    scomposto = unicodedata.normalize("NFKD", testo[:200].casefold())
    return " ".join("".join(c for c in scomposto if not unicodedata.combining(c)).split()).strip(" :.*")
