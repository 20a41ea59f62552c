"""How the list of the guarantees is narrowed: words, state, comune, day by which they end."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from fondo_garanzia.choices import StatoGaranzia
from fondo_garanzia.models import Fondo, Garanzia
from fondo_garanzia.models.garanzia import VIVE
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.kit.campi import CampoData
from valdera_housing.models import Comune, Contratto, Utente

TUTTE = "TUTTE"


class GiornoFilter(django_filters.DateFilter):
    field_class = CampoData


class GaranziaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Numero, proprietario, contratto o nucleo"}
        ),
    )
    stato = django_filters.ChoiceFilter(
        label="Stato",
        method="in_stato",
        choices=((TUTTE, "Tutte"), *StatoGaranzia.choices),
        empty_label="Richieste e in corso",
    )
    comune = django_filters.ModelChoiceFilter(
        label="Comune", field_name="fondo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    entro = GiornoFilter(label="Scadono entro il", field_name="scade_il", lookup_expr="lte")

    class Meta:
        model = Garanzia
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        fondi = Fondo.objects.visibili_a(utente).values("comune")
        self.filters["comune"].queryset = Comune.objects.filter(pk__in=fondi).order_by("nome")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Those refused or ended are seen only when asked for."""
        trovate = super().filter_queryset(queryset)
        return trovate if self.form.cleaned_data.get("stato") else trovate.filter(stato__in=VIVE)

    def in_stato(self, garanzie: QuerySet, nome: str, stato: str) -> QuerySet:
        return garanzie if stato == TUTTE else garanzie.filter(stato=stato)

    def cerca(self, garanzie: Any, nome: str, testo: str) -> QuerySet:
        """By the tenant's name only for who reads names: the others by number, owner, contract and code."""
        parole = testo.replace("\x00", "").strip()
        condizione = Q(pk__in=garanzie.cercate(parole).values("pk")) | Q(contratto__numero__icontains=parole)
        condizione |= Q(nucleo__codice__icontains=parole)
        if self.utente.ha_ruolo(*LEGGONO_I_NOMI):
            condizione |= Q(contratto__in=Contratto.objects.cercati(parole))
        return garanzie.filter(condizione)
