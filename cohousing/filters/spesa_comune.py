import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from cohousing.choices import StatoSpesaComune
from cohousing.models import SpesaComune, Struttura
from valdera_housing.filters.periodo import PeriodoForm
from valdera_housing.filters.registro import FiltroData

PAGATE = (("si", "Pagate"), ("no", "Da pagare"))
CERCATE = ("numero", "fornitore", "descrizione", "documento_numero")


class SpesaComuneFiltro(filtri.FilterSet):
    """Of which house, divided or not, paid or not, by the day of the document; cancelled ones only when asked."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Fornitore, spesa o documento"}
        ),
    )
    casa = filtri.ModelChoiceFilter(
        label="Casa", field_name="struttura", queryset=Struttura.objects.all(), empty_label="Tutte"
    )
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoSpesaComune, method="filtra_stato", empty_label="Valide")
    pagata = filtri.ChoiceFilter(label="Fornitore", choices=PAGATE, method="filtra_pagata", empty_label="Tutte")
    dal = FiltroData(label="Dal", field_name="documento_del", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="documento_del", lookup_expr="lte")

    class Meta:
        model = SpesaComune
        fields = ()
        form = PeriodoForm

    @property
    def qs(self) -> QuerySet[SpesaComune]:
        trovate = super().qs
        if self.form.is_valid() and self.form.cleaned_data.get("stato"):
            return trovate
        return trovate.exclude(stato=StatoSpesaComune.ANNULLATA)

    def cerca(self, spese: QuerySet, _nome: str, testo: str) -> QuerySet:
        for parola in testo.replace("\x00", "").split():
            trovate = Q()
            for campo in CERCATE:
                trovate |= Q(**{f"{campo}__icontains": parola})
            spese = spese.filter(trovate)
        return spese

    def filtra_stato(self, spese: QuerySet, _nome: str, stato: str) -> QuerySet:
        return spese.filter(stato=stato)

    def filtra_pagata(self, spese: QuerySet, _nome: str, scelta: str) -> QuerySet:
        return spese.filter(pagata_il__isnull=scelta == "no")
