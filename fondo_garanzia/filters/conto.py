from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet

from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.models import MovimentoBancario, Utente

COME_SONO = {"da_registrare": ~Q(importo=F("riscontrato")), "registrate": Q(importo=F("riscontrato"))}
VERSI = {"entrate": Q(importo__gt=0), "uscite": Q(importo__lt=0)}


class RigaDelMeseFilter(django_filters.FilterSet):
    """The lines of a month: words, how they stand, which way the money went."""

    q = django_filters.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Controparte o causale"}
        ),
    )
    stato = django_filters.ChoiceFilter(
        label="Nei fondi",
        method="nello_stato",
        choices=[("da_registrare", "Da registrare"), ("registrate", "Registrate")],
        empty_label="Tutte",
    )
    verso = django_filters.ChoiceFilter(
        label="Verso", method="del_verso", choices=[("entrate", "Entrate"), ("uscite", "Uscite")], empty_label="Tutte"
    )

    class Meta:
        model = MovimentoBancario
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente

    def cerca(self, righe: QuerySet, nome: str, testo: str) -> QuerySet:
        """Who reads codes searches only in what goes out: what comes in carries the names of households."""
        trovate = righe.cercati(testo)
        return trovate if self.utente.ha_ruolo(*LEGGONO_I_NOMI) else trovate.filter(importo__lt=0)

    def nello_stato(self, righe: QuerySet, nome: str, valore: str) -> QuerySet:
        return righe.filter(COME_SONO[valore])

    def del_verso(self, righe: QuerySet, nome: str, valore: str) -> QuerySet:
        return righe.filter(VERSI[valore])
