from datetime import timedelta
from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from gestore.queries.sublocazione import in_arretrato
from valdera_housing.choices import Ruolo, StatoContratto
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Contratto, Utente

CERCANO_PER_NOME = (
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS,
)  # fmt: skip
STATI = [s for s in StatoContratto.choices if s[0] != StatoContratto.RISOLTO]
SCADENZE = (("30", "30 giorni"), ("90", "3 mesi"), ("180", "6 mesi"), ("365", "un anno"))


class SublocazioneFiltro(filtri.FilterSet):
    """Search, and what there is to follow: comune of the home, state, late payments, end within some days."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Numero, nome o codice del nucleo"}),
    )
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="alloggio__comune", queryset=Comune.objects.order_by("nome"), empty_label="Tutti"
    )
    stato = filtri.ChoiceFilter(label="Stato", choices=STATI, empty_label="Tutti")
    arretrato = filtri.ChoiceFilter(
        label="Pagamenti", choices=(("si", "In arretrato"),), method="con_arretrato", empty_label="Tutti"
    )
    entro = filtri.ChoiceFilter(label="Finisce entro", choices=SCADENZE, method="finisce", empty_label="Sempre")

    class Meta:
        model = Contratto
        fields = ("q", "comune", "stato", "arretrato", "entro")

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente

    def cerca(self, righe: Any, _nome: str, testo: str) -> QuerySet:
        """Who reads codes instead of names cannot find out whose they are by searching a name."""
        if self.utente.ha_ruolo(*CERCANO_PER_NOME):
            codice = testo.replace("\x00", "").strip().upper()
            return righe.filter(Q(pk__in=righe.cercati(testo).values("pk")) | Q(nucleo__codice=codice))
        codice = testo.replace("\x00", "").strip().upper()
        return righe.filter(Q(numero__startswith=codice) | Q(nucleo__codice__startswith=codice))

    def con_arretrato(self, righe: QuerySet, _nome: str, _valore: str) -> QuerySet:
        return in_arretrato(righe)

    def finisce(self, righe: QuerySet, _nome: str, giorni: str) -> QuerySet:
        vivi = ("BOZZA", "FIRMATO", "IN_CORSO", "DISDETTATO")
        limite = oggi() + timedelta(days=int(giorni))
        return righe.filter(stato__in=vivi, fine_effettiva__lte=limite)
