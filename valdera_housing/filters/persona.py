from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from valdera_housing.models import Comune, Persona, Utente
from valdera_housing.queries.anagrafe import comuni_di


class PersonaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Cognome, nome o codice fiscale",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    comune = django_filters.ModelChoiceFilter(label="Comune", queryset=Comune.objects.none(), empty_label="Tutti")

    class Meta:
        model = Persona
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_di(utente)

    def cerca(self, persone: QuerySet, nome: str, testo: str) -> QuerySet:
        return persone.cercate(testo)
