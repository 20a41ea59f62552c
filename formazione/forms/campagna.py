"""What is typed of a communication campaign."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from formazione.choices import Destinatario
from formazione.models import Campagna
from valdera_housing.kit.campi import ScelteMultiple, con_calendario


class CampagnaForm(forms.ModelForm):
    """A campaign, new or to correct."""

    obiettivo = forms.CharField(
        label="Che cosa vuole ottenere",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Per esempio: far sapere ai proprietari che il canone è garantito",
        error_messages={"required": "Scrivi che cosa vuole ottenere."},
    )
    destinatari = ScelteMultiple(
        label="A chi si rivolge",
        choices=Destinatario.choices,
        error_messages={"required": "Scegli almeno un gruppo."},
    )

    class Meta:
        model = Campagna
        fields = ("titolo", "obiettivo", "destinatari", "dal", "al")
        formfield_callback = con_calendario
        help_texts = {"al": "Vuoto: non ha ancora una fine"}
        error_messages = {
            "titolo": {"required": "Scrivi il titolo."},
            "dal": {"required": "Scrivi quando comincia."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("titolo", "obiettivo", "destinatari", Row("dal", "al"))

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "La campagna non finisce prima di cominciare.")
        return dati

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class AnnullaCampagnaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché si annulla",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché la campagna è annullata."},
    )
