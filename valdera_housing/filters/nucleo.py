from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from valdera_housing.models import Comune, MembroNucleo, Nucleo, Persona, Utente
from valdera_housing.queries.anagrafe import comuni_di


class NucleoFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Codice, o nome di un componente",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    comune = django_filters.ModelChoiceFilter(label="Comune", queryset=Comune.objects.none(), empty_label="Tutti")
    in_carico = django_filters.ChoiceFilter(
        label="Presa in carico",
        choices=(("True", "In carico al servizio"), ("False", "Non ancora in carico")),
        empty_label="Tutti",
    )

    class Meta:
        model = Nucleo
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_di(utente)

    def cerca(self, nuclei: QuerySet, nome: str, testo: str) -> QuerySet:
        if testo.strip().upper().startswith("N-"):
            return nuclei.filter(codice__startswith=testo.strip().upper())
        presenti = MembroNucleo.objects.filter(
            nucleo=OuterRef("pk"), al=None, persona__in=Persona.objects.cercate(testo)
        )
        return nuclei.filter(Exists(presenti))
