"""A notice of termination, and its withdrawal."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from gestore.choices import MezzoDisdetta, MotivoDisdetta, Parte
from valdera_housing.forms.allegato import campo_file
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi


class DisdettaForm(forms.Form):
    """What the letter says and when it arrived: the verdict is of the rules, not of who types."""

    parte = forms.ChoiceField(label="Chi disdice", choices=Parte, widget=forms.RadioSelect)
    mezzo = forms.ChoiceField(label="Come è arrivata", choices=MezzoDisdetta)
    inviata_il = CampoData(label="Spedita il", help_text="La data della lettera")
    ricevuta_il = CampoData(label="Arrivata il", help_text="Conta questa per il preavviso")
    motivo = forms.ChoiceField(
        label="Motivo del proprietario",
        choices=[("", "Nessuno"), *MotivoDisdetta.choices],
        required=False,
        help_text="Alla prima scadenza il locatore può disdire solo per un motivo dell’art. 3 L. 431/1998",
    )
    gravi_motivi = forms.CharField(
        label="Gravi motivi del conduttore",
        max_length=300,
        required=False,
        help_text="Con sei mesi di preavviso può andarsene in ogni momento, se dice perché (art. 3 c. 6)",
    )
    lettera = campo_file("Lettera", required=False)

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("La lettera", "parte", "mezzo", Row("inviata_il", "ricevuta_il"), "lettera"),
        Fieldset("I motivi", "motivo", "gravi_motivi"),
    )

    def clean(self) -> dict[str, Any]:
        """A ground belongs to the party that may use it."""
        dati = super().clean() or self.cleaned_data
        if dati.get("motivo") and dati.get("parte") == Parte.CONDUTTORE:
            self.add_error("motivo", "È un motivo del proprietario: chi disdice è il conduttore.")
        if dati.get("gravi_motivi") and dati.get("parte") == Parte.LOCATORE:
            self.add_error("gravi_motivi", "I gravi motivi sono del conduttore: chi disdice è il locatore.")
        return dati


class RitiroDisdettaForm(forms.Form):
    il = CampoData(label="Ritirata il", initial=oggi)
