from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from valdera_housing.choices import BisognoCaso
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Comune, MembroNucleo, Persona, Utente
from valdera_housing.queries.anagrafe import comuni_di
from valdera_housing.queries.caso import assistenti_per, giorni_caso_fermo, operatori, seguiti_da


class CasoFilter(django_filters.FilterSet):
    """Which cases: the open ones when nothing is asked."""

    q = django_filters.CharFilter(
        label="Numero, codice del nucleo o nome",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    stato = django_filters.ChoiceFilter(
        label="Stato",
        method="ignora",
        choices=(("CHIUSI", "Chiusi"), ("TUTTI", "Aperti e chiusi")),
        empty_label="Aperti",
    )
    di = django_filters.ChoiceFilter(
        label="Di chi", method="di_chi", choices=(("MIEI", "I miei"), ("NESSUNO", "Di nessuno")), empty_label="Tutti"
    )
    fermi = django_filters.ChoiceFilter(
        label="Attività", method="solo_fermi", choices=(("SI", "Solo i fermi"),), empty_label="Tutte"
    )
    bisogno = django_filters.ChoiceFilter(
        label="Bisogno principale", field_name="bisogno_prevalente", choices=BisognoCaso, empty_label="Tutti"
    )
    comune = django_filters.ModelChoiceFilter(
        label="Comune", field_name="nucleo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    assistente_sociale = django_filters.ModelChoiceFilter(
        label="Assistente sociale", queryset=Utente.objects.none(), empty_label="Tutti"
    )
    case_manager = django_filters.ModelChoiceFilter(
        label="Operatore", queryset=Utente.objects.none(), empty_label="Tutti"
    )

    class Meta:
        model = Caso
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        self.filters["comune"].queryset = comuni_di(utente)
        self.filters["assistente_sociale"].queryset = assistenti_per(utente)
        self.filters["case_manager"].queryset = operatori()

    @property
    def stato_chiesto(self) -> str:
        return self.form.cleaned_data.get("stato", "") if self.form.is_valid() else ""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        casi = super().filter_queryset(queryset)
        match self.stato_chiesto:
            case "TUTTI":
                return casi
            case "CHIUSI":
                return casi.filter(chiuso_il__isnull=False)
        return casi.filter(chiuso_il=None)

    def ignora(self, casi: QuerySet, nome: str, valore: str) -> QuerySet:
        """The state is applied last, also when nobody asks for one."""
        return casi

    def cerca(self, casi: QuerySet, nome: str, testo: str) -> QuerySet:
        codice = testo.strip().upper()
        if codice.startswith("C-"):
            return casi.filter(numero__startswith=codice)
        if codice.startswith("N-"):
            return casi.filter(nucleo__codice__startswith=codice)
        presenti = MembroNucleo.objects.filter(
            nucleo=OuterRef("nucleo"), al=None, persona__in=Persona.objects.visibili_a(self.utente).cercate(testo)
        )
        return casi.filter(Exists(presenti))

    def di_chi(self, casi: QuerySet, nome: str, chi: str) -> QuerySet:
        if chi == "MIEI":
            return casi.filter(seguiti_da(self.utente))
        return casi.filter(case_manager=None, assistente_sociale=None)

    def solo_fermi(self, casi: QuerySet, nome: str, valore: str) -> QuerySet:
        return casi.fermi(oggi(), giorni_caso_fermo(oggi()))
