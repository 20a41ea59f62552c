"""What an expense of training is of: an event or a campaign."""

from formazione.models import Campagna, Costo, Evento
from formazione.queries.pagine import indirizzo


def di_che_cosa(costo: Costo) -> Evento | Campagna:
    """The event or the campaign an expense is of."""
    cosa = costo.evento or costo.campagna
    if cosa is None:
        raise ValueError(f"La spesa {costo.pk} non è di un evento né di una campagna.")
    return cosa


def pagina_di(cosa: Evento | Campagna) -> str:
    """Its record, or the list of expenses while it has no page."""
    nome = "evento_scheda" if isinstance(cosa, Evento) else "campagna_scheda"
    return indirizzo(nome, cosa.pk) or indirizzo("costo_elenco")
