"""What the receipt of the registration says."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from valdera_housing.forms.allegato import campo_file
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.models import Contratto

NOMI = (
    "registrato_il", "registrazione_codice", "registrazione_ufficio", "registrazione_serie", "registrazione_numero",
    "comunicato_il",
)  # fmt: skip


class RegistrazioneForm(forms.Form):
    """The identifiers the RLI gives back, its receipt, and the notice to the tenant within 60 days."""

    registrato_il = CampoData(label="Registrato il")
    registrazione_codice = CampoCodice(
        label="Codice identificativo",
        max_length=17,
        required=False,
        help_text="17 caratteri, sulla ricevuta dell’RLI",
    )
    registrazione_ufficio = CampoCodice(label="Ufficio", max_length=60, required=False, help_text="Come TZ3")
    registrazione_serie = CampoCodice(label="Serie", max_length=4, required=False, help_text="3T se telematica")
    registrazione_numero = CampoCodice(label="Numero", max_length=12, required=False, help_text="Di registrazione")
    ricevuta = campo_file("Ricevuta", required=False)
    comunicato_il = CampoData(
        label="Comunicato il",
        required=False,
        help_text="Al conduttore e all’amministratore di condominio, entro 60 giorni dalla registrazione",
    )

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("La registrazione", "registrato_il", "registrazione_codice", "ricevuta"),
        Fieldset("Gli estremi", Row("registrazione_ufficio", "registrazione_serie", "registrazione_numero")),
        Fieldset("La comunicazione", "comunicato_il"),
    )

    def clean_registrazione_codice(self) -> str:
        codice = self.cleaned_data["registrazione_codice"]
        if codice and (len(codice) != 17 or not codice.isalnum() or not codice.isascii()):
            raise forms.ValidationError("Il codice identificativo ha 17 lettere e cifre, come TZ326T001234000AB.")
        return codice

    def clean(self) -> dict[str, Any]:
        """A registration leaves a trace: its code, or office and number."""
        dati = super().clean() or self.cleaned_data
        if not (dati.get("registrazione_codice") or dati.get("registrazione_numero") or self.errors):
            self.add_error("registrazione_codice", "Scrivi il codice identificativo, o il numero di registrazione.")
        return dati


def registrazione_iniziale(contratto: Contratto) -> dict[str, Any]:
    """What is already written, as the form shows it."""
    return {nome: getattr(contratto, nome) for nome in NOMI}
