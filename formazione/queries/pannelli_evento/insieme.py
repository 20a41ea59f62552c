"""The panels of the record of an event, in their order on the page."""

from formazione.models import Evento
from formazione.queries.pannelli_evento import (
    attestati,
    costi,
    iscrizioni,
    materiali,
    presenze,
    questionari,
    sale,
)
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente

MODULI = (iscrizioni, presenze, attestati, questionari, sale, materiali, costi)


def pannelli(evento: Evento, utente: Utente) -> list[Pannello]:
    """Those this person may see; a module answers None for who may not, or when there is nothing to say."""
    return [p for modulo in MODULI if (p := modulo.pannello(evento, utente)) is not None]
