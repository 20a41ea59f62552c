"""The bills of a house, on its record: the last ones and what they come to. One query."""

from django.db.models import Count, Sum, Window

from cohousing.choices import ASPETTI_SPESA_COMUNE, StatoSpesaComune
from cohousing.models import SpesaComune, Struttura
from cohousing.queries.pagine import indirizzo
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente

ULTIME = 5


def pannello(struttura: Struttura, utente: Utente) -> Pannello | None:
    """Nothing while the house has no bills."""
    spese = SpesaComune.objects.visibili_a(utente).filter(struttura=struttura)
    valide = spese.exclude(stato=StatoSpesaComune.ANNULLATA)
    righe = list(valide.annotate(totale=Window(Sum("importo")), quante=Window(Count("pk")))[:ULTIME])
    if not righe:
        return None
    contesto = {
        "righe": [(spesa, ASPETTI_SPESA_COMUNE[spesa.stato]) for spesa in righe],
        "totale": righe[0].totale,
        "altre": righe[0].quante - len(righe),
        "tutte": indirizzo("spesa_comune_elenco", domanda=f"casa={struttura.pk}"),
    }
    return Pannello("Spese comuni", "cohousing/pannelli/spese_comuni.html", contesto)
