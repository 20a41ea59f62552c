"""Filters of the settings the office keeps in the registry, and of the log of changes."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from valdera_housing.choices import Ruolo, RuoloEnte
from valdera_housing.kit.campi import CampoData
from valdera_housing.models import Comune, Convenzione, Ente, Parametro, Utente

CERCA = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})


class FiltroData(django_filters.Filter):
    field_class = CampoData


class ComuneFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Nome", field_name="nome", lookup_expr="icontains", max_length=60, widget=CERCA
    )

    class Meta:
        model = Comune
        fields = ()


class EnteFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Nome", field_name="nome", lookup_expr="icontains", max_length=60, widget=CERCA
    )
    ruolo = django_filters.ChoiceFilter(label="Ruolo", choices=RuoloEnte.choices, empty_label="Tutti")

    class Meta:
        model = Ente
        fields = ()


class ConvenzioneFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Numero", field_name="numero", lookup_expr="icontains", max_length=40, widget=CERCA
    )

    class Meta:
        model = Convenzione
        fields = ()


class ParametroFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Parametro", field_name="descrizione", lookup_expr="icontains", max_length=60, widget=CERCA
    )
    il = FiltroData(label="In vigore il", method="in_vigore")

    class Meta:
        model = Parametro
        fields = ()

    def in_vigore(self, parametri: QuerySet, nome: str, giorno: Any) -> QuerySet:
        return parametri.validi(giorno) if giorno else parametri


class UtenteFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Nome, nome utente o e-mail", method="cerca", max_length=60, widget=CERCA)
    ruolo = django_filters.ChoiceFilter(label="Ruolo", choices=Ruolo.choices, empty_label="Tutti", method="con_ruolo")
    attivo = django_filters.ChoiceFilter(
        label="Accesso",
        field_name="is_active",
        choices=(("True", "Attivo"), ("False", "Chiuso")),
        empty_label="Tutti",
    )

    class Meta:
        model = Utente
        fields = ()

    def cerca(self, utenti: QuerySet, nome: str, testo: str) -> QuerySet:
        colonne = ("first_name", "last_name", "username", "email")
        for parola in testo.split():
            condizione = Q()
            for colonna in colonne:
                condizione |= Q(**{f"{colonna}__icontains": parola})
            utenti = utenti.filter(condizione)
        return utenti

    def con_ruolo(self, utenti: QuerySet, nome: str, ruolo: str) -> QuerySet:
        return utenti.filter(ruoli__contains=[ruolo])
