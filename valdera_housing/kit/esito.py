"""The answer of a rule: yes or no, always with its reasons and the article they come from."""

from dataclasses import dataclass
from typing import Literal, Self

Livello = Literal["si", "avviso", "no"]


@dataclass(frozen=True)
class Motivo:
    """One sentence for the person who reads, with the figure that decides and the source (``articolo``)."""

    testo: str
    livello: Livello = "si"
    articolo: str = ""

    def __str__(self) -> str:
        return f"{self.testo} ({self.articolo})" if self.articolo else self.testo


@dataclass(frozen=True)
class Esito:
    """All the reasons found; it is positive when none of them says no."""

    motivi: tuple[Motivo, ...] = ()

    @property
    def positivo(self) -> bool:
        return all(motivo.livello != "no" for motivo in self.motivi)

    @property
    def livello(self) -> Livello:
        """The worst level among the reasons: ``no``, then ``avviso``, then ``si``."""
        livelli = {motivo.livello for motivo in self.motivi}
        return "no" if "no" in livelli else "avviso" if "avviso" in livelli else "si"

    @property
    def ostacoli(self) -> tuple[Motivo, ...]:
        return tuple(motivo for motivo in self.motivi if motivo.livello == "no")

    def __add__(self, altro: Self) -> "Esito":
        return Esito(self.motivi + altro.motivi)

    def __str__(self) -> str:
        return ". ".join(str(motivo) for motivo in (self.ostacoli or self.motivi))


def si(testo: str, articolo: str = "") -> Motivo:
    return Motivo(testo, "si", articolo)


def avviso(testo: str, articolo: str = "") -> Motivo:
    return Motivo(testo, "avviso", articolo)


def no(testo: str, articolo: str = "") -> Motivo:
    return Motivo(testo, "no", articolo)


class AttoRifiutato(Exception):
    """An act the rules refuse. Views answer 422 with ``esito``'s reasons; nothing has been written."""

    def __init__(self, esito: Esito | str) -> None:
        self.esito = esito if isinstance(esito, Esito) else Esito((no(esito),))
        super().__init__(str(self.esito))


class ModificaConcorrente(Exception):
    """Somebody else changed the record after this person opened it (optimistic lock): views answer 409."""


def pretendi(esito: Esito) -> None:
    """AttoRifiutato with the reasons, when the rule says no."""
    if not esito.positivo:
        raise AttoRifiutato(esito)
