from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from gestore.choices import StatoCandidatura
from gestore.models import Candidatura
from valdera_housing.models import Comune, MembroNucleo, Persona, Utente
from valdera_housing.queries.anagrafe import comuni_di

APERTE = "APERTE"


class CandidaturaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Numero, codice del nucleo o nome",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    stato = django_filters.ChoiceFilter(
        label="Stato",
        method="in_stato",
        choices=((APERTE, "Da decidere"), *StatoCandidatura.choices),
        empty_label="Tutti",
    )
    comune = django_filters.ModelChoiceFilter(
        label="Comune", field_name="nucleo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )

    class Meta:
        model = Candidatura
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        self.filters["comune"].queryset = comuni_di(utente)

    def cerca(self, candidature: QuerySet, nome: str, testo: str) -> QuerySet:
        """The names searched are those this user may read."""
        codice = testo.replace("\x00", "").strip().upper()
        if codice.startswith(("K-", "N-")):
            return candidature.filter(Q(numero__startswith=codice) | Q(nucleo__codice__startswith=codice))
        persone = Persona.objects.visibili_a(self.utente).cercate(testo)
        presenti = MembroNucleo.objects.filter(nucleo=OuterRef("nucleo"), al=None, persona__in=persone)
        return candidature.filter(Exists(presenti))

    def in_stato(self, candidature: QuerySet, nome: str, stato: str) -> QuerySet:
        return candidature.aperte() if stato == APERTE else candidature.filter(stato=stato)
