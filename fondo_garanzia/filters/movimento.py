from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from fondo_garanzia.choices import TipoMovimento, Voce
from fondo_garanzia.models import Fondo, MovimentoFondo
from valdera_housing.filters.periodo import PeriodoForm
from valdera_housing.filters.registro import FiltroData
from valdera_housing.models import Comune, Utente


class MovimentoFondoFiltro(filtri.FilterSet):
    """Of which comune, of which type and figure, between two days, with which words in the reason or in the act."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Causale o atto"}),
    )
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="fondo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    tipo = filtri.ChoiceFilter(label="Tipo", choices=TipoMovimento, empty_label="Tutti")
    voce = filtri.ChoiceFilter(label="Voce", choices=Voce, empty_label="Tutte")
    dal = FiltroData(label="Dal", field_name="giorno", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="giorno", lookup_expr="lte")

    class Meta:
        model = MovimentoFondo
        fields = ()
        form = PeriodoForm

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fondi = Fondo.objects.visibili_a(utente)
        self.filters["comune"].queryset = Comune.objects.filter(pk__in=fondi.values("comune"))

    def cerca(self, movimenti: QuerySet, _nome: str, testo: str) -> QuerySet:
        for parola in testo.replace("\x00", "").split():
            movimenti = movimenti.filter(Q(causale__icontains=parola) | Q(atto__icontains=parola))
        return movimenti
