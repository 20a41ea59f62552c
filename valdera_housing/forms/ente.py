from typing import Any

from django import forms
from stdnum.exceptions import ValidationError as CodiceErrato
from stdnum.it import codicefiscale, iva

from valdera_housing.kit.campi import CampoCodice
from valdera_housing.models import Ente


class EnteForm(forms.ModelForm):
    codice_fiscale = CampoCodice(label="Codice fiscale", max_length=16, required=False)
    partita_iva = CampoCodice(label="Partita IVA", max_length=11, required=False)

    class Meta:
        model = Ente
        fields = ("nome", "ruolo", "codice_fiscale", "partita_iva", "runts", "pec")

    def clean_codice_fiscale(self) -> Any:
        return controllato(self.cleaned_data["codice_fiscale"], codicefiscale, "Il codice fiscale non è giusto.")

    def clean_partita_iva(self) -> Any:
        return controllato(self.cleaned_data["partita_iva"], iva, "La partita IVA non è giusta.")


def controllato(codice: str, regola: Any, errore: str) -> str:
    """The code when it is empty or its check digit is right."""
    try:
        return regola.validate(codice) if codice else codice
    except CodiceErrato as sbagliato:
        raise forms.ValidationError(errore) from sbagliato
