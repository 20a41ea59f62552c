"""The rules of a house, an edition a row, with the languages in which they are written. One query."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value

from cohousing.choices import ASPETTI_PATTO, Lingua
from cohousing.models import Struttura
from cohousing.queries.pagine import indirizzo
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente


def pannello(struttura: Struttura, utente: Utente) -> Pannello | None:
    lingue = ArrayAgg("testi__lingua", order_by="testi__lingua", filter=Q(testi__isnull=False), default=Value([]))
    righe = [
        {
            "patto": patto,
            "aspetto": ASPETTI_PATTO[patto.stato],
            "url": indirizzo("patto_scheda", patto.pk),
            "lingue": ", ".join(Lingua(lingua).label.lower() for lingua in patto.lingue),
        }
        for patto in struttura.patti.annotate(lingue=lingue).order_by("-edizione")
    ]
    return Pannello("Regole della casa", "cohousing/patto/_pannello.html", {"righe": righe})
