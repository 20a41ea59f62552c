from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from sportello.choices import StatoAppuntamento
from sportello.models import Appuntamento
from sportello.queries.agenda import sedi_attive
from valdera_housing.choices import Ruolo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Persona, Utente

DA_FISSARE, DA_CHIUDERE = "DA_FISSARE", "DA_CHIUDERE"
INSIEMI = ((DA_FISSARE, "Da fissare"), (DA_CHIUDERE, "Passati, senza com’è andata"))


class AppuntamentoFiltro(filtri.FilterSet):
    """Whose, in which state, where."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nome o numero"}),
    )
    stato = filtri.ChoiceFilter(label="Stato", method="nello_stato", empty_label="Tutti")
    sede = filtri.ModelChoiceFilter(label="Sede", queryset=None, empty_label="Tutte")
    comune = filtri.ModelChoiceFilter(label="Comune di residenza", queryset=Comune.objects.none(), empty_label="Tutti")

    class Meta:
        model = Appuntamento
        fields = ("q", "stato", "sede", "comune")

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aderenti = Comune.objects.aderenti(oggi())
        solo_suoi = utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE)
        self.filters["comune"].queryset = aderenti.filter(pk__in=utente.comuni_seguiti) if solo_suoi else aderenti
        self.filters["sede"].queryset = sedi_attive()
        self.filters["stato"].extra["choices"] = [*INSIEMI, *StatoAppuntamento.choices]

    def cerca(self, righe: QuerySet, nome: str, testo: str) -> QuerySet:
        """By number, by the name of a person of the registry, or by the name given at the counter."""
        if testo.strip().upper().startswith("AP-"):
            return righe.filter(numero__startswith=testo.strip().upper())
        persone = Persona.objects.cercate(testo)
        return righe.filter(Q(persona__in=persone) | Q(nome_riferito__icontains=testo.strip()))

    def nello_stato(self, righe: QuerySet, nome: str, stato: str) -> QuerySet:
        if stato == DA_CHIUDERE:
            return righe.da_chiudere(timezone.now())
        return righe.da_fissare() if stato == DA_FISSARE else righe.filter(stato=stato)
