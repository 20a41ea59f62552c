"""How the lists of services and of shifts are narrowed."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from cohousing.choices import StatoServizio, StatoTurno, TipoServizio
from cohousing.models import Servizio, Turno
from cohousing.queries.servizio import condomini, da_registrare, inizio_giorno
from valdera_housing.filters.periodo import PeriodoForm
from valdera_housing.filters.registro import FiltroData
from valdera_housing.kit.tempo import oggi

TUTTI, DA_REGISTRARE = "TUTTI", "DA_REGISTRARE"
PASSATI = (StatoTurno.SVOLTO, StatoTurno.SALTATO)


class ServizioFiltro(filtri.FilterSet):
    """Those still active, unless closed ones are asked for."""

    q = filtri.CharFilter(
        label="Cerca",
        field_name="nome",
        lookup_expr="icontains",
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Nome del servizio"}),
    )
    condominio = filtri.ModelChoiceFilter(
        label="Condominio", field_name="struttura", queryset=condomini(), empty_label="Tutti"
    )
    tipo = filtri.ChoiceFilter(label="Che cos’è", choices=TipoServizio.choices, empty_label="Tutti")
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=[(TUTTI, "Anche chiusi"), (StatoServizio.CHIUSO.value, "Solo chiusi")],
        empty_label="Attivi",
    )

    class Meta:
        model = Servizio
        fields = ()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        trovati = super().filter_queryset(queryset)
        return trovati if self.form.cleaned_data.get("stato") else trovati.attivi()

    def nello_stato(self, servizi: QuerySet, _nome: str, stato: str) -> QuerySet:
        return servizi if stato == TUTTI else servizi.filter(stato=stato)


class TurnoFiltro(filtri.FilterSet):
    """From today on, unless a state or some days are asked for."""

    servizio = filtri.ModelChoiceFilter(label="Servizio", queryset=Servizio.objects.all(), empty_label="Tutti")
    condominio = filtri.ModelChoiceFilter(
        label="Condominio", field_name="servizio__struttura", queryset=condomini(), empty_label="Tutti"
    )
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=[(DA_REGISTRARE, "Passati, da registrare"), *StatoTurno.choices, (TUTTI, "Tutti")],
        empty_label="Da oggi in poi",
    )
    dal = FiltroData(label="Dal", method="dal_giorno")
    al = FiltroData(label="Al", method="al_giorno")

    class Meta:
        model = Turno
        fields = ()
        form = PeriodoForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.form.fields["servizio"]
        campo.queryset = campo.queryset.select_related("struttura")
        campo.label_from_instance = lambda servizio: f"{servizio}, {servizio.struttura}"

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        trovati = super().filter_queryset(queryset)
        if any(self.form.cleaned_data.get(nome) for nome in ("stato", "dal", "al")):
            return trovati
        return trovati.filter(inizio__gte=inizio_giorno(oggi()))

    def nello_stato(self, turni: QuerySet, _nome: str, stato: str) -> QuerySet:
        if stato == TUTTI:
            return turni
        return da_registrare(turni) if stato == DA_REGISTRARE else turni.filter(stato=stato)

    def dal_giorno(self, turni: QuerySet, _nome: str, giorno: Any) -> QuerySet:
        return turni.filter(inizio__gte=inizio_giorno(giorno)) if giorno else turni

    def al_giorno(self, turni: QuerySet, _nome: str, giorno: Any) -> QuerySet:
        return turni.filter(inizio__lt=inizio_giorno(giorno, dopo=1)) if giorno else turni

    @property
    def guarda_indietro(self) -> bool:
        """Whether what is asked for is past: the last comes first."""
        return self.form.is_valid() and self.form.cleaned_data.get("stato") in {*PASSATI, TUTTI}
