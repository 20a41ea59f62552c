"""How the list of the evictions is narrowed: stage, reason, place, next day, outcome, who follows it."""

from datetime import timedelta
from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from sportello.choices import EVITATI, EsitoSfratto, FaseSfratto, TipoEventoSfratto, TipoSfratto
from sportello.models import EventoSfratto, Sfratto
from sportello.queries.sfratto import ESEGUITI, del_nucleo
from sportello.rules.sfratto import TITOLI
from valdera_housing.choices import Ruolo
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Utente
from valdera_housing.queries.anagrafe import comuni_di
from valdera_housing.queries.caso import operatori

TUTTI = "TUTTI"
GIORNI = ((7, "entro 7 giorni"), (15, "entro 15 giorni"), (30, "entro 30 giorni"), (90, "entro 90 giorni"))
PASSATA, SENZA = "PASSATA", "SENZA"
# What a number of the statistics counted, for the rows behind it.
FATTI = {
    "EMESSI": Q(tipo__in=[t.value for t in TITOLI]),
    "RICHIESTE": Q(tipo=TipoEventoSfratto.PREAVVISO),
    "ESEGUITI": ESEGUITI,
}


class FiltroData(filtri.DateFilter):
    field_class = CampoData


def data_nascosta(colonna: str, verso: str) -> FiltroData:
    """A limit that comes with the link of a number and is not drawn in the filters."""
    return FiltroData(field_name=colonna, lookup_expr=verso, widget=forms.HiddenInput())


class SfrattoFiltro(filtri.FilterSet):
    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Nome, nucleo, numero, proprietario"}
        ),
    )
    stato = filtri.ChoiceFilter(
        label="Fase",
        method="nella_fase",
        choices=[(TUTTI, "Aperti e chiusi"), *FaseSfratto.choices],
        empty_label="Tutti gli aperti",
    )
    tipo = filtri.ChoiceFilter(label="Motivo", choices=TipoSfratto, empty_label="Tutti")
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="caso__nucleo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    prossima = filtri.ChoiceFilter(
        label="Prossima data",
        method="con_prossima",
        choices=[*GIORNI, (PASSATA, "passata, da registrare"), (SENZA, "non fissata")],
        empty_label="Qualunque",
    )
    segue = filtri.ModelChoiceFilter(
        label="Chi lo segue", method="seguito_da", queryset=Utente.objects.none(), empty_label="Chiunque"
    )
    esito = filtri.ChoiceFilter(
        label="Esito",
        method="con_esito",
        choices=[("EVITATI", "Evitati"), ("ESEGUITI", "Eseguiti"), *EsitoSfratto.choices],
        empty_label="Qualunque",
    )
    chiuso_dal = FiltroData(label="Chiusi dal", field_name="chiuso_il", lookup_expr="gte")
    chiuso_al = FiltroData(label="Chiusi al", field_name="chiuso_il", lookup_expr="lte")
    aperto_dal, aperto_al = data_nascosta("aperto_il", "gte"), data_nascosta("aperto_il", "lte")
    fatto = filtri.ChoiceFilter(
        choices=[(nome, nome) for nome in FATTI], method="gia_filtrato", widget=forms.HiddenInput()
    )
    fatto_dal = FiltroData(method="gia_filtrato", widget=forms.HiddenInput())
    fatto_al = FiltroData(method="gia_filtrato", widget=forms.HiddenInput())

    class Meta:
        model = Sfratto
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_di(utente)
        assistenti = Q(ruoli__contains=[Ruolo.ASSISTENTE_SOCIALE], is_active=True)
        self.filters["segue"].queryset = operatori() | Utente.objects.filter(assistenti)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Closed ones are seen only when something asks for them."""
        trovati = super().filter_queryset(queryset)
        dati = self.form.cleaned_data
        chiedono = ("stato", "esito", "chiuso_dal", "chiuso_al", "aperto_dal", "aperto_al", "fatto")
        if dati.get("fatto"):
            trovati = trovati.filter(pk__in=self._con_fatto(dati))
        return trovati if any(dati.get(nome) for nome in chiedono) else trovati.aperti()

    def _con_fatto(self, dati: dict[str, Any]) -> QuerySet:
        eventi = EventoSfratto.objects.filter(FATTI[dati["fatto"]])
        eventi = eventi.filter(giorno__gte=dati["fatto_dal"]) if dati.get("fatto_dal") else eventi
        eventi = eventi.filter(giorno__lte=dati["fatto_al"]) if dati.get("fatto_al") else eventi
        return eventi.values("sfratto")

    @property
    def dietro_un_numero(self) -> bool:
        """Whether the list is narrowed by limits that are not drawn among the filters."""
        self.form.is_valid()
        dati = self.form.cleaned_data
        return any(dati.get(nome) for nome in ("aperto_dal", "aperto_al", "fatto", "fatto_dal", "fatto_al"))

    def gia_filtrato(self, righe: QuerySet, nome: str, valore: Any) -> QuerySet:
        """The three limits on what happened go together, in ``filter_queryset``."""
        return righe

    def cerca(self, righe: QuerySet, nome: str, testo: str) -> QuerySet:
        parole = testo.replace("\x00", "").strip()
        maiuscole = parole.upper()
        if maiuscole.startswith("SF-"):
            return righe.filter(numero__startswith=maiuscole)
        if maiuscole.startswith("C-"):
            return righe.filter(caso__numero__startswith=maiuscole)
        altrove = Q(locatore__icontains=parole) | Q(legale__icontains=parole) | Q(rg_numero=parole)
        return righe.filter(del_nucleo(parole, "caso__nucleo") | altrove)

    def nella_fase(self, righe: QuerySet, nome: str, stato: str) -> QuerySet:
        return righe if stato == TUTTI else righe.filter(stato=stato)

    def con_prossima(self, righe: QuerySet, nome: str, quando: str) -> QuerySet:
        if quando == SENZA:
            return righe.aperti().filter(prossima_data=None)
        if quando == PASSATA:
            return righe.filter(prossima_data__lt=oggi())
        return righe.filter(prossima_data__range=(oggi(), oggi() + timedelta(days=int(quando))))

    def seguito_da(self, righe: QuerySet, nome: str, utente: Utente) -> QuerySet:
        return righe.filter(Q(caso__case_manager=utente) | Q(caso__assistente_sociale=utente))

    def con_esito(self, righe: QuerySet, nome: str, esito: str) -> QuerySet:
        if esito == "EVITATI":
            return righe.filter(esito__in=EVITATI)
        if esito == "ESEGUITI":
            return righe.filter(esito__in=[e for e in EsitoSfratto if e not in EVITATI])
        return righe.filter(esito=esito)
