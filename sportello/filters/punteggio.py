from datetime import date
from typing import Any

import django_filters as filtri
from django.db.models import QuerySet

from sportello.choices import GruppoErp
from sportello.models import VocePunteggio
from valdera_housing.kit.campi import CampoData


class FiltroData(filtri.DateFilter):
    field_class = CampoData


class VocePunteggioFiltro(filtri.FilterSet):
    """Which lines of the scale hold on a day."""

    valide_il = FiltroData(label="Valide il", method="nel_giorno")
    gruppo = filtri.ChoiceFilter(label="Gruppo", choices=GruppoErp, empty_label="Tutti")

    class Meta:
        model = VocePunteggio
        fields = ("valide_il", "gruppo")

    def nel_giorno(self, righe: QuerySet, nome: str, giorno: date) -> Any:
        return righe.valide(giorno)
