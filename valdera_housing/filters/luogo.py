"""Filters of the desks and of the mediators."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from valdera_housing.choices import TipoSede
from valdera_housing.filters.registro import CERCA
from valdera_housing.models import Comune, Mediatore, Sede
from valdera_housing.queries.luogo import lingue_dei_mediatori

IN_USO = (("True", "In uso"), ("False", "Non più"))


class SedeFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Nome", field_name="nome", lookup_expr="icontains", max_length=80, widget=CERCA
    )
    tipo = django_filters.ChoiceFilter(label="Tipo", choices=TipoSede.choices, empty_label="Tutti")
    comune = django_filters.ModelChoiceFilter(
        label="Comune", queryset=Comune.objects.order_by("nome"), empty_label="Tutti"
    )
    uso = django_filters.ChoiceFilter(label="Uso", field_name="attiva", choices=IN_USO, empty_label="Tutte")

    class Meta:
        model = Sede
        fields = ()


class MediatoreFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Nome", field_name="nome", lookup_expr="icontains", max_length=80, widget=CERCA
    )
    lingua = django_filters.ChoiceFilter(label="Lingua", method="con_lingua", empty_label="Tutte")
    uso = django_filters.ChoiceFilter(
        label="Lavora con noi",
        field_name="attivo",
        choices=(("True", "Sì"), ("False", "Non più")),
        empty_label="Tutti",
    )

    class Meta:
        model = Mediatore
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["lingua"].extra["choices"] = [(lingua, lingua) for lingua in lingue_dei_mediatori()]

    def con_lingua(self, mediatori: QuerySet, nome: str, lingua: str) -> QuerySet:
        return mediatori.filter(lingue__contains=[lingua])
