"""What the record of an event shows of the other nouns of the line: one panel each, at most one query each.

A module of this package has ``pannello(evento, utente) -> PannelloEvento | None``; its name in ``MODULI`` puts it on
the page, in this order.
"""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from formazione.models import Evento
from valdera_housing.models import Utente

MODULI: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PannelloEvento:
    """A box of the record: ``titolo`` (an h2), then a template that reads ``evento`` and the names in ``contesto``."""

    titolo: str
    template: str
    contesto: dict[str, Any] = field(default_factory=dict)


def pannelli(evento: Evento, utente: Utente) -> list[PannelloEvento]:
    """Those this person may see; a module answers None for who may not, or when there is nothing to say."""
    moduli = (import_module(f"{__name__}.{nome}") for nome in MODULI)
    return [p for modulo in moduli if (p := modulo.pannello(evento, utente)) is not None]
