"""What is typed about a milestone."""

from django import forms

from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi


class RaggiuntaForm(forms.Form):
    raggiunta_il = CampoData(
        label="Raggiunta il",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi quando è stata raggiunta."},
    )
    note = forms.CharField(
        label="Da che cosa si vede",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="L’atto, la relazione, il verbale",
        error_messages={"required": "Scrivi da che cosa si vede che la tappa è raggiunta."},
    )
    file = campo_file("Documento", required=False)


class SpostaForm(forms.Form):
    entro_il = CampoData(label="Nuova scadenza", error_messages={"required": "Scrivi la nuova scadenza."})
    motivo = forms.CharField(
        label="Perché si sposta",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Con l’atto che lo decide",
        error_messages={"required": "Scrivi perché la scadenza si sposta."},
    )
