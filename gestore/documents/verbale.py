"""A handover report on paper: the text is the office's wording, rooms and meters are tables."""

from typing import Any

from gestore.choices import TipoVerbale
from gestore.documents.sublocazione import fatti_sublocazione
from gestore.models import VerbaleConsegna
from gestore.queries.verbale import confronta, consegna_firmata
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Ente

INSERTO = "documenti/gestore/verbale.html"


def fatti_verbale(verbale: VerbaleConsegna, ente: Ente | None) -> dict[str, str]:
    return fatti_sublocazione(verbale.sublocazione, ente) | {
        "verbale": "riconsegna" if verbale.tipo == TipoVerbale.RICONSEGNA else "consegna",
        "giorno_verbale": in_data(verbale.data),
        "chiavi": verbale.chiavi,
        "note": verbale.note or "nessuna",
    }


def inserto_verbale(verbale: VerbaleConsegna) -> tuple[str, dict[str, Any]]:
    """The structured part: rooms (beside how they were given, when keys come back), meters, photos."""
    prima = consegna_firmata(verbale.sublocazione) if verbale.tipo == TipoVerbale.RICONSEGNA else None
    return INSERTO, {
        "confronti": confronta(list(prima.stanze.all()) if prima else [], list(verbale.stanze.all())),
        "con_prima": prima is not None,
        "contatori": list(verbale.contatori.all()),
        "foto": list(verbale.foto.all()),
    }
