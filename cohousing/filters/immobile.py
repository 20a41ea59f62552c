"""How the list of the buildings is narrowed: words, comune, owner, state, for whom, availability."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from cohousing.choices import Categoria, Disponibilita, StatoImmobile, TipoProprietario
from cohousing.models import RicognizioneImmobile
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune

TUTTI = "TUTTI"


class ImmobileFiltro(filtri.FilterSet):
    """All but those discarded, unless a state is asked for."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Via, nome o numero"}),
    )
    comune = filtri.ModelChoiceFilter(label="Comune", queryset=Comune.objects.none(), empty_label="Tutti")
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=[(TUTTI, "Anche gli scartati"), *StatoImmobile.choices],
        empty_label="In ricognizione",
    )
    proprietario_tipo = filtri.ChoiceFilter(label="Di chi è", choices=TipoProprietario.choices, empty_label="Tutti")
    categoria = filtri.ChoiceFilter(
        label="Per chi", method="per_categoria", choices=Categoria.choices, empty_label="Tutti"
    )
    disponibilita = filtri.ChoiceFilter(label="Disponibilità", choices=Disponibilita.choices, empty_label="Tutte")

    class Meta:
        model = RicognizioneImmobile
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = Comune.objects.aderenti(oggi())

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        trovati = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("stato"):
            return trovati
        return trovati.exclude(stato=StatoImmobile.SCARTATO)

    def cerca(self, immobili: QuerySet, nome: str, parole: str) -> QuerySet:
        return immobili.cercati(parole)

    def nello_stato(self, immobili: QuerySet, nome: str, stato: str) -> QuerySet:
        return immobili if stato == TUTTI else immobili.filter(stato=stato)

    def per_categoria(self, immobili: QuerySet, nome: str, categoria: str) -> QuerySet:
        return immobili.filter(categorie__contains=[categoria])
