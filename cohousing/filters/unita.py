"""How the free places are narrowed: when, for whom, comune, beds, without steps."""

from datetime import timedelta
from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from cohousing.choices import Categoria, Dotazione
from cohousing.models import Unita
from cohousing.queries.struttura import comuni_delle_case
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune

GIORNI_PRESTO = 90
ORA, TUTTE = "ORA", "TUTTE"
LETTI_MASSIMI = 99


class PostiFiltro(filtri.FilterSet):
    """Units of ``posti_liberi``: those free now or within three months, unless others are asked for."""

    quando = filtri.ChoiceFilter(
        label="Quando",
        method="libere",
        choices=[(ORA, "Libere oggi"), (TUTTE, "Tutte, anche senza una data")],
        empty_label=f"Oggi o entro {GIORNI_PRESTO} giorni",
    )
    categoria = filtri.ChoiceFilter(
        label="Per chi è", field_name="struttura__categoria", choices=Categoria.choices, empty_label="Tutti"
    )
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="struttura__alloggio__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    letti = filtri.NumberFilter(
        label="Posti letto, almeno",
        field_name="posti_letto",
        lookup_expr="gte",
        min_value=1,
        max_value=LETTI_MASSIMI,
        decimal_places=0,
    )
    dotazione = filtri.ChoiceFilter(label="Con", method="con", choices=Dotazione.choices, empty_label="Non importa")
    accessibile = filtri.BooleanFilter(
        label="Accessibile",
        method="accessibili",
        widget=forms.Select(choices=[("", "Non importa"), ("true", "Sì")]),
    )

    class Meta:
        model = Unita
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_delle_case()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        trovate = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("quando"):
            return trovate
        return trovate.filter(libera_dal__lte=oggi() + timedelta(days=GIORNI_PRESTO))

    def libere(self, unita: QuerySet, nome: str, quando: str) -> QuerySet:
        return unita.filter(libera_dal=oggi()).exclude(casa_piena=True) if quando == ORA else unita

    def con(self, unita: QuerySet, nome: str, dotazione: str) -> QuerySet:
        return unita.filter(dotazioni__contains=[dotazione])

    def accessibili(self, unita: QuerySet, nome: str, serve: bool) -> QuerySet:
        return unita.filter(accessibile=True) if serve else unita
