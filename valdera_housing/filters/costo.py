"""What is common to the lists of expenses of the lines."""

from typing import ClassVar

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from valdera_housing.filters.periodo import PeriodoForm
from valdera_housing.filters.registro import FiltroData

STATI = (("da_pagare", "Da pagare"), ("pagate", "Pagate"), ("tolte", "Tolte"))


class CostiForm(PeriodoForm):
    """The words first, then of what the expense is."""

    field_order = ("q", "di", "voce")


def campo_cerca(esempi: str) -> filtri.CharFilter:
    """The box where words are typed; ``esempi`` says which."""
    return filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": esempi}),
    )


class CostoFiltro(filtri.FilterSet):
    """Paid or not, by the day of the document; those taken away only when asked.

    A line gives its model, the box of the words (``q``) and the columns they are looked for in (``cercate``).
    """

    cercate: ClassVar[tuple[str, ...]] = ("fornitore", "descrizione", "documento_numero")

    stato = filtri.ChoiceFilter(label="Stato", choices=STATI, method="filtra_stato", empty_label="Valide")
    dal = FiltroData(label="Dal", field_name="documento_del", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="documento_del", lookup_expr="lte")

    class Meta:
        fields = ()
        form = CostiForm

    @property
    def qs(self) -> QuerySet:
        trovate = super().qs
        if self.form.is_valid() and self.form.cleaned_data.get("stato") == "tolte":
            return trovate
        return trovate.filter(annullato_il=None)

    def cerca(self, costi: QuerySet, _nome: str, testo: str) -> QuerySet:
        for parola in testo.replace("\x00", "").split():
            trovate = Q()
            for campo in self.cercate:
                trovate |= Q(**{f"{campo}__icontains": parola})
            costi = costi.filter(trovate)
        return costi

    def filtra_stato(self, costi: QuerySet, _nome: str, scelta: str) -> QuerySet:
        if scelta == "tolte":
            return costi.filter(annullato_il__isnull=False)
        return costi.filter(pagato_il__isnull=scelta == "da_pagare")
