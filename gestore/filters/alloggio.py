"""How homes are found: by words, place, state and size; and, among the free ones, for a household."""

from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from gestore.queries.alloggio import comuni_degli_alloggi
from valdera_housing.choices import CHI_SEGUE_PERSONE, StatoAlloggio
from valdera_housing.kit.campi import CampoCodice
from valdera_housing.models import Alloggio, Comune, Nucleo, Utente

SI = (("si", "Sì"),)


class Almeno(filtri.NumberFilter):
    """A whole number or more."""

    field_class = forms.IntegerField

    def __init__(self, campo: str, etichetta: str) -> None:
        super().__init__(field_name=campo, lookup_expr="gte", label=etichetta, min_value=0, max_value=99)


class AlloggioFiltro(filtri.FilterSet):
    q = filtri.CharFilter(
        label="Codice o indirizzo",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    comune = filtri.ModelChoiceFilter(label="Comune", queryset=Comune.objects.none(), empty_label="Tutti")
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoAlloggio, empty_label="Tutti")
    camere = Almeno("camere", "Camere, almeno")
    posti = Almeno("posti_letto", "Posti letto, almeno")
    accessibile = filtri.ChoiceFilter(
        label="Accessibile", choices=SI, method="solo_accessibili", empty_label="Indifferente"
    )

    class Meta:
        model = Alloggio
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_degli_alloggi(utente)

    def cerca(self, alloggi: Any, _nome: str, testo: str) -> QuerySet:
        return alloggi.cercati(testo)

    def solo_accessibili(self, alloggi: QuerySet, _nome: str, _valore: str) -> QuerySet:
        return alloggi.filter(accessibile=True)


class LiberiForm(forms.Form):
    """The household is one that who asks may see."""

    utente: Utente

    def clean_nucleo(self) -> Nucleo | None:
        codice = self.cleaned_data["nucleo"]
        if not codice:
            return None
        nucleo = Nucleo.objects.visibili_a(self.utente).select_related("comune").filter(codice=codice).first()
        if nucleo is None:
            raise forms.ValidationError("Fra i nuclei che segui nessuno ha questo codice.")
        return nucleo


class Codice(filtri.CharFilter):
    field_class = CampoCodice


class LiberiFiltro(filtri.FilterSet):
    """The place and, for who follows people, the household that looks for a home with what it needs."""

    comune = filtri.ModelChoiceFilter(label="Comune", queryset=Comune.objects.none(), empty_label="Tutti")
    nucleo = Codice(
        label="Codice del nucleo",
        method="lascia",
        max_length=14,
        widget=forms.TextInput(attrs={"placeholder": "N-2026-0042", "autocomplete": "off"}),
    )
    accessibile = filtri.ChoiceFilter(
        label="Serve accessibile", choices=SI, method="lascia", empty_label="No o non si sa"
    )
    scale = filtri.ChoiceFilter(
        label="Qualcuno non fa le scale", choices=SI, method="lascia", empty_label="No o non si sa"
    )

    class Meta:
        model = Alloggio
        fields = ()
        form = LiberiForm

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["comune"].queryset = comuni_degli_alloggi(utente)
        if not utente.ha_ruolo(*CHI_SEGUE_PERSONE):
            for nome in ("nucleo", "accessibile", "scale"):
                del self.filters[nome]
        else:
            self.form.utente = utente

    def lascia(self, alloggi: QuerySet, _nome: str, _valore: Any) -> QuerySet:
        """The needs of a household explain the homes, they do not hide them."""
        return alloggi
