"""How the list of the contracts with owners is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from gestore.queries.locazione import DI_TESTA
from valdera_housing.choices import StatoContratto
from valdera_housing.kit.campi import CampoData
from valdera_housing.models import Alloggio, Comune, Contratto, Proprietario, Utente
from valdera_housing.models.casa.alloggio import VEDONO_LE_CASE
from valdera_housing.models.casa.contratto import VIVI


class FiltroData(django_filters.DateFilter):
    field_class = CampoData


class LocazioneFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Numero, via, proprietario"}
        ),
    )
    comune = django_filters.ModelChoiceFilter(
        label="Comune", field_name="alloggio__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    tipo = django_filters.ChoiceFilter(label="Tipo", choices=DI_TESTA, empty_label="Tutti")
    stato = django_filters.ChoiceFilter(label="Stato", choices=StatoContratto, empty_label="Tutti")
    scade = FiltroData(label="Scade entro il", method="scade_entro")

    class Meta:
        model = Contratto
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        vede_tutto = utente.ha_ruolo(*VEDONO_LE_CASE)
        self.filters["comune"].queryset = (
            Comune.objects.all() if vede_tutto else Comune.objects.filter(pk__in=utente.comuni_seguiti)
        )

    def cerca(self, contratti: QuerySet, _nome: str, testo: str) -> QuerySet:
        """By number, by home or by an owner this person may see; each through its own index."""
        numeri = Contratto.objects.cercati(testo).values("pk")
        case = Alloggio.objects.visibili_a(self.utente).cercati(testo).values("pk")
        proprietari = Proprietario.objects.visibili_a(self.utente).cercati(testo).values("pk")
        return contratti.filter(Q(pk__in=numeri) | Q(alloggio__in=case) | Q(proprietario__in=proprietari))

    def scade_entro(self, contratti: QuerySet, _nome: str, giorno: Any) -> QuerySet:
        return contratti.filter(fine_effettiva__lte=giorno, stato__in=VIVI)
