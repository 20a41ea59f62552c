"""What an event costs, on its record: its last expenses and their sum beside the estimate. One query."""

from django.db.models import Count, Sum, Window

from formazione.models import Costo, Evento
from formazione.queries.pagine import indirizzo
from formazione.rules.costo import valuta_preventivo
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Utente
from valdera_housing.queries.costo import aspetto_costo

ULTIME = 5


def pannello(evento: Evento, utente: Utente) -> Pannello | None:
    """Nothing while the event has neither expenses nor an estimate."""
    costi = Costo.objects.visibili_a(utente).filter(evento=evento, annullato_il=None)
    righe = list(costi.annotate(totale=Window(Sum("importo")), quanti=Window(Count("pk")))[:ULTIME])
    if not righe and evento.preventivo is None:
        return None
    totale = righe[0].totale if righe else ZERO
    contesto = {
        "righe": [(costo, aspetto_costo(costo)) for costo in righe],
        "totale": totale,
        "altre": righe[0].quanti - len(righe) if righe else 0,
        "preventivo": evento.preventivo,
        "supero": valuta_preventivo(evento.preventivo, totale),
        "tutte": indirizzo("costo_elenco", domanda=f"q={evento.numero}"),
    }
    return Pannello("Spese", "formazione/pannelli/costi.html", contesto)
