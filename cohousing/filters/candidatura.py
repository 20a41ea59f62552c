from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from cohousing.choices import Categoria, StatoCandidatura
from cohousing.models import Candidatura
from valdera_housing.models import Comune, Utente
from valdera_housing.queries.anagrafe import comuni_di

DA_DECIDERE = "DA_DECIDERE"


class CandidaturaFilter(filtri.FilterSet):
    """By words, category, state, comune of the household, and who needs an accessible unit."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Numero, nome o codice del nucleo"}
        ),
    )
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="in_stato",
        choices=((DA_DECIDERE, "Da decidere"), *StatoCandidatura.choices),
        empty_label="Tutti",
    )
    categoria = filtri.ChoiceFilter(label="Categoria", choices=Categoria.choices, empty_label="Tutte")
    comune = filtri.ModelChoiceFilter(
        label="Comune del nucleo", field_name="caso__nucleo__comune", queryset=Comune.objects.none(),
        empty_label="Tutti",
    )  # fmt: skip
    accessibile = filtri.ChoiceFilter(
        label="Unità accessibile", choices=(("True", "Serve"), ("False", "Non serve")), empty_label="Tutte"
    )

    class Meta:
        model = Candidatura
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_di(utente)

    def cerca(self, candidature: QuerySet, _nome: str, testo: str) -> QuerySet:
        codice = testo.replace("\x00", "").strip().upper()
        if codice.startswith("N-"):
            return candidature.filter(caso__nucleo__codice__startswith=codice)
        return candidature.cercate(testo)

    def in_stato(self, candidature: QuerySet, _nome: str, stato: str) -> QuerySet:
        return candidature.vive() if stato == DA_DECIDERE else candidature.filter(stato=stato)
