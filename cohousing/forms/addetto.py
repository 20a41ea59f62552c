"""Who opens a shift: a few rows, any of which may stay blank."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cohousing.choices import NaturaAddetto
from valdera_housing.forms.progetto import RigheFormSet
from valdera_housing.kit.righe import tante_righe

MASSIMO_ADDETTI = 12
RIGHE_VUOTE = 2


class AddettoForm(forms.Form):
    """Somebody who opens; an empty name takes her away."""

    nome = forms.CharField(
        label="Nome e cognome", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    natura = forms.ChoiceField(label="Chi è", choices=NaturaAddetto, initial=NaturaAddetto.VOLONTARIO)


class AddettiFormSet(RigheFormSet):
    def scritti(self) -> list[tuple[str, str]]:
        """(name, kind) of the rows with a name, in order."""
        return [
            (" ".join(riga.cleaned_data["nome"].split()), riga.cleaned_data["natura"])
            for riga in self.compilate()
            if riga.cleaned_data.get("nome")
        ]


ADDETTI = tante_righe(AddettoForm, AddettiFormSet, massimo=MASSIMO_ADDETTI)


class ConAddetti(forms.Form):
    """A form with the people who open under it: ``addetti`` is the formset, checked with the form."""

    def __init__(self, *args: Any, apre: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.addetti = ADDETTI(self.data, prefix="addetti")
        else:
            iniziali = [{"nome": nome, "natura": natura} for nome, natura in apre]
            self.addetti = ADDETTI(prefix="addetti", initial=iniziali)
            self.addetti.extra = min(len(iniziali) + RIGHE_VUOTE, MASSIMO_ADDETTI)

    def is_valid(self) -> bool:
        validi = self.addetti.is_valid()
        return super().is_valid() and validi
