"""What an expense of the line is of: a house or a building of the survey."""

from cohousing.models import Costo, RicognizioneImmobile, Struttura
from cohousing.queries.pagine import indirizzo


def di_che_cosa(costo: Costo) -> Struttura | RicognizioneImmobile:
    """The house or the building an expense is of."""
    cosa = costo.struttura or costo.immobile
    if cosa is None:
        raise ValueError(f"La spesa {costo.pk} non è di una casa né di un immobile.")
    return cosa


def pagina_di(cosa: Struttura | RicognizioneImmobile) -> str:
    """Its record, or the list of expenses while it has no page."""
    nome = "struttura_scheda" if isinstance(cosa, Struttura) else "immobile_scheda"
    return indirizzo(nome, cosa.pk) or indirizzo("costo_elenco")
