from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from valdera_housing.forms.euro import CampoEuro
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.models import Isee
from valdera_housing.rules.isee import scadenza_isee


class IseeForm(forms.ModelForm):
    """An ISEE as it is written on the certificate, and the income the rent is measured on."""

    valore = CampoEuro(label="ISEE", min_value=0)
    ise = CampoEuro(label="ISE", min_value=0, required=False)
    reddito_annuo = CampoEuro(
        label="Reddito annuo netto del nucleo",
        min_value=0,
        required=False,
        help_text="Su questo si misura il canone che il nucleo può sostenere.",
    )
    presentata_il = CampoData(label="DSU presentata il", validators=[passato])
    scade_il = CampoData(
        label="Scade il",
        required=False,
        help_text="Se lo lasci vuoto: il 31/12 dello stesso anno, dopo sei mesi per quello corrente.",
    )

    helper = FormHelper()
    helper.layout = Layout(
        Row("tipo", "protocollo_dsu"),
        Row("presentata_il", "scade_il"),
        Row("valore", "ise"),
        "reddito_annuo",
        "difformita",
    )

    class Meta:
        model = Isee
        fields = (
            "tipo",
            "protocollo_dsu",
            "presentata_il",
            "scade_il",
            "valore",
            "ise",
            "reddito_annuo",
            "difformita",
        )

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if not dati.get("scade_il") and dati.get("presentata_il") and dati.get("tipo"):
            dati["scade_il"] = scadenza_isee(dati["tipo"], dati["presentata_il"])
        return dati
