"""What the record of an event shows of the other nouns of the line: a module each, at most one query each."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class PannelloEvento:
    """A box of the record: ``titolo`` (an h2), then a template that reads ``evento`` and the names in ``contesto``."""

    titolo: str
    template: str
    contesto: dict[str, Any] = field(default_factory=dict)
