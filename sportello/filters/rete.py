"""The network by place, help and age; who does what; what is offered."""

from datetime import timedelta
from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from sportello.choices import AiutoOfferto, TipoRisorsa
from sportello.models import ImpegnoRisorsa, OpportunitaLavoro, RisorsaTerritorio
from sportello.queries.rete import TUTTO_IL_TERRITORIO
from valdera_housing.filters.partitario import MAX_PK
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune

TUTTE = "tutte"


def ricerca(suggerimento: str) -> filtri.CharFilter:
    return filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": suggerimento}),
    )


def chiave(colonna: str) -> filtri.NumberFilter:
    """A record chosen elsewhere, that travels in the address."""
    return filtri.NumberFilter(field_name=colonna, widget=forms.HiddenInput, min_value=1, max_value=MAX_PK)


def in_comune(nessuno: str) -> filtri.ModelChoiceFilter:
    """Where; ``nessuno`` is what a row without a comune means."""
    return filtri.ModelChoiceFilter(
        label="Comune", queryset=Comune.objects.none(), empty_label="Tutti", null_label=nessuno
    )


class ConComune(filtri.FilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = Comune.objects.aderenti(oggi())


class RisorsaFiltro(ConComune):
    """Those in use, unless one asks for the others too. ``giorni`` is the age at which a resource is old."""

    q = ricerca("Nome")
    comune = in_comune(TUTTO_IL_TERRITORIO)
    tipo = filtri.ChoiceFilter(label="Che cosa è", choices=TipoRisorsa, empty_label="Tutte")
    aiuto = filtri.ChoiceFilter(label="Aiuto", choices=AiutoOfferto, method="che_offre", empty_label="Tutti")
    vecchie = filtri.ChoiceFilter(
        label="Controllo",
        choices=(("true", "Da ricontrollare"), ("false", "Controllate di recente")),
        method="da_ricontrollare",
        empty_label="Tutte",
    )
    attiva = filtri.ChoiceFilter(
        label="Uso",
        choices=(("false", "Non più attive"), (TUTTE, "Anche le non attive")),
        method="in_uso",
        empty_label="In uso",
    )

    class Meta:
        model = RisorsaTerritorio
        fields = ("q", "tipo", "comune", "aiuto", "vecchie", "attiva")

    def __init__(self, *args: Any, giorni: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giorni = giorni

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        righe = super().filter_queryset(queryset)
        return righe if self.form.cleaned_data.get("attiva") else righe.filter(attiva=True)

    def cerca(self, righe: Any, _nome: str, testo: str) -> QuerySet:
        return righe.cercate(testo)

    def che_offre(self, righe: QuerySet, _nome: str, aiuto: str) -> QuerySet:
        return righe.filter(aiuti__contains=[aiuto])

    def da_ricontrollare(self, righe: Any, _nome: str, scelta: str) -> QuerySet:
        if scelta == "true":
            return righe.vecchie(oggi(), self.giorni)
        return righe.filter(aggiornata_il__gte=oggi() - timedelta(days=self.giorni))

    def in_uso(self, righe: QuerySet, _nome: str, scelta: str) -> QuerySet:
        return righe if scelta == TUTTE else righe.filter(attiva=False)


class ImpegnoFiltro(filtri.FilterSet):
    """Of which household or resource, and whether it goes on."""

    q = ricerca("Nome della risorsa o codice del nucleo")
    stato = filtri.ChoiceFilter(
        label="Stato",
        choices=(("in_corso", "In corso"), ("concluso", "Conclusi")),
        method="nello_stato",
        empty_label="Tutti",
    )
    caso = chiave("caso_id")
    risorsa = chiave("risorsa_id")

    class Meta:
        model = ImpegnoRisorsa
        fields = ("q", "stato", "caso", "risorsa")

    def cerca(self, righe: QuerySet, _nome: str, testo: str) -> QuerySet:
        if testo.strip().upper().startswith("N-"):
            return righe.filter(caso__nucleo__codice__startswith=testo.strip().upper())
        return righe.filter(risorsa__in=RisorsaTerritorio.objects.cercate(testo))

    def nello_stato(self, righe: QuerySet, _nome: str, stato: str) -> QuerySet:
        return righe.filter(al__isnull=stato == "in_corso")


class OpportunitaFiltro(ConComune):
    """The open ones, unless one asks for the others too."""

    q = ricerca("Lavoro, o chi lo offre")
    comune = in_comune("Altrove, o più comuni")
    stato = filtri.ChoiceFilter(
        label="Stato",
        choices=(("scadute", "Scadute"), (TUTTE, "Tutte")),
        method="nello_stato",
        empty_label="Aperte",
    )
    risorsa = chiave("risorsa_id")

    class Meta:
        model = OpportunitaLavoro
        fields = ("q", "comune", "stato", "risorsa")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        righe = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("stato"):
            return righe
        return righe.filter(Q(scade_il=None) | Q(scade_il__gte=oggi()))

    def cerca(self, righe: QuerySet, _nome: str, testo: str) -> QuerySet:
        di_chi = RisorsaTerritorio.objects.cercate(testo)
        return righe.filter(Q(ruolo__icontains=testo.replace("\x00", "").strip()) | Q(risorsa__in=di_chi))

    def nello_stato(self, righe: QuerySet, _nome: str, stato: str) -> QuerySet:
        return righe if stato == TUTTE else righe.filter(scade_il__lt=oggi())
