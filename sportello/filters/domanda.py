from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from sportello.choices import StatoDomanda, TipoMisura
from sportello.models import DomandaMisura, Misura
from valdera_housing.kit.campi import CampoData
from valdera_housing.models import Comune, MembroNucleo, Persona, Utente
from valdera_housing.queries.anagrafe import comuni_di

APERTE = "APERTE"


class GiornoFilter(filtri.DateFilter):
    field_class = CampoData


class DomandaFilter(filtri.FilterSet):
    """Whose, for what, in which state, presented when."""

    q = filtri.CharFilter(
        label="Numero, codice del nucleo o nome",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    stato = filtri.ChoiceFilter(
        label="Stato", method="in_stato", choices=((APERTE, "Aperte"), *StatoDomanda.choices), empty_label="Tutti"
    )
    tipo = filtri.ChoiceFilter(
        label="Tipo di misura", field_name="misura__tipo", choices=TipoMisura, empty_label="Tutti"
    )
    misura = filtri.ModelChoiceFilter(label="Misura", queryset=Misura.objects.order_by("nome"), empty_label="Tutte")
    comune = filtri.ModelChoiceFilter(
        label="Comune", field_name="caso__nucleo__comune", queryset=Comune.objects.none(), empty_label="Tutti"
    )
    dal = GiornoFilter(label="Presentate dal", field_name="presentata_il", lookup_expr="gte")
    al = GiornoFilter(label="Presentate fino al", field_name="presentata_il", lookup_expr="lte")

    class Meta:
        model = DomandaMisura
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        self.filters["comune"].queryset = comuni_di(utente)

    def cerca(self, domande: QuerySet, nome: str, testo: str) -> QuerySet:
        """The names searched are those this user may read."""
        codice = testo.replace("\x00", "").strip().upper()
        if codice.startswith(("D-", "N-")):
            return domande.filter(Q(numero__startswith=codice) | Q(caso__nucleo__codice__startswith=codice))
        persone = Persona.objects.visibili_a(self.utente).cercate(testo)
        presenti = MembroNucleo.objects.filter(nucleo=OuterRef("caso__nucleo"), al=None, persona__in=persone)
        return domande.filter(Exists(presenti))

    def in_stato(self, domande: Any, nome: str, stato: str) -> QuerySet:
        return domande.aperte() if stato == APERTE else domande.filter(stato=stato)
