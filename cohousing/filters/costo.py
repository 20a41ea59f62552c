import django_filters as filtri
from django.db.models import QuerySet

from cohousing.choices import VoceCosto
from cohousing.models import Costo
from valdera_housing.filters import costo

SPESA_DI = (("struttura", "Una casa"), ("immobile", "Un immobile"))


class CostoFiltro(costo.CostoFiltro):
    """Of a house or of a building, of which kind, and what is common to every expense."""

    cercate = (
        *costo.CostoFiltro.cercate, "struttura__numero", "struttura__nome", "immobile__numero", "immobile__indirizzo",
        "immobile__denominazione",
    )  # fmt: skip

    q = costo.campo_cerca("Fornitore, casa, immobile")
    di = filtri.ChoiceFilter(label="Spesa di", choices=SPESA_DI, method="filtra_di", empty_label="Tutte")
    voce = filtri.ChoiceFilter(label="Tipo di spesa", choices=VoceCosto.choices, empty_label="Tutti")

    class Meta(costo.CostoFiltro.Meta):
        model = Costo

    def filtra_di(self, costi: QuerySet, _nome: str, scelta: str) -> QuerySet:
        return costi.filter(struttura__isnull=scelta != "struttura")
