"""How the list of the credits is narrowed: words, state, comune, late or not."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from fondo_garanzia.choices import StatoRivalsa
from fondo_garanzia.models import CreditoRivalsa, Fondo, Garanzia
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.models import Comune, Contratto, Utente

RITARDO = (("si", "Con rate scadute"), ("no", "Senza rate scadute"))


class RivalsaFilter(django_filters.FilterSet):
    """``ritardo`` asks for the annotations of queries.rivalsa.con_ritardo."""

    q = django_filters.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Numero, nome, nucleo o proprietario"}
        ),
    )
    stato = django_filters.ChoiceFilter(label="Stato", choices=StatoRivalsa.choices, empty_label="Tutti")
    ritardo = django_filters.ChoiceFilter(
        label="Rate scadute", method="con_rate_scadute", choices=RITARDO, empty_label="Tutte"
    )
    comune = django_filters.ModelChoiceFilter(
        label="Comune",
        field_name="escussione__garanzia__fondo__comune",
        queryset=Comune.objects.none(),
        empty_label="Tutti",
    )

    class Meta:
        model = CreditoRivalsa
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        fondi = Fondo.objects.visibili_a(utente)
        self.filters["comune"].queryset = Comune.objects.filter(pk__in=fondi.values("comune"))

    def con_rate_scadute(self, crediti: QuerySet, nome: str, valore: str) -> QuerySet:
        return crediti.filter(scaduto__gt=0) if valore == "si" else crediti.filter(scaduto=0)

    def cerca(self, crediti: QuerySet, nome: str, testo: str) -> QuerySet:
        """By name only for who reads names: the others search by number, code of the household and owner."""
        parole = testo.replace("\x00", "").strip()
        trovati = (
            Q(numero__icontains=parole)
            | Q(nucleo__codice__icontains=parole)
            | Q(escussione__garanzia__in=Garanzia.objects.cercate(parole))
        )
        if self.utente.ha_ruolo(*LEGGONO_I_NOMI):
            trovati |= Q(escussione__garanzia__contratto__in=Contratto.objects.cercati(parole))
        return crediti.filter(trovati)
