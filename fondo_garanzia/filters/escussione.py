"""How the list of the claims is narrowed: words, state, comune, when they came."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from fondo_garanzia.choices import StatoEscussione
from fondo_garanzia.models import Escussione, Fondo, Garanzia
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.kit.campi import CampoData
from valdera_housing.models import Comune, Contratto, Utente


class FiltroData(django_filters.DateFilter):
    field_class = CampoData


class EscussioneFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Numero, proprietario, nucleo"}
        ),
    )
    stato = django_filters.ChoiceFilter(label="Stato", choices=StatoEscussione.choices, empty_label="Tutti")
    comune = django_filters.ModelChoiceFilter(
        label="Comune", field_name="garanzia__fondo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    dal = FiltroData(label="Arrivate dal", field_name="presentata_il", lookup_expr="gte")
    al = FiltroData(label="al", field_name="presentata_il", lookup_expr="lte")

    class Meta:
        model = Escussione
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        self.filters["comune"].queryset = Comune.objects.filter(pk__in=Fondo.objects.values("comune"))

    def cerca(self, escussioni: QuerySet, nome: str, testo: str) -> QuerySet:
        """By the name of the household only for who reads names: the others by owner, numbers and code."""
        parole = testo.replace("\x00", "").strip()
        trovate = Q(numero__icontains=parole) | Q(garanzia__in=Garanzia.objects.cercate(parole))
        trovate |= Q(garanzia__nucleo__codice__icontains=parole)
        if self.utente.ha_ruolo(*LEGGONO_I_NOMI):
            trovate |= Q(garanzia__contratto__in=Contratto.objects.cercati(parole))
        return escussioni.filter(trovate)
