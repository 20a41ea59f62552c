from typing import Any

import django_filters
from django.db.models import QuerySet

from valdera_housing.choices import Lettura
from valdera_housing.filters.registro import FiltroData
from valdera_housing.models import LetturaFascicolo, Utente
from valdera_housing.queries.storia import modelli_seguiti, registro_modifiche


class ModificaFilter(django_filters.FilterSet):
    """Changes are read one noun at a time: each has its own table of events."""

    cosa = django_filters.ChoiceFilter(label="Che cosa", empty_label=None, method="resta")
    dal = FiltroData(label="Dal", method="resta")
    al = FiltroData(label="Al", method="resta")

    def __init__(self, data: Any) -> None:
        self.modelli = {modello._meta.model_name: modello for modello in modelli_seguiti()}
        super().__init__(data, queryset=next(iter(self.modelli.values())).objects.none())
        self.filters["cosa"].extra["choices"] = [(n, _maiuscolo(m)) for n, m in self.modelli.items()]

    @property
    def modello(self) -> Any:
        """The noun asked for, or the first."""
        return self.modelli.get(self.data.get("cosa", ""), next(iter(self.modelli.values())))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        scelti = self.form.cleaned_data
        return registro_modifiche(self.modello, dal=scelti.get("dal"), al=scelti.get("al"))

    def resta(self, eventi: QuerySet, nome: str, valore: Any) -> QuerySet:
        return eventi


def _maiuscolo(modello: Any) -> str:
    nome = str(modello._meta.verbose_name_plural)
    return nome[:1].upper() + nome[1:]


class LetturaFilter(django_filters.FilterSet):
    azione = django_filters.ChoiceFilter(label="Che cosa", choices=Lettura.choices, empty_label="Tutte")
    utente = django_filters.ModelChoiceFilter(label="Chi", queryset=Utente.objects.all(), empty_label="Tutti")
    dal = FiltroData(label="Dal", field_name="alle", lookup_expr="date__gte")
    al = FiltroData(label="Al", field_name="alle", lookup_expr="date__lte")

    class Meta:
        model = LetturaFascicolo
        fields = ()
