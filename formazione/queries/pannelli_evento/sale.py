"""The rooms asked for an event on its record, with those refused and why."""

from formazione.choices import ASPETTI_SALA, StatoSala
from formazione.models import Evento
from formazione.queries.pagine import indirizzo
from formazione.queries.sala import sale_di
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente

TEMPLATE = "formazione/sala/_sale.html"


def pannello(evento: Evento, utente: Utente) -> Pannello | None:
    """None when no room of the Unione was asked for; one query."""
    sale = [
        (sala, ASPETTI_SALA[sala.stato], indirizzo("sala_scheda", sala.pk))
        for sala in sale_di(evento)
        if sala.stato != StatoSala.RITIRATA
    ]
    return Pannello("Sale chieste all’Unione", TEMPLATE, {"sale": sale}) if sale else None
