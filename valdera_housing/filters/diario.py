import django_filters
from django import forms

from valdera_housing.choices import TipoVoceDiario
from valdera_housing.filters.registro import FiltroData
from valdera_housing.models import VoceDiario


class VoceDiarioFilter(django_filters.FilterSet):
    """The notes of one case, by their words, kind and days."""

    q = django_filters.CharFilter(
        label="Parole",
        field_name="testo",
        lookup_expr="icontains",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    tipo = django_filters.ChoiceFilter(label="Che cosa", choices=TipoVoceDiario.choices, empty_label="Tutto")
    dal = FiltroData(label="Dal", field_name="giorno", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="giorno", lookup_expr="lte")

    class Meta:
        model = VoceDiario
        fields = ()
