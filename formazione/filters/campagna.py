"""How the list of the campaigns is narrowed: words, state, group, period."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from formazione.choices import Destinatario, StatoCampagna
from formazione.models import Campagna
from valdera_housing.kit.campi import CampoData


class FiltroData(filtri.DateFilter):
    field_class = CampoData


def filtro_parole(segnaposto: str, **opzioni: Any) -> filtri.CharFilter:
    """The box of the words to look for."""
    attributi = {"type": "search", "autocomplete": "off", "placeholder": segnaposto}
    return filtri.CharFilter(label="Cerca", max_length=100, widget=forms.TextInput(attrs=attributi), **opzioni)


class CampagnaFiltro(filtri.FilterSet):
    q = filtro_parole("Titolo o numero", method="cerca")
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoCampagna.choices, empty_label="Tutti")
    gruppo = filtri.ChoiceFilter(
        label="A chi", method="rivolte_a", choices=Destinatario.choices, empty_label="Tutti i gruppi"
    )
    dal = FiltroData(label="Dal", method="non_finite_prima")
    al = FiltroData(label="Al", field_name="dal", lookup_expr="lte")

    class Meta:
        model = Campagna
        fields = ()

    def cerca(self, campagne: QuerySet, nome: str, parole: str) -> QuerySet:
        return campagne.filter(pk__in=Campagna.objects.cercate(parole).values("pk"))

    def rivolte_a(self, campagne: QuerySet, nome: str, gruppo: str) -> QuerySet:
        return campagne.filter(destinatari__contains=[gruppo])

    def non_finite_prima(self, campagne: QuerySet, nome: str, giorno: object) -> QuerySet:
        """A campaign without an end has not ended."""
        return campagne.filter(Q(al=None) | Q(al__gte=giorno))
