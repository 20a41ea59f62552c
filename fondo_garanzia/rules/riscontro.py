"""Which movements of the funds a line of the bank may be: suggestions with their reasons; a person confirms."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.giorni import in_cifre

GIORNI_VICINI = 5  # between the line and the movement
MASSIMO = 5  # suggestions shown
_UGUALE, _SOMMA, _IBAN, _NOME, _DATA = 40, 25, 30, 20, 10
_PAROLE = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class RigaDaRiscontrare:
    """A line of the bank, in euro with its sign."""

    giorno: date
    importo: Decimal
    testo: str = ""
    iban: str = ""


@dataclass(frozen=True)
class MovimentoAperto:
    """A movement without a line, in euro with its sign. ``nomi`` and ``iban`` tell who was paid, or who paid."""

    pk: int
    giorno: date
    effetto: Decimal
    origine: int
    nomi: tuple[str, ...] = ()
    iban: str = ""


@dataclass(frozen=True)
class Suggerimento:
    """The movements that make the line, why, and how strongly (0 to 100)."""

    movimenti: tuple[int, ...]
    motivi: tuple[str, ...]
    forza: int


def suggerisci(riga: RigaDaRiscontrare, movimenti: Sequence[MovimentoAperto]) -> tuple[Suggerimento, ...]:
    """The readings of a line that sum to it to the cent, strongest first: one movement, a movement with what corrects
    it, or all those of a day with the same sign."""
    trovati: dict[tuple[int, ...], Suggerimento] = {}
    for insieme, motivo in _insiemi(riga, movimenti):
        chiavi = tuple(m.pk for m in insieme)
        trovati.setdefault(chiavi, _suggerimento(riga, insieme, motivo))
    in_ordine = sorted(trovati.values(), key=lambda s: (-s.forza, s.movimenti))
    return tuple(in_ordine[:MASSIMO])


def _insiemi(
    riga: RigaDaRiscontrare, movimenti: Sequence[MovimentoAperto]
) -> Iterable[tuple[list[MovimentoAperto], str]]:
    yield from (([m], f"Stesso importo: {in_euro(riga.importo)}") for m in movimenti if m.effetto == riga.importo)
    per_origine, per_giorno = defaultdict(list), defaultdict(list)
    for movimento in movimenti:
        per_origine[movimento.origine].append(movimento)
        if (movimento.effetto > 0) == (riga.importo > 0):
            per_giorno[movimento.giorno].append(movimento)
    for gruppo in per_origine.values():
        yield from _se_sommano(riga, gruppo, "Movimento con le sue rettifiche")
    for giorno, gruppo in per_giorno.items():
        yield from _se_sommano(riga, gruppo, f"Somma di {len(gruppo)} movimenti del {in_cifre(giorno)}")


def _se_sommano(
    riga: RigaDaRiscontrare, gruppo: list[MovimentoAperto], motivo: str
) -> Iterable[tuple[list[MovimentoAperto], str]]:
    if len(gruppo) > 1 and sum((m.effetto for m in gruppo), ZERO) == riga.importo:
        yield sorted(gruppo, key=lambda m: m.pk), motivo


def _suggerimento(riga: RigaDaRiscontrare, insieme: list[MovimentoAperto], motivo: str) -> Suggerimento:
    indizi = dict(indizio for m in insieme for indizio in _indizi(riga, m))
    peso = _UGUALE if len(insieme) == 1 else _SOMMA
    return Suggerimento(tuple(m.pk for m in insieme), (motivo, *indizi), min(100, peso + sum(indizi.values())))


def _indizi(riga: RigaDaRiscontrare, movimento: MovimentoAperto) -> Iterable[tuple[str, int]]:
    if movimento.iban and movimento.iban == "".join(riga.iban.split()).upper():
        yield "Stesso IBAN", _IBAN
    scritte = set(_parole(riga.testo))
    for nome in movimento.nomi:
        parole = _parole(nome)
        if parole and scritte.issuperset(parole):
            yield f"La banca scrive «{nome}»", _NOME
    if abs((movimento.giorno - riga.giorno).days) <= GIORNI_VICINI:
        yield f"A non più di {GIORNI_VICINI} giorni", _DATA


def _parole(testo: str) -> list[str]:
    """Words without accents and case."""
    scomposto = unicodedata.normalize("NFKD", testo.casefold())
    return _PAROLE.findall("".join(c for c in scomposto if not unicodedata.combining(c)))
