"""How a line presents itself to the shell. The shell is fed: it knows no line, lines register in ``ready()``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from valdera_housing.choices import Linea
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.models import Trimestre, Utente


@dataclass(frozen=True)
class VoceMenu:
    """A section of the white bar. ``conteggio`` is how much waits there; it must cost one query at most."""

    etichetta: str
    url: str
    ruoli: tuple[str, ...]
    conteggio: Callable[[Utente], int] | None = None


@dataclass(frozen=True)
class Compito:
    """Something that waits for this person, shown on her scrivania with the act on the row."""

    titolo: str
    dettaglio: str
    url: str
    verbo: str
    aspetto: Aspetto
    importo: Decimal | None = None
    entro: date | None = None
    mio: bool = True


@dataclass(frozen=True)
class Segnalazione:
    """A fact that somebody should know: over the budget, a forecast, a document about to expire."""

    testo: str
    url: str
    aspetto: Aspetto


@dataclass(frozen=True)
class Indicatore:
    """A number of a quarter against its target and its own past (domain.md 6.11). None is «not available»."""

    codice: str
    nome: str
    unita: str
    valore: Decimal | None
    obiettivo: Decimal | None = None
    precedente: Decimal | None = None
    anno_prima: Decimal | None = None


def niente(*_args: Any) -> list:
    return []


@dataclass(frozen=True)
class LineaServizio:
    """What an app gives to the pages that show all apps together."""

    nome: str
    linea: Linea | None = None
    menu: tuple[VoceMenu, ...] = ()
    compiti: Callable[[Utente, date], Sequence[Compito]] = niente
    segnalazioni: Callable[[Utente, date], Sequence[Segnalazione]] = niente
    indicatori: Callable[[Trimestre], Sequence[Indicatore]] = niente
    glossario: dict[str, str] = field(default_factory=dict)


registrate: list[LineaServizio] = []


def registra(servizio: LineaServizio) -> None:
    """Called by ``AppConfig.ready()`` of each app, in the order of INSTALLED_APPS."""
    registrate.append(servizio)


@dataclass(frozen=True)
class VoceDisegnata:
    etichetta: str
    url: str
    conteggio: int | None
    attivo: bool


def voci_menu(utente: Utente, percorso: str) -> list[VoceDisegnata]:
    """The sections this person may open, in the order of registration; the longest matching path is current."""
    voci = [v for s in registrate for v in s.menu if not v.ruoli or utente.ha_ruolo(*v.ruoli)]
    indirizzi = [reverse(voce.url) for voce in voci]
    attuale = max((u for u in indirizzi if percorso.startswith(u)), key=len, default=None)
    return [
        VoceDisegnata(voce.etichetta, url, voce.conteggio(utente) if voce.conteggio else None, url == attuale)
        for voce, url in zip(voci, indirizzi, strict=True)
    ]


def guscio(request: HttpRequest) -> dict[str, Any]:
    """What every page needs of the shell: menu of the role and whether this is the demo office."""
    utente = getattr(request, "user", None)
    menu = voci_menu(utente, request.path) if utente is not None and utente.is_authenticated else []
    return {"menu": menu, "demo": settings.DEMO}
