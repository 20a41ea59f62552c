"""State as a table: which act leads from which states to which, done by whom.

One table feeds guards, buttons, permissions and documentation, so they cannot disagree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from valdera_housing.kit.esito import AttoRifiutato


class ConRuoli(Protocol):
    ruoli: list[str]


@dataclass(frozen=True)
class Transizione:
    """One row of the table. ``a`` is None for acts that leave the state as it is."""

    atto: str
    da: tuple[str, ...]
    a: str | None
    chi: tuple[str, ...]
    etichetta: str


class Workflow:
    """The acts of one noun. ``etichetta_stato`` turns a state slug into the word on the screen."""

    def __init__(self, nome: str, transizioni: Iterable[Transizione]) -> None:
        self.nome = nome
        self.transizioni = {t.atto: t for t in transizioni}

    def __iter__(self) -> Iterator[Transizione]:
        return iter(self.transizioni.values())

    def __getitem__(self, atto: str) -> Transizione:
        return self.transizioni[atto]

    def ammette(self, atto: str, stato: str, utente: ConRuoli) -> bool:
        """Whether this person may do the act from this state."""
        return stato in self[atto].da and bool(set(self[atto].chi) & set(utente.ruoli))

    def atti_possibili(self, stato: str, utente: ConRuoli) -> list[Transizione]:
        """The acts to draw as buttons, in the order of the table."""
        return [t for t in self if self.ammette(t.atto, stato, utente)]

    def pretende(self, atto: str, oggetto: Any, utente: ConRuoli) -> Transizione:
        """The row of the table, or AttoRifiutato with a sentence that says what is in the way."""
        transizione = self[atto]
        if not set(transizione.chi) & set(utente.ruoli):
            raise AttoRifiutato(f"«{transizione.etichetta}» spetta a un altro ruolo.")
        if oggetto.stato not in transizione.da:
            raise AttoRifiutato(
                f"Non si può più: «{transizione.etichetta}» non è possibile quando lo stato è "
                f"«{oggetto.get_stato_display()}»."
            )
        return transizione
