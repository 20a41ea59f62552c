from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from formazione.choices import TipoPartner
from formazione.models import Partner


class PartnerFiltro(filtri.FilterSet):
    """Those in the network, unless one asks for the others too."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Nome o referente"}),
    )
    tipo = filtri.ChoiceFilter(label="Che cos’è", choices=TipoPartner.choices, empty_label="Tutti")
    rete = filtri.ChoiceFilter(
        label="Rete",
        choices=(("usciti", "Usciti dalla rete"), ("tutti", "Anche gli usciti")),
        method="in_rete",
        empty_label="Nella rete",
    )

    class Meta:
        model = Partner
        fields = ()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        righe = super().filter_queryset(queryset)
        return righe if self.form.cleaned_data.get("rete") else righe.filter(attivo=True)

    def cerca(self, righe: QuerySet, _nome: str, parole: str) -> Any:
        for parola in parole.replace("\x00", "").split():
            righe = righe.filter(nome__icontains=parola) | righe.filter(referente__icontains=parola)
        return righe

    def in_rete(self, righe: QuerySet, _nome: str, quali: str) -> QuerySet:
        return righe if quali == "tutti" else righe.filter(attivo=False)
