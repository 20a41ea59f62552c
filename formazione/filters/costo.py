import django_filters as filtri
from django.db.models import QuerySet

from formazione.models import Costo
from valdera_housing.filters import costo

SPESA_DI = (("evento", "Un evento"), ("campagna", "Una campagna"))


class CostoFiltro(costo.CostoFiltro):
    """Of an event or of a campaign, and what is common to every expense."""

    cercate = (
        *costo.CostoFiltro.cercate, "evento__numero", "evento__titolo", "campagna__numero", "campagna__titolo",
    )  # fmt: skip

    q = costo.campo_cerca("Fornitore, evento o documento")
    di = filtri.ChoiceFilter(label="Spesa di", choices=SPESA_DI, method="filtra_di", empty_label="Tutte")

    class Meta(costo.CostoFiltro.Meta):
        model = Costo

    def filtra_di(self, costi: QuerySet, _nome: str, scelta: str) -> QuerySet:
        return costi.filter(evento__isnull=scelta != "evento")
