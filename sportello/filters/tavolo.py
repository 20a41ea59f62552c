import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from sportello.models import IncontroTavolo
from valdera_housing.filters.registro import FiltroData


class TavoloFiltro(filtri.FilterSet):
    """When, and what it was about."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Ordine del giorno o decisioni"}),
    )
    dal = FiltroData(label="Dal", field_name="giorno", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="giorno", lookup_expr="lte")

    class Meta:
        model = IncontroTavolo
        fields = ("q", "dal", "al")

    def cerca(self, righe: QuerySet, _nome: str, testo: str) -> QuerySet:
        parole = testo.replace("\x00", "").strip()
        return righe.filter(Q(ordine_del_giorno__icontains=parole) | Q(decisioni__icontains=parole))
