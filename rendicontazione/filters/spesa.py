"""How the list of the shares is narrowed: words, quarter, line, state, category."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from rendicontazione.choices import Macrovoce, StatoSpesa
from rendicontazione.models import Rendiconto, Spesa
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Utente

CHIAVI = ("linea", "stato", "macrovoce")


class SpesaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Fornitore, numero, descrizione"}
        ),
    )
    trimestre = django_filters.ChoiceFilter(label="Trimestre", method="del_trimestre", choices=(), empty_label="Tutti")
    linea = django_filters.ChoiceFilter(
        label="Linea",
        choices=[(linea.value, f"{linea.numero}. {linea.label}") for linea in Linea],
        empty_label="Tutte",
    )
    stato = django_filters.ChoiceFilter(label="Stato", choices=StatoSpesa.choices, empty_label="Tutti")
    macrovoce = django_filters.ChoiceFilter(
        label="Categoria",
        choices=[(voce.value, f"{voce.value}. {voce.label}") for voce in Macrovoce],
        empty_label="Tutte",
    )

    class Meta:
        model = Spesa
        fields = ()

    def __init__(self, *args: Any, utente: Utente, rendiconti: list[Rendiconto], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rendiconti = {str(r.trimestre.numero): r for r in rendiconti}
        self.filters["trimestre"].extra["choices"] = [(numero, f"{numero}°") for numero in self.rendiconti]
        if not utente.ha_ruolo(Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS):
            senza_bozze = [scelta for scelta in StatoSpesa.choices if scelta[0] != StatoSpesa.BOZZA]
            self.filters["stato"].extra["choices"] = senza_bozze

    def cerca(self, spese: QuerySet, nome: str, testo: str) -> QuerySet:
        return spese.cercate(testo)

    def del_trimestre(self, spese: QuerySet, nome: str, numero: str) -> QuerySet:
        return spese.filter(rendiconto=self.rendiconti[numero])

    @property
    def testo(self) -> str:
        return self.form.cleaned_data.get("q", "") if self.form.is_valid() else ""

    @property
    def rendiconto(self) -> Rendiconto | None:
        """The accounts of the quarter chosen."""
        return self.rendiconti.get(self.form.cleaned_data.get("trimestre", "")) if self.form.is_valid() else None

    @property
    def sui_totali(self) -> dict[str, Any]:
        """The same filters, without the words, as conditions on the summary rows."""
        scelti = self.form.cleaned_data if self.form.is_valid() else {}
        condizioni: dict[str, Any] = {nome: scelti[nome] for nome in CHIAVI if scelti.get(nome)}
        return condizioni | ({"rendiconto": self.rendiconto} if self.rendiconto else {})
