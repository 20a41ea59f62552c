"""The panels of the record of a stay, in their order on the page."""

from importlib import import_module
from importlib.util import find_spec

from cohousing.models import Permanenza
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente

NOMI = ("autonomia", "violazioni", "supervisioni", "quote", "proroghe")
MODULI = [import_module(f"{__package__}.{n}") for n in NOMI if find_spec(f"{__package__}.{n}")]


def pannelli(permanenza: Permanenza, utente: Utente) -> list[Pannello]:
    """Those this person may see; a module answers None for who may not, or when there is nothing to say."""
    return [p for modulo in MODULI if (p := modulo.pannello(permanenza, utente)) is not None]
