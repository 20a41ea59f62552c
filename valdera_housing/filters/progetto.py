from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from valdera_housing.choices import StatoProgetto
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Comune, ProgettoIndividuale, Utente
from valdera_housing.queries.anagrafe import comuni_di
from valdera_housing.queries.caso import seguiti_da


class ProgettoFilter(django_filters.FilterSet):
    """Which projects: in which state, of which comune, mine, those whose check is late."""

    q = django_filters.CharFilter(
        label="Numero, caso o codice del nucleo",
        method="cerca",
        max_length=20,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    stato = django_filters.ChoiceFilter(label="Stato", choices=StatoProgetto, empty_label="Tutti")
    verifica = django_filters.ChoiceFilter(
        label="Verifica", method="in_ritardo", choices=(("TARDI", "Da fare, scaduta"),), empty_label="Tutte"
    )
    di = django_filters.ChoiceFilter(label="Di chi", method="miei", choices=(("MIEI", "I miei"),), empty_label="Tutti")
    comune = django_filters.ModelChoiceFilter(
        label="Comune", field_name="caso__nucleo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )

    class Meta:
        model = ProgettoIndividuale
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        self.filters["comune"].queryset = comuni_di(utente)

    def cerca(self, progetti: QuerySet, nome: str, testo: str) -> QuerySet:
        codice = testo.strip().upper()
        if codice.startswith("N-"):
            return progetti.filter(caso__nucleo__codice__startswith=codice)
        if codice.startswith("C-"):
            return progetti.filter(caso__numero__startswith=codice)
        return progetti.filter(numero__startswith=codice)

    def in_ritardo(self, progetti: QuerySet, nome: str, valore: str) -> QuerySet:
        return progetti.filter(stato=StatoProgetto.FIRMATO, verifica_entro__lt=oggi())

    def miei(self, progetti: QuerySet, nome: str, valore: str) -> QuerySet:
        return progetti.filter(caso__in=Caso.objects.filter(seguiti_da(self.utente)))
