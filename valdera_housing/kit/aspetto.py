"""What a screen shows of a thing: its state as shape, colour and word; its buttons; its facts.

Templates never choose a colour. Each noun has one dictionary, made with :func:`aspetti`, from its states to
one of the eleven shapes and of the six colour roles; the shapes are drawn in ``static/valdera/stati.svg``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from django.db.models import TextChoices

Forma = Literal[
    "tratteggio", "anello", "punto", "mezzo", "triangolo", "spunta", "spunta-aperta", "croce", "pausa",
    "spunta-quadra", "orologio",
]  # fmt: skip
Colore = Literal["inizio", "corso", "attesa", "positivo", "negativo", "fermo"]


class Aspetto(NamedTuple):
    """A state as people see it: grey not begun, blue in hand, amber waits, green done, red refused, violet frozen."""

    forma: Forma
    colore: Colore
    etichetta: str


def aspetti(stati: type[TextChoices], tabella: Mapping[Any, tuple[str, str]]) -> dict[str, Aspetto]:
    """The look of every state of a noun, with the labels of its choices.

    Raises ValueError when a state has no row, or a row names a shape or a colour that does not exist.
    """
    mancanti = [stato.value for stato in stati if stato not in tabella]
    estranei = [riga for riga in tabella.values() if riga[0] not in get_args(Forma) or riga[1] not in get_args(Colore)]
    if mancanti or estranei:
        raise ValueError(f"Aspetti di {stati.__name__}: senza riga {mancanti}, forme o colori ignoti {estranei}")
    return {stato.value: Aspetto(*tabella[stato], stato.label) for stato in stati}  # type: ignore[arg-type]


@dataclass(frozen=True)
class Pulsante:
    """A button that leads to an act.

    ``metodo`` "get" is a link, "post" a small form of its own that also sends ``nascosti`` (name, value).
    ``motivo`` says why the act is impossible now: the button stays visible, disabled, with the reason under it.
    ``scorciatoia`` is the letter pressed with Alt; ``contesto`` is read by screen readers after the label.
    """

    etichetta: str
    url: str = ""
    tipo: Literal["primario", "secondario", "piano", "rischio"] = "secondario"
    metodo: Literal["get", "post"] = "get"
    motivo: str = ""
    scorciatoia: str = ""
    icona: str = ""
    contesto: str = ""
    nascosti: tuple[tuple[str, str], ...] = ()

    @property
    def classe(self) -> str:
        return CLASSI_PULSANTE[self.tipo]


CLASSI_PULSANTE = {
    "primario": "btn-primary",
    "secondario": "btn-outline-primary",
    "piano": "btn-piano",
    "rischio": "btn-rischio",
}


@dataclass(frozen=True)
class Voce:
    """A fact with its name, in a list of facts."""

    etichetta: str
    valore: Any
    url: str = ""
    nota: str = ""


@dataclass(frozen=True)
class Tessera:
    """A figure large enough to be read from the door; ``male`` paints it red."""

    etichetta: str
    cifra: str
    nota: str = ""
    male: bool = False
    url: str = ""


@dataclass(frozen=True)
class Passo:
    """A moment on a time-line. ``quando`` is a date, an instant or a sentence."""

    quando: date | str
    testo: str
    forte: str = ""
    chi: str = ""
    fase: Literal["prossimo", "corso", "fatto"] = "fatto"
    url: str = ""
    nota: str = ""


@dataclass(frozen=True)
class Riga:
    """A row of a computation that reads like a receipt; ``esito`` marks a result, ``termine`` is a glossary slug."""

    etichetta: str
    valore: str
    nota: str = ""
    esito: bool = False
    termine: str = ""


@dataclass(frozen=True)
class Variazione:
    """What one field was and what it became."""

    campo: str
    prima: str
    dopo: str


@dataclass(frozen=True)
class Modifica:
    """A row of the change history: when, who, which act, on which page, with which fields changed."""

    quando: date
    chi: str
    atto: str
    variazioni: tuple[Variazione, ...] = ()
    pagina: str = ""


@dataclass(frozen=True)
class Pannello:
    """A box that another noun fills on a record: ``titolo`` (an h2), then a template that reads ``contesto``."""

    titolo: str
    template: str
    contesto: dict[str, Any] = field(default_factory=dict)
