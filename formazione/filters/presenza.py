"""How the register of a session is narrowed: by name, by who is not recorded yet, by who is still in."""

import django_filters as filtri
from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from formazione.models import Iscrizione, Presenza, Sessione

CHI = (("mancano", "Chi non è segnato"), ("dentro", "Chi è ancora dentro"), ("segnati", "Chi è segnato"))


class IscrittoFiltro(filtri.FilterSet):
    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Cognome o nome"}),
    )
    chi = filtri.ChoiceFilter(label="Chi", method="quali", choices=CHI, empty_label="Tutti")

    class Meta:
        model = Iscrizione
        fields = ()

    def __init__(self, *args: object, sessione: Sessione, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.sessione = sessione

    def cerca(self, iscritti: QuerySet, nome: str, parole: str) -> QuerySet:
        return iscritti.filter(pk__in=Iscrizione.objects.cercate(parole).order_by().values("pk"))

    def quali(self, iscritti: QuerySet, nome: str, quali: str) -> QuerySet:
        qui = Presenza.objects.filter(sessione=self.sessione, iscrizione=OuterRef("pk"))
        if quali == "mancano":
            return iscritti.filter(~Exists(qui))
        return iscritti.filter(Exists(qui.filter(uscita=None) if quali == "dentro" else qui))
