from typing import Any

import django_filters as filtri
from django.db.models import QuerySet

from sportello.choices import EsitoPercorso, StatoPercorso, TipoTirocinio
from sportello.filters.rete import chiave, ricerca
from sportello.models import PercorsoLavoro
from valdera_housing.models import Comune, Persona, Utente
from valdera_housing.queries.anagrafe import comuni_di


class PercorsoFiltro(filtri.FilterSet):
    """Whose, how it stands, how it ended, with which internship."""

    q = ricerca("Nome, o numero del percorso")
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoPercorso, empty_label="Tutti")
    esito = filtri.ChoiceFilter(label="Esito", choices=EsitoPercorso, empty_label="Tutti")
    tirocinio = filtri.ChoiceFilter(label="Tirocinio", choices=TipoTirocinio, empty_label="Tutti")
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="caso__nucleo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    caso = chiave("caso_id")

    class Meta:
        model = PercorsoLavoro
        fields = ("q", "stato", "esito", "tirocinio", "comune", "caso")

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_di(utente)

    def cerca(self, righe: QuerySet, _nome: str, testo: str) -> QuerySet:
        if testo.strip().upper().startswith("PL-"):
            return righe.filter(numero__startswith=testo.strip().upper())
        return righe.filter(persona__in=Persona.objects.cercate(testo))
