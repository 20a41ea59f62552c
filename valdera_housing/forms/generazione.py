from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from valdera_housing.kit.campi import CampoMese
from valdera_housing.rules.dovuto import MASSIMO_MESI, mesi_fra


class GenerazioneForm(forms.Form):
    """From which month to which the dues are written."""

    dal = CampoMese(label="Dal mese")
    al = CampoMese(label="Al mese")

    helper = FormHelper()
    helper.layout = Layout(Row("dal", "al"))

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        dal, al = dati.get("dal"), dati.get("al")
        if not (dal and al):
            return dati
        if al < dal:
            raise ValidationError("L’ultimo mese non può venire prima del primo.")
        if mesi_fra(dal, al)[-1] < al:
            raise ValidationError(f"Al massimo {MASSIMO_MESI} mesi alla volta.")
        return dati
