"""How certificates are narrowed: by words, event, days; and who gets one, who does not, who has it."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from formazione.models import Attestato, Evento, Iscrizione
from formazione.queries.attestato import eventi_con_attestato
from valdera_housing.filters.registro import FiltroData
from valdera_housing.models import Utente

STATI = (("validi", "Validi"), ("annullati", "Annullati"))
CHI = (("ricevono", "Chi lo riceve"), ("restano", "Chi non ha le ore"), ("hanno", "Chi ce l’ha già"))


def cerca(segnaposto: str) -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": segnaposto})


class PeriodoForm(forms.Form):
    """The fields of the filters, with their two days in order."""

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "L’ultimo giorno non viene prima del primo.")
        return dati


class AttestatoFiltro(filtri.FilterSet):
    q = filtri.CharFilter(label="Cerca", method="cerca", max_length=100, widget=cerca("Numero, cognome o nome"))
    evento = filtri.ModelChoiceFilter(
        label="Evento", field_name="iscrizione__evento", queryset=Evento.objects.none(), empty_label="Tutti"
    )
    stato = filtri.ChoiceFilter(label="Stato", method="nello_stato", choices=STATI, empty_label="Tutti")
    dal = FiltroData(label="Rilasciati dal", field_name="rilasciato_il", lookup_expr="gte")
    al = FiltroData(label="Fino al", field_name="rilasciato_il", lookup_expr="lte")

    class Meta:
        model = Attestato
        fields = ()
        form = PeriodoForm

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["evento"].queryset = eventi_con_attestato(utente)

    def cerca(self, attestati: QuerySet, nome: str, testo: str) -> QuerySet:
        parole = testo.replace("\x00", "").strip()
        persone = Iscrizione.objects.cercate(parole).order_by().values("pk")
        return attestati.filter(Q(numero__icontains=parole) | Q(iscrizione__in=persone))

    def nello_stato(self, attestati: QuerySet, nome: str, stato: str) -> QuerySet:
        return attestati.filter(annullato_il__isnull=stato == "validi")


class CandidatoFiltro(filtri.FilterSet):
    """``chi`` asks for the annotations of queries.attestato.candidati."""

    q = filtri.CharFilter(label="Cerca", method="cerca", max_length=100, widget=cerca("Cognome o nome"))
    chi = filtri.ChoiceFilter(label="Chi", method="quali", choices=CHI, empty_label="Tutti")

    class Meta:
        model = Iscrizione
        fields = ()

    def cerca(self, candidati: QuerySet, nome: str, parole: str) -> QuerySet:
        return candidati.filter(pk__in=Iscrizione.objects.cercate(parole).order_by().values("pk"))

    def quali(self, candidati: QuerySet, nome: str, quali: str) -> QuerySet:
        if quali == "hanno":
            return candidati.exclude(attestato="")
        return candidati.filter(attestato="", merita=quali == "ricevono")
