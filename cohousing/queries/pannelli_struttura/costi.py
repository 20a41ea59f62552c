"""What a house costs, on its record: its last expenses and their sum. One query."""

from django.db.models import Count, Sum, Window

from cohousing.models import Costo, Struttura
from cohousing.queries.pagine import indirizzo
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente
from valdera_housing.queries.costo import aspetto_costo

ULTIME = 5


def pannello(struttura: Struttura, utente: Utente) -> Pannello | None:
    """Nothing while the house has no expense."""
    costi = Costo.objects.visibili_a(utente).filter(struttura=struttura, annullato_il=None)
    righe = list(costi.annotate(totale=Window(Sum("importo")), quanti=Window(Count("pk")))[:ULTIME])
    if not righe:
        return None
    contesto = {
        "righe": [(costo, aspetto_costo(costo)) for costo in righe],
        "totale": righe[0].totale,
        "altre": righe[0].quanti - len(righe),
        "tutte": indirizzo("costo_elenco", domanda=f"q={struttura.numero}"),
    }
    return Pannello("Spese", "cohousing/pannelli/costi.html", contesto)
