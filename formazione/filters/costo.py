import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from formazione.models import Costo
from valdera_housing.filters.periodo import PeriodoForm
from valdera_housing.filters.registro import FiltroData

SPESA_DI = (("evento", "Un evento"), ("campagna", "Una campagna"))
STATI = (("da_pagare", "Da pagare"), ("pagate", "Pagate"), ("tolte", "Tolte"))
CERCATE = (
    "fornitore", "descrizione", "documento_numero", "evento__numero", "evento__titolo", "campagna__numero",
    "campagna__titolo",
)  # fmt: skip


class CostoFiltro(filtri.FilterSet):
    """Of an event or of a campaign, paid or not, by the day of the document; those taken away only when asked."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Fornitore, evento o documento"}
        ),
    )
    di = filtri.ChoiceFilter(label="Spesa di", choices=SPESA_DI, method="filtra_di", empty_label="Tutte")
    stato = filtri.ChoiceFilter(label="Stato", choices=STATI, method="filtra_stato", empty_label="Valide")
    dal = FiltroData(label="Dal", field_name="documento_del", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="documento_del", lookup_expr="lte")

    class Meta:
        model = Costo
        fields = ()
        form = PeriodoForm

    @property
    def qs(self) -> QuerySet[Costo]:
        trovate = super().qs
        if self.form.is_valid() and self.form.cleaned_data.get("stato") == "tolte":
            return trovate
        return trovate.filter(annullato_il=None)

    def cerca(self, costi: QuerySet, _nome: str, testo: str) -> QuerySet:
        for parola in testo.replace("\x00", "").split():
            trovate = Q()
            for campo in CERCATE:
                trovate |= Q(**{f"{campo}__icontains": parola})
            costi = costi.filter(trovate)
        return costi

    def filtra_di(self, costi: QuerySet, _nome: str, scelta: str) -> QuerySet:
        return costi.filter(evento__isnull=scelta != "evento")

    def filtra_stato(self, costi: QuerySet, _nome: str, scelta: str) -> QuerySet:
        if scelta == "tolte":
            return costi.filter(annullato_il__isnull=False)
        return costi.filter(pagato_il__isnull=scelta == "da_pagare")
