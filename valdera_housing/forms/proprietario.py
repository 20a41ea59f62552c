from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from stdnum import iban
from stdnum.exceptions import ValidationError as CodiceErrato
from stdnum.it import iva

from valdera_housing.kit.campi import CampoCodice
from valdera_housing.models import Proprietario
from valdera_housing.queries.proprietario import simili_a
from valdera_housing.rules.codice_fiscale import controlla_codice_fiscale


class ProprietarioForm(forms.ModelForm):
    """Who owns a home: how to write to her and how to pay her."""

    codice_fiscale = CampoCodice(
        label="Codice fiscale", max_length=24, required=False, empty_value=None, help_text="Di una società, 11 cifre."
    )
    partita_iva = CampoCodice(label="Partita IVA", max_length=16, required=False)
    iban = CampoCodice(label="IBAN", max_length=42, required=False, help_text="Il conto su cui si paga il canone.")

    class Meta:
        model = Proprietario
        fields = (
            "denominazione",
            "persona_giuridica",
            "codice_fiscale",
            "partita_iva",
            "indirizzo",
            "telefono",
            "email",
            "pec",
            "iban",
        )

    def clean_codice_fiscale(self) -> str | None:
        codice = self.cleaned_data["codice_fiscale"]
        esito = controlla_codice_fiscale(codice) if codice else None
        if esito and not esito.positivo:
            raise forms.ValidationError(str(esito))
        return codice

    def clean_partita_iva(self) -> str:
        return controllato(self.cleaned_data["partita_iva"], iva, "La partita IVA non è giusta: ricontrolla le cifre.")

    def clean_iban(self) -> str:
        return controllato(self.cleaned_data["iban"], iban, "L’IBAN non è giusto: ricontrolla lettere e cifre.")

    @property
    def sezioni(self) -> list[Fieldset]:
        return [
            Fieldset("Chi è", "denominazione", "persona_giuridica", Row("codice_fiscale", "partita_iva")),
            Fieldset("Come raggiungerlo", "indirizzo", Row("telefono", "email"), "pec"),
            Fieldset("Come pagarlo", "iban"),
        ]

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        aiuto.layout = Layout(*self.sezioni)
        return aiuto


class NuovoProprietarioForm(ProprietarioForm):
    """An owner seen for the first time: possible duplicates are shown and must be excluded by hand."""

    altro = forms.BooleanField(
        label="È un altro proprietario", required=False, help_text="Ho controllato quelli elencati qui sopra."
    )

    @property
    def simili(self) -> list[Proprietario]:
        dati = getattr(self, "cleaned_data", {})
        if not dati.get("denominazione"):
            return []
        return simili_a(dati["denominazione"], dati.get("partita_iva") or "", dati.get("codice_fiscale"))

    @property
    def sezioni(self) -> list[Fieldset]:
        doppioni = [Fieldset("Possibile doppione", "altro")] if self.simili else []
        return [*doppioni, *super().sezioni]


def controllato(codice: str, regola: Any, errore: str) -> str:
    """The code when it is empty or its check digits are right."""
    try:
        return regola.validate(codice) if codice else codice
    except CodiceErrato as sbagliato:
        raise forms.ValidationError(errore) from sbagliato


def descrivi(proprietario: Proprietario) -> str:
    dettagli = (proprietario.codice_fiscale, proprietario.partita_iva, proprietario.telefono, proprietario.indirizzo)
    return ", ".join(filter(None, (proprietario.denominazione, *dettagli)))
