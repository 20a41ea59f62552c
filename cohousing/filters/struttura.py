"""How the list of the houses is narrowed: words, state, type, for whom, comune."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from cohousing.choices import Categoria, StatoStruttura, TipoStruttura
from cohousing.models import Struttura
from cohousing.queries.struttura import comuni_delle_case
from cohousing.workflow import APERTE
from valdera_housing.models import Comune

TUTTE = "TUTTE"


class StrutturaFiltro(filtri.FilterSet):
    """Those not closed, unless another state is asked for."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Nome o numero"}),
    )
    tipo = filtri.ChoiceFilter(label="Che cos’è", choices=TipoStruttura.choices, empty_label="Tutte")
    categoria = filtri.ChoiceFilter(label="Per chi è", choices=Categoria.choices, empty_label="Tutti")
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="alloggio__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=[(TUTTE, "Anche quelle chiuse"), *StatoStruttura.choices],
        empty_label="In preparazione o aperte",
    )

    class Meta:
        model = Struttura
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_delle_case()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        trovate = super().filter_queryset(queryset)
        return trovate if self.form.cleaned_data.get("stato") else trovate.filter(stato__in=APERTE)

    def cerca(self, strutture: QuerySet, nome: str, parole: str) -> QuerySet:
        return strutture.cercate(parole)

    def nello_stato(self, strutture: QuerySet, nome: str, stato: str) -> QuerySet:
        return strutture if stato == TUTTE else strutture.filter(stato=stato)
