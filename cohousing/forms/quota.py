"""How much of a deposit is paid back."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from valdera_housing.forms.euro import importo_positivo
from valdera_housing.kit.campi import CampoData


class RestituzioneForm(forms.Form):
    importo = importo_positivo(
        label="Importo da restituire",
        max_digits=9,
        help_text="Proposto: la cauzione versata, meno ciò che resta da pagare. Se non si restituisce niente, annulla "
        "la restituzione nel partitario scrivendo perché",
    )
    scade_il = CampoData(label="Entro il", error_messages={"required": "Scrivi entro quando si restituisce."})
    motivo = forms.CharField(
        label="Perché non tutta",
        max_length=100,
        required=False,
        help_text="Solo se se ne trattiene una parte: per esempio un danno, o quote non pagate",
    )

    helper = FormHelper()
    helper.layout = Layout(Row("importo", "scade_il"), "motivo")
