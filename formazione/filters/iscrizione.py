import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from formazione.choices import Destinatario, StatoIscrizione
from formazione.models import Iscrizione


class IscrizioneFiltro(filtri.FilterSet):
    """Who, in which condition, of which group."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nome o e-mail"}),
    )
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoIscrizione, empty_label="Tutti")
    destinatario = filtri.ChoiceFilter(label="Chi è", choices=Destinatario, empty_label="Tutti")

    class Meta:
        model = Iscrizione
        fields = ("q", "stato", "destinatario")

    def cerca(self, righe: QuerySet, nome: str, testo: str) -> QuerySet:
        return righe.cercate(testo)
