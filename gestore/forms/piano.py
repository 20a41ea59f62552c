from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoData

MASSIME_RATE = 60


class ProponiPianoForm(forms.Form):
    """``importo`` is the debt the person sees: it travels with the form so that a payment meanwhile is noticed."""

    numero = forms.IntegerField(
        label="Numero di rate",
        min_value=1,
        max_value=MASSIME_RATE,
        error_messages={"required": "Scrivi in quante rate."},
        help_text="Una al mese",
    )
    prima_scadenza = CampoData(
        label="La prima rata scade il", error_messages={"required": "Scrivi quando scade la prima rata."}
    )
    importo = CampoEuro(widget=forms.HiddenInput())

    helper = FormHelper()
    helper.layout = Layout(Row("numero", "prima_scadenza"), "importo")


class FirmaPianoForm(forms.Form):
    firmato_il = CampoData(label="Firmato il", error_messages={"required": "Scrivi quando è stato firmato."})


class RitiraPianoForm(forms.Form):
    perche = forms.CharField(
        label="Perché si ritira",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Scrivi perché si ritira."},
    )


class DecadenzaForm(forms.Form):
    nota = forms.CharField(
        label="Nota", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Resta nella storia del piano",
    )  # fmt: skip
