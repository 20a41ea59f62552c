"""How the list of the rooms asked for is narrowed: state, room, when, words."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from formazione.choices import StatoSala
from formazione.models import RichiestaSala
from formazione.queries.sala import stanze_da_chiedere
from valdera_housing.kit.campi import CampoData
from valdera_housing.models import Stanza


class FiltroGiorno(filtri.DateFilter):
    field_class = CampoData


class SalaFiltro(filtri.FilterSet):
    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Per che cosa"}),
    )
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoSala.choices, empty_label="Tutti")
    stanza = filtri.ModelChoiceFilter(
        label="Sala", field_name="prenotazione__stanza", queryset=Stanza.objects.none(), empty_label="Tutte"
    )
    dal = FiltroGiorno(label="Dal", field_name="prenotazione__inizio", lookup_expr="date__gte")
    al = FiltroGiorno(label="Al", field_name="prenotazione__inizio", lookup_expr="date__lte")

    class Meta:
        model = RichiestaSala
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["stanza"].queryset = stanze_da_chiedere()

    def cerca(self, righe: QuerySet, _nome: str, parole: str) -> QuerySet:
        for parola in parole.replace("\x00", "").split():
            righe = righe.filter(titolo__icontains=parola)
        return righe
