"""How the list of the debtors is narrowed: words, state, comune, step due."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from gestore.choices import PassoMorosita, StatoMorosita
from gestore.models import Morosita
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.models import Comune, Contratto, Utente

PASSI_DOVUTI = [
    PassoMorosita.SOLLECITO,
    PassoMorosita.LETTERA,
    PassoMorosita.COLLOQUIO,
    PassoMorosita.PIANO,
    PassoMorosita.DECADENZA,
    PassoMorosita.INVIO_FONDO,
]


class MorositaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Nome, contratto o codice del nucleo"}
        ),
    )
    stato = django_filters.ChoiceFilter(label="Stato", choices=StatoMorosita.choices, empty_label="Tutte le aperte")
    passo = django_filters.ChoiceFilter(
        label="Passo da fare", choices=[(p.value, p.label) for p in PASSI_DOVUTI], empty_label="Tutti"
    )
    comune = django_filters.ModelChoiceFilter(
        label="Comune", field_name="contratto__alloggio__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )

    class Meta:
        model = Morosita
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        con_contratti = Contratto.objects.visibili_a(utente).values("alloggio__comune")
        self.filters["comune"].queryset = Comune.objects.filter(pk__in=con_contratti)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Files closed are seen only when asked for."""
        trovate = super().filter_queryset(queryset)
        return trovate if self.form.cleaned_data.get("stato") else trovate.aperte()

    def cerca(self, fascicoli: QuerySet, nome: str, testo: str) -> QuerySet:
        """By name only for who reads names: the others search by number of the contract and code of the household."""
        parole = testo.replace("\x00", "").strip()
        per_codice = Q(contratto__numero__icontains=parole) | Q(contratto__nucleo__codice__icontains=parole)
        if self.utente.ha_ruolo(*LEGGONO_I_NOMI):
            per_codice |= Q(contratto__in=Contratto.objects.cercati(parole))
        return fascicoli.filter(per_codice)
