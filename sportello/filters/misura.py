from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from sportello.choices import TipoMisura
from sportello.models import Misura
from valdera_housing.kit.tempo import oggi

IN_VIGORE, FINITE = "IN_VIGORE", "FINITE"


class MisuraFilter(filtri.FilterSet):
    """By name, type, and whether it is in force today."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nome o atto"}),
    )
    tipo = filtri.ChoiceFilter(label="Tipo", choices=TipoMisura, empty_label="Tutti")
    vigore = filtri.ChoiceFilter(
        label="Validità",
        method="in_vigore",
        choices=((IN_VIGORE, "In vigore oggi"), (FINITE, "Finite")),
        empty_label="Tutte",
    )

    class Meta:
        model = Misura
        fields = ("q", "tipo", "vigore")

    def cerca(self, misure: QuerySet, nome: str, testo: str) -> QuerySet:
        pulito = testo.replace("\x00", "").strip()
        return misure.filter(Q(nome__icontains=pulito) | Q(atto__icontains=pulito))

    def in_vigore(self, misure: Any, nome: str, quale: str) -> QuerySet:
        return misure.valide(oggi()) if quale == IN_VIGORE else misure.filter(valida_al__lt=oggi())
