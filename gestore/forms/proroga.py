"""An extension of a contract."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi


class ProrogaForm(forms.Form):
    """The new end, why, when it was decided, and when its RLI was sent."""

    nuova_fine = CampoData(label="Nuova fine")
    decisa_il = CampoData(label="Decisa il", initial=oggi)
    motivo = forms.CharField(label="Perché", max_length=300)
    registrata_il = CampoData(
        label="RLI inviato il", required=False, help_text="Va inviato entro 30 giorni dall’inizio della proroga"
    )

    helper = FormHelper()
    helper.layout = Layout(Row("nuova_fine", "decisa_il"), "motivo", "registrata_il")


class RliProrogaForm(forms.Form):
    registrata_il = CampoData(label="RLI inviato il", initial=oggi)
