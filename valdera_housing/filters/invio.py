from typing import Any

import django_filters
from django.db.models import QuerySet

from valdera_housing.models import Comune, Invio, Utente
from valdera_housing.queries.anagrafe import comuni_di

STATI = (("presi", "Presi in carico"), ("conclusi", "Conclusi"), ("tutti", "Tutti"))


class InvioFilter(django_filters.FilterSet):
    """Referrals to the line: those that wait, unless a filter asks for others."""

    stato = django_filters.ChoiceFilter(label="Stato", method="in_stato", choices=STATI, empty_label="Da prendere")
    comune = django_filters.ModelChoiceFilter(
        label="Comune", field_name="caso__nucleo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )

    class Meta:
        model = Invio
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_di(utente)

    def in_stato(self, invii: QuerySet, nome: str, stato: str) -> QuerySet:
        per_stato = {
            "presi": {"preso_in_carico_il__isnull": False, "concluso_il": None},
            "conclusi": {"concluso_il__isnull": False},
        }
        return invii.filter(**per_stato.get(stato, {}))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        invii = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("stato"):
            return invii
        return invii.filter(preso_in_carico_il=None, concluso_il=None)
