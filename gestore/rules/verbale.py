"""What a handover report says: rooms, meters, keys, photos, and who signed (domain.md 1.9)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Stanza:
    """A room as it is seen; ``danno`` in euro only when keys come back."""

    stanza: str
    stato: str
    nota: str = ""
    danno: Decimal | None = None


@dataclass(frozen=True)
class Contatore:
    tipo: str
    lettura: Decimal
    matricola: str = ""


@dataclass(frozen=True)
class Foto:
    nome: str
    contenuto: bytes
    descrizione: str


@dataclass(frozen=True)
class Contenuto:
    """All that a draft says; saving it again replaces rooms and meters and adds the photos."""

    data: date
    chiavi: str = ""
    note: str = ""
    stanze: tuple[Stanza, ...] = ()
    contatori: tuple[Contatore, ...] = ()
    foto: tuple[Foto, ...] = ()


@dataclass(frozen=True)
class Firme:
    """Who signed for whom, and the signed paper as (name, bytes) when it was scanned."""

    per_l_ente: str
    per_il_nucleo: str
    scansione: tuple[str, bytes] | None = None
