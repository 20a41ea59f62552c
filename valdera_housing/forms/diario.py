from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from valdera_housing.choices import TipoVoceDiario
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi


class VoceDiarioForm(forms.Form):
    """A note of the diary, quick enough to be written while the person is still there."""

    tipo = forms.ChoiceField(label="Che cosa", choices=TipoVoceDiario, initial=TipoVoceDiario.COLLOQUIO)
    giorno = CampoData(label="Giorno", initial=oggi, validators=[passato])
    testo = forms.CharField(
        label="Che cosa è successo",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Scrivi che cosa è successo."},
    )
    riservata = forms.BooleanField(
        label="Riservata",
        required=False,
        help_text="La leggono solo chi la scrive e gli assistenti sociali del comune.",
    )

    helper = FormHelper()
    helper.layout = Layout(Row("tipo", "giorno"), "testo", "riservata")
