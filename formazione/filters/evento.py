"""How the list of the events is narrowed: words, state, type, for whom, comune, days."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from formazione.choices import Destinatario, StatoEvento, TipoEvento
from formazione.models import Evento
from formazione.workflow import VIVI
from valdera_housing.filters.registro import FiltroData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune

TUTTI = "TUTTI"


class EventoFiltro(filtri.FilterSet):
    """Those still to be held, unless another state is asked for. Days find the events that touch them."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Titolo o numero"}),
    )
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=[(TUTTI, "Anche svolti e annullati"), *StatoEvento.choices],
        empty_label="Da svolgere",
    )
    tipo = filtri.ChoiceFilter(label="Tipo", choices=TipoEvento.choices, empty_label="Tutti")
    destinatario = filtri.ChoiceFilter(
        label="Per chi", method="rivolti_a", choices=Destinatario.choices, empty_label="Tutti"
    )
    comune = filtri.ModelChoiceFilter(label="Comune", queryset=Comune.objects.none(), empty_label="Tutti")
    dal = FiltroData(label="Dal", field_name="finisce_il", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="inizia_il", lookup_expr="lte")

    class Meta:
        model = Evento
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = Comune.objects.aderenti(oggi())

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        trovati = super().filter_queryset(queryset)
        return trovati if self.form.cleaned_data.get("stato") else trovati.filter(stato__in=VIVI)

    def cerca(self, eventi: QuerySet, nome: str, parole: str) -> QuerySet:
        return eventi.cercati(parole)

    def nello_stato(self, eventi: QuerySet, nome: str, stato: str) -> QuerySet:
        return eventi if stato == TUTTI else eventi.filter(stato=stato)

    def rivolti_a(self, eventi: QuerySet, nome: str, gruppo: str) -> QuerySet:
        return eventi.filter(destinatari__contains=[gruppo])
