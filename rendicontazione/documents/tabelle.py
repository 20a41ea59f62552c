"""Tables and texts as the page wants them: every cell is already written, so that templates only place it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from rendicontazione.documents.grafici import BREVI
from rendicontazione.rules.conti import ContoLinea
from rendicontazione.rules.semaforo import NOMI
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.giorni import in_cifre as giorno_in_cifre
from valdera_housing.kit.giorni import in_parole, istante

Contesto = dict[str, Any]

STATI = NOMI | {
    "ATTUATA": "Attuata",
    "IN_CORSO": "In corso",
    "SCADUTA": "Scaduta",
    "FATTO": "Raggiunto",
    "IN_RITARDO": "In ritardo",
}


@dataclass(frozen=True)
class Cella:
    """``classe``: n number, m muted, tutto total column, h0–h5 heat, barra. ``stato``: a mark and its word."""

    testo: str = ""
    classe: str = ""
    linea: str = ""
    stato: str = ""
    forte: str = ""
    barra: str = ""

    @property
    def nome_stato(self) -> str:
        return STATI[self.stato]


@dataclass(frozen=True)
class Riga:
    """The first cell heads the row. ``classe``: tot, forte, stacco."""

    celle: Sequence[Cella]
    classe: str = ""


@dataclass(frozen=True)
class Tabella:
    """``colonne`` are head cells; ``classe`` may be lunga, heat, alta, fisso."""

    titolo: str
    colonne: Sequence[Cella]
    righe: Sequence[Riga]
    classe: str = ""
    nota: str = ""


def numero(importo: Decimal, classe: str = "") -> Cella:
    """Euro with two decimals, right-aligned; the unit stands in the caption."""
    return Cella(in_cifre(importo), f"n {classe}".strip())


def euro_interi(importo: Decimal, classe: str = "") -> Cella:
    """Whole euro, for tables with many columns."""
    return Cella(in_cifre(importo, 0), f"n {classe}".strip())


def capo(testo: str, classe: str = "", linea: str = "") -> Cella:
    """The head of a column."""
    return Cella(testo, classe, linea)


def riga(nome: Cella | str, celle: Sequence[Cella], classe: str = "") -> Riga:
    """A row headed by its name."""
    prima = Cella(nome) if isinstance(nome, str) else nome
    return Riga([prima, *celle], classe)


def disegno(svg: str) -> SafeString:
    """A chart, for the template."""
    return mark_safe(svg)  # noqa: S308 - made by kit/disegno.py, which escapes every text


def giorno(iso: str | None, vuoto: str = "—") -> str:
    """``30/09/2026``, or what stands for a missing date."""
    return giorno_in_cifre(date.fromisoformat(iso)) if iso else vuoto


def a_parole(iso: str | None) -> str:
    """``30 settembre 2026``, or nothing."""
    return in_parole(date.fromisoformat(iso)) if iso else ""


def momento(iso: str) -> str:
    """``30 ottobre 2026 alle 11:20``."""
    return istante(datetime.fromisoformat(iso))


def nome_linea(linea: ContoLinea) -> Cella:
    """The line's short name beside its number."""
    return Cella(BREVI.get(linea.codice, linea.nome), linea=str(linea.numero))
