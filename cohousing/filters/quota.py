from typing import Any

import django_filters as filtri
from django.db.models import QuerySet

from cohousing.choices import StatoPermanenza
from cohousing.models import Permanenza, Struttura
from valdera_housing.choices import LEGGONO_I_NOMI
from valdera_housing.filters.partitario import ricerca
from valdera_housing.models import Utente

CONTI = (("ritardo", "In ritardo"), ("resta", "Con qualcosa da pagare"), ("pari", "In pari"))


class QuotaFiltro(filtri.FilterSet):
    """Which house, living there or gone, late or not; who reads codes searches by code."""

    q = ricerca("Nome, o numero della permanenza")
    casa = filtri.ModelChoiceFilter(
        label="Casa", field_name="struttura", queryset=Struttura.objects.all(), empty_label="Tutte"
    )
    stato = filtri.ChoiceFilter(
        label="Permanenza",
        choices=[(s.value, s.label) for s in (StatoPermanenza.IN_CORSO, StatoPermanenza.CONCLUSA)],
        empty_label="Tutte",
    )
    conto = filtri.ChoiceFilter(label="Conto", choices=CONTI, method="filtra_conto", empty_label="Tutti")

    class Meta:
        model = Permanenza
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legge_nomi = utente.ha_ruolo(*LEGGONO_I_NOMI)

    def cerca(self, permanenze: Any, _nome: str, testo: str) -> QuerySet:
        if self.legge_nomi:
            return permanenze.cercate(testo)
        parola = testo.replace("\x00", "").strip()
        return permanenze.filter(nucleo__codice__istartswith=parola) | permanenze.filter(numero__istartswith=parola)

    def filtra_conto(self, permanenze: QuerySet, _nome: str, scelta: str) -> QuerySet:
        return {
            "ritardo": permanenze.filter(scaduto__gt=0),
            "resta": permanenze.filter(resta__gt=0),
            "pari": permanenze.filter(scaduto=0),
        }[scelta]
