from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from valdera_housing.models import Comune

ADESIONI = {
    "aderenti": ("Con una dotazione", Q(dotato__gt=0)),
    "non_aderenti": ("Non aderenti", Q(dotato=0)),
    "in_deroga": ("In deroga", Q(deroga__gt=0)),
}


class FondoFiltro(filtri.FilterSet):
    """Rows of queries.quadro.comuni_e_fondi: by name of the comune, and whether it has endowed its fund."""

    q = filtri.CharFilter(
        label="Comune",
        field_name="nome",
        lookup_expr="icontains",
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    adesione = filtri.ChoiceFilter(
        label="Adesione",
        choices=[(chiave, nome) for chiave, (nome, _) in ADESIONI.items()],
        method="con_adesione",
        empty_label="Tutti",
    )

    class Meta:
        model = Comune
        fields = ()

    def con_adesione(self, comuni: QuerySet, _nome: str, adesione: Any) -> QuerySet:
        return comuni.filter(ADESIONI[adesione][1])
