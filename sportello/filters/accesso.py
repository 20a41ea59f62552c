from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from sportello.choices import Canale, ChiChiede, EsitoAccesso, MotivoAccesso
from sportello.models import Accesso
from sportello.queries.accesso import FUORI, nel_periodo
from sportello.workflow import SEGUONO
from valdera_housing.filters.registro import FiltroData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Persona, Sede, Utente

SI_NO = [("si", "Sì"), ("no", "No")]


class AccessoFiltro(filtri.FilterSet):
    """When, from where, how, why, what was done, by whom; and whose, among the names this user may read."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Cognome e nome"}),
    )
    dal = FiltroData(label="Dal", method="da")
    al = FiltroData(label="Al", method="fino")
    comune = filtri.ModelChoiceFilter(
        label="Comune",
        queryset=Comune.objects.none(),
        empty_label="Tutti",
        null_label=FUORI,
        null_value="FUORI",
    )
    canale = filtri.ChoiceFilter(label="Come", choices=Canale, empty_label="Tutti")
    motivo = filtri.ChoiceFilter(label="Perché", choices=MotivoAccesso, method="con_motivo", empty_label="Tutti")
    esito = filtri.ChoiceFilter(
        label="Che cosa si è fatto", choices=EsitoAccesso, method="con_esito", empty_label="Tutto"
    )
    sede = filtri.ModelChoiceFilter(label="Dove", queryset=Sede.objects.all(), empty_label="Tutte")
    operatore = filtri.ModelChoiceFilter(
        label="Registrato da", queryset=Utente.objects.filter(ruoli__overlap=SEGUONO), empty_label="Tutti"
    )
    chi_chiede = filtri.ChoiceFilter(label="Chi chiede", choices=ChiChiede, empty_label="Tutti")
    primo = filtri.ChoiceFilter(label="Primo accesso", choices=SI_NO, method="e_primo", empty_label="Tutti")
    con_persona = filtri.ChoiceFilter(label="Con la persona", choices=SI_NO, method="ha_persona", empty_label="Tutti")

    class Meta:
        model = Accesso
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        self.filters["comune"].queryset = Comune.objects.aderenti(oggi())

    def cerca(self, righe: QuerySet, _nome: str, testo: str) -> QuerySet:
        return righe.filter(persona__in=Persona.objects.visibili_a(self.utente).cercate(testo))

    def da(self, righe: QuerySet, _nome: str, giorno: Any) -> QuerySet:
        return nel_periodo(righe, giorno, None)

    def fino(self, righe: QuerySet, _nome: str, giorno: Any) -> QuerySet:
        return nel_periodo(righe, None, giorno)

    def con_motivo(self, righe: QuerySet, _nome: str, motivo: str) -> QuerySet:
        return righe.filter(motivi__contains=[motivo])

    def con_esito(self, righe: QuerySet, _nome: str, esito: str) -> QuerySet:
        return righe.filter(esiti__contains=[esito])

    def e_primo(self, righe: QuerySet, _nome: str, valore: str) -> QuerySet:
        return righe.filter(primo_accesso=valore == "si")

    def ha_persona(self, righe: QuerySet, _nome: str, valore: str) -> QuerySet:
        return righe.filter(persona__isnull=valore == "no")
