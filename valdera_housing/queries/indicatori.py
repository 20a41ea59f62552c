"""How every line tells its numbers of a quarter (domain.md 6.11): a definition, the number, the rows behind it.

A quarter is always told from what had happened by its last day, so that an earlier one compares with it fairly.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from valdera_housing.models import Parametro, Trimestre

UN_ANNO = 4


@dataclass(frozen=True)
class RigaIndicatore:
    """A thing that was counted: its name, its page and the cells under ``Misura.colonne``."""

    nome: str
    url: str
    celle: tuple[str, ...]


@dataclass(frozen=True)
class Misura:
    """The number, the households it speaks of (None: of none) and the rows behind it."""

    valore: Decimal | None
    colonne: tuple[str, ...]
    righe: Sequence[RigaIndicatore]
    nuclei: int | None = None


@dataclass(frozen=True)
class Definizione:
    """An indicator: its words, its unit, which way is better and how it is measured on what the line has read."""

    codice: str
    nome: str
    unita: str
    spiegazione: str
    misura: Callable[[Any, Trimestre], Misura]
    verso: Literal["alto", "basso"] | None = None


@dataclass(frozen=True)
class Confronto:
    """A definition measured on a quarter, on the one before and on that of a year before (None: there is none)."""

    definizione: Definizione
    misure: tuple[Misura | None, Misura | None, Misura | None]
    obiettivo: Decimal | None

    @property
    def valori(self) -> tuple[Decimal | None, ...]:
        return tuple(m.valore if m else None for m in self.misure)

    @property
    def nuclei(self) -> tuple[int | None, ...]:
        return tuple(m.nuclei if m else None for m in self.misure)


def decimo(valore: Decimal | int) -> Decimal:
    return Decimal(valore).quantize(Decimal("0.1"), ROUND_HALF_UP)


def quota(parte: Decimal | int, tutto: Decimal | int) -> Decimal | None:
    """A percentage to one decimal; None of nothing."""
    return decimo(Decimal(parte) * 100 / tutto) if tutto else None


def media(valori: Sequence[Decimal | int]) -> Decimal | None:
    """The mean to one decimal; None of nothing."""
    return decimo(sum(map(Decimal, valori), Decimal(0)) / len(valori)) if valori else None


def trimestri_a_confronto(trimestre: Trimestre) -> list[Trimestre | None]:
    """The quarter, the one before and the same of last year, in one query."""
    altri = Trimestre.objects.filter(
        convenzione=trimestre.convenzione_id, numero__in=[trimestre.numero - 1, trimestre.numero - UN_ANNO]
    )
    per_numero = {altro.numero: altro for altro in altri}
    return [trimestre, per_numero.get(trimestre.numero - 1), per_numero.get(trimestre.numero - UN_ANNO)]


def confronta(
    definizioni: Iterable[Definizione], archivio: Any, momenti: Sequence[Trimestre | None]
) -> list[Confronto]:
    """Each definition on the three quarters. Its target is the parameter ``obiettivo_i05`` in force at their end."""
    obiettivi = Parametro.objects.valori(momenti[0].fine) if momenti[0] else {}
    confronti = []
    for d in definizioni:
        adesso, prima, anno_prima = (d.misura(archivio, t) if t else None for t in momenti)
        confronti.append(Confronto(d, (adesso, prima, anno_prima), obiettivi.get(f"obiettivo_{d.codice.lower()}")))
    return confronti
