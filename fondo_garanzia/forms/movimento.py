"""Lines of the ledger written by hand: what the bank gives and takes, what passes with the comune, corrections."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from fondo_garanzia.choices import VOCI, TipoMovimento
from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.euro import importo_positivo
from valdera_housing.kit.campi import CampoData

# The sign of a type that may have both is chosen with it: «trasferimento in entrata», «in uscita».
SEGNI = {1: "in entrata", -1: "in uscita"}


def scelte(tipi: Sequence[TipoMovimento]) -> list[tuple[str, str]]:
    """A choice for each type and sign: ``TRASFERIMENTO_COMUNE/-1``."""
    return [
        (f"{tipo.value}/{segno}", tipo.label if len(VOCI[tipo][1]) == 1 else f"{tipo.label}, {SEGNI[segno]}")
        for tipo in tipi
        for segno in VOCI[tipo][1]
    ]


def campo_causale(label: str, aiuto: str, manca: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        help_text=aiuto,
        error_messages={"required": manca},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MovimentoForm(forms.Form):
    """``tipo``, one of ``tipi``, becomes the type and its sign."""

    tipo = forms.ChoiceField(
        label="Che cosa è",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Di’ che cosa è questo movimento."),
    )
    importo = importo_positivo(label="Importo")
    giorno = CampoData(label="Data contabile", error_messages={"required": "Scrivi la data contabile."})
    valuta = CampoData(label="Data valuta", required=False, help_text="Vuota se è la stessa")
    causale = campo_causale(
        "Causale", "Come la scrive la banca. Senza nomi di persone: la legge anche chi controlla", "Scrivi la causale."
    )
    documento = campo_file("Documento", required=False)

    helper = FormHelper()
    helper.layout = Layout("tipo", Row("importo", "giorno", "valuta"), "causale", "documento")

    def __init__(self, *args: Any, tipi: Sequence[TipoMovimento], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tipo"].choices = scelte(tipi)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("tipo"):
            tipo, segno = dati["tipo"].split("/")
            dati["tipo"], dati["segno"] = TipoMovimento(tipo), int(segno)
        if not dati.get("valuta"):
            dati["valuta"] = dati.get("giorno")
        return dati


class RettificaForm(forms.Form):
    """How much to take away of a line, and why."""

    importo = importo_positivo(label="Importo da togliere", help_text="Tutto quello che resta, o una parte")
    giorno = CampoData(
        label="Data contabile",
        help_text="In un mese ancora aperto",
        error_messages={"required": "Scrivi la data contabile."},
    )
    causale = campo_causale("Perché si corregge", "Resta nel registro", "Scrivi perché si corregge.")

    helper = FormHelper()
    helper.layout = Layout(Row("importo", "giorno"), "causale")
