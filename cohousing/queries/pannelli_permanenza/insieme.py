"""The panels of the record of a stay, in their order on the page."""

from cohousing.models import Permanenza
from cohousing.queries.pannelli_permanenza import autonomia, proroghe, quote, supervisioni, violazioni
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente

MODULI = (autonomia, violazioni, supervisioni, quote, proroghe)


def pannelli(permanenza: Permanenza, utente: Utente) -> list[Pannello]:
    """Those this person may see; a module answers None for who may not, or when there is nothing to say."""
    return [p for modulo in MODULI if (p := modulo.pannello(permanenza, utente)) is not None]
