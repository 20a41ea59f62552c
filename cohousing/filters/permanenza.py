"""How the list of the stays is narrowed: words, house, state, how it ended, end within some days, comune."""

from datetime import timedelta
from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from cohousing.choices import EsitoPermanenza, StatoPermanenza
from cohousing.models import Permanenza, Struttura
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Utente

VIVE, TUTTE = "VIVE", "TUTTE"
SCADENZE = (("30", "30 giorni"), ("60", "60 giorni"), ("90", "90 giorni"))


class PermanenzaFiltro(filtri.FilterSet):
    """Those in preparation or in course, unless another state is asked for."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "placeholder": "Numero o ospite"}),
    )
    casa = filtri.ModelChoiceFilter(
        label="Casa", field_name="struttura", queryset=Struttura.objects.order_by("nome"), empty_label="Tutte"
    )
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=[(TUTTE, "Anche finite e annullate"), *StatoPermanenza.choices],
        empty_label="In preparazione e in corso",
    )
    esito = filtri.ChoiceFilter(label="Com’è finita", choices=EsitoPermanenza.choices, empty_label="Comunque")
    entro = filtri.ChoiceFilter(label="Finisce entro", choices=SCADENZE, method="finisce", empty_label="Sempre")
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="struttura__alloggio__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )

    class Meta:
        model = Permanenza
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        self.filters["comune"].queryset = Comune.objects.aderenti(oggi())
        if not utente.ha_ruolo(*LEGGONO_I_NOMI):
            self.form.fields["q"].widget.attrs["placeholder"] = "Numero o codice del nucleo"

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """An outcome is of a stay that ended: who asks for one sees those."""
        trovate = super().filter_queryset(queryset)
        dati = self.form.cleaned_data
        return trovate if dati.get("stato") or dati.get("esito") else trovate.vive()

    def cerca(self, permanenze: Any, _nome: str, testo: str) -> QuerySet:
        """Who reads codes instead of names cannot find out whose they are by searching a name."""
        codice = testo.replace("\x00", "").strip().upper()
        per_codice = Q(numero__startswith=codice) | Q(nucleo__codice__startswith=codice)
        if self.utente.ha_ruolo(*LEGGONO_I_NOMI):
            return permanenze.filter(per_codice | Q(pk__in=permanenze.cercate(testo).values("pk")))
        return permanenze.filter(per_codice)

    def nello_stato(self, permanenze: QuerySet, _nome: str, stato: str) -> QuerySet:
        return permanenze if stato == TUTTE else permanenze.filter(stato=stato)

    def finisce(self, permanenze: QuerySet, _nome: str, giorni: str) -> QuerySet:
        """The end is near or has passed, of who is there or is awaited."""
        limite = oggi() + timedelta(days=int(giorni))
        return permanenze.vive().filter(fine_effettiva__lte=limite)
