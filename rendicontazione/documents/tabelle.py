"""Tables as the page wants them: every cell is a text already written, so that templates only place it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rendicontazione.rules.semaforo import NOMI
from valdera_housing.kit.denaro import in_cifre

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


def testa(testo: str, classe: str = "", linea: str = "") -> Cella:
    return Cella(testo, classe, linea)


def riga(nome: Cella | str, celle: Sequence[Cella], classe: str = "") -> Riga:
    prima = Cella(nome) if isinstance(nome, str) else nome
    return Riga([prima, *celle], classe)
