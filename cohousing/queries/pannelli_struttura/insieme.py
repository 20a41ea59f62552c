"""The panels of the record of a house, in their order on the page."""

from cohousing.models import Struttura
from cohousing.queries.pannelli_struttura import costi, occupazione, patti, servizi, spese_comuni, supervisioni
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente

MODULI = (occupazione, patti, supervisioni, spese_comuni, servizi, costi)


def pannelli(struttura: Struttura, utente: Utente) -> list[Pannello]:
    """Those this person may see; a module answers None for who may not, or when there is nothing to say."""
    return [p for modulo in MODULI if (p := modulo.pannello(struttura, utente)) is not None]
