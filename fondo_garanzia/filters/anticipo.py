"""How the list of the advances is narrowed: words, state, reason, comune, late or not."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from fondo_garanzia.choices import MotivoAnticipo, StatoAnticipo
from fondo_garanzia.models import Anticipo, Fondo
from fondo_garanzia.queries.anticipo import del_nucleo
from valdera_housing.models import Comune, Utente

TUTTI = "TUTTI"
RITARDO = (("si", "con rate in ritardo"), ("no", "senza rate in ritardo"))


class AnticipoFiltro(filtri.FilterSet):
    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Numero, nucleo o creditore"}
        ),
    )
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=[(TUTTI, "Aperti e chiusi"), *StatoAnticipo.choices],
        empty_label="Tutti gli aperti",
    )
    motivo = filtri.ChoiceFilter(label="Per che cosa", choices=MotivoAnticipo.choices, empty_label="Tutti")
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="fondo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    ritardo = filtri.ChoiceFilter(label="In ritardo", method="in_ritardo", choices=RITARDO, empty_label="Qualunque")

    class Meta:
        model = Anticipo
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        fondi = Fondo.objects.visibili_a(utente).values("comune")
        self.filters["comune"].queryset = Comune.objects.filter(pk__in=fondi)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Closed ones are seen only when asked for."""
        trovati = super().filter_queryset(queryset)
        return trovati if self.form.cleaned_data.get("stato") else trovati.aperti()

    def cerca(self, anticipi: QuerySet, nome: str, parole: str) -> QuerySet:
        """Number and creditor; the household by code, by name for who may read it."""
        per_parole = Q(pk__in=Anticipo.objects.cercate(parole).values("pk"))
        return anticipi.filter(per_parole | del_nucleo(parole, utente=self.utente))

    def nello_stato(self, anticipi: QuerySet, nome: str, stato: str) -> QuerySet:
        return anticipi if stato == TUTTI else anticipi.filter(stato=stato)

    def in_ritardo(self, anticipi: QuerySet, nome: str, quale: str) -> QuerySet:
        return anticipi.filter(scaduto__gt=0) if quale == "si" else anticipi.filter(scaduto=0)
