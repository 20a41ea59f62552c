"""How the list of the contents is narrowed: words, channel, language, period."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from formazione.choices import Canale
from formazione.filters.campagna import FiltroData, filtro_parole
from formazione.models import Campagna, Contenuto
from formazione.queries.campagna import lingue_usate


class ContenutoFiltro(filtri.FilterSet):
    q = filtro_parole("Titolo", field_name="titolo", lookup_expr="icontains")
    canale = filtri.ChoiceFilter(label="Dove", choices=Canale.choices, empty_label="Ovunque")
    lingua = filtri.ChoiceFilter(label="Lingua", method="nella_lingua", empty_label="Tutte")
    campagna = filtri.ModelChoiceFilter(label="Campagna", queryset=Campagna.objects.all(), widget=forms.HiddenInput)
    dal = FiltroData(label="Dal", field_name="pubblicato_il", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="pubblicato_il", lookup_expr="lte")

    class Meta:
        model = Contenuto
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["lingua"].extra["choices"] = [(lingua, lingua.capitalize()) for lingua in lingue_usate()]

    def nella_lingua(self, contenuti: QuerySet, nome: str, lingua: str) -> QuerySet:
        return contenuti.filter(lingue__contains=[lingua])
