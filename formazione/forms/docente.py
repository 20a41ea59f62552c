from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from formazione.models import Docente
from valdera_housing.forms.euro import CampoEuro


class CampoOre(CampoEuro):
    """Hours, as ``2,5``: more than none."""

    unita = "ore"
    default_error_messages = {"invalid": "Scrivi le ore come 2,5.", "max_digits": "Le ore sono troppe."}


class DocenteForm(forms.ModelForm):
    ore = CampoOre(
        label="Ore di docenza", required=False, max_digits=5, min_value=Decimal("0.01"), help_text="Come 2,5"
    )
    compenso = CampoEuro(
        label="Compenso", required=False, max_digits=9, min_value=Decimal(0), help_text="Lordo, per tutto l’evento"
    )

    class Meta:
        model = Docente
        fields = ("nome", "qualifica", "ore", "compenso")
        help_texts = {"qualifica": "Titolo o mestiere, e da dove viene: si legge nel programma"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("nome", "qualifica", Row("ore", "compenso"))

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}
