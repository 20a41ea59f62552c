import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from valdera_housing.models import Proprietario


class ProprietarioFiltro(filtri.FilterSet):
    q = filtri.CharFilter(
        label="Nome o partita IVA",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    class Meta:
        model = Proprietario
        fields = ()

    def cerca(self, proprietari: QuerySet, _nome: str, testo: str) -> QuerySet:
        return proprietari.cercati(testo)
