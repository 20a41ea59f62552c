from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from gestore.choices import ACarico, StatoManutenzione, Urgenza
from gestore.models import Manutenzione
from gestore.queries.pagine import comuni_delle_case
from valdera_housing.models import Alloggio, Comune, Utente


class ManutenzioneFiltro(filtri.FilterSet):
    """Where, in which state, how urgent, who pays."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Via, codice o numero"}),
    )
    stato = filtri.ChoiceFilter(label="Stato", method="nello_stato", empty_label="Tutti")
    urgenza = filtri.ChoiceFilter(label="Urgenza", choices=Urgenza, empty_label="Tutte")
    a_carico_di = filtri.ChoiceFilter(label="A carico di", choices=ACarico, empty_label="Tutti")
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="alloggio__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )

    class Meta:
        model = Manutenzione
        fields = ("q", "stato", "urgenza", "a_carico_di", "comune")

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_delle_case(utente)
        self.filters["stato"].extra["choices"] = [("DA_FARE", "Da fare"), *StatoManutenzione.choices]

    def cerca(self, righe: QuerySet, nome: str, testo: str) -> QuerySet:
        if testo.strip().upper().startswith("M-"):
            return righe.filter(numero__startswith=testo.strip().upper())
        return righe.filter(alloggio__in=Alloggio.objects.cercati(testo))

    def nello_stato(self, righe: QuerySet, nome: str, stato: str) -> QuerySet:
        if stato == "DA_FARE":
            return righe.filter(stato__in=["APERTA", "PREVENTIVO", "AUTORIZZATA"])
        return righe.filter(stato=stato)
