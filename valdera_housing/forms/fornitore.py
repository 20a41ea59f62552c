"""The code of who issued a bill: a VAT number or a tax code."""

from django import forms
from stdnum.it import iva

from valdera_housing.forms.ente import controllato
from valdera_housing.kit.campi import CampoCodice
from valdera_housing.rules.codice_fiscale import controlla_codice_fiscale

CIFRE_PARTITA_IVA = 11


def campo_codice_fornitore() -> CampoCodice:
    return CampoCodice(
        label="Partita IVA o codice fiscale",
        max_length=16,
        required=False,
        help_text="Serve per chiedere il rimborso: si può aggiungere dopo",
    )


def codice_fornitore(codice: str | None) -> str:
    """The code when it is empty or its check digit is right; a sentence otherwise."""
    if not codice:
        return ""
    if len(codice) == CIFRE_PARTITA_IVA:
        return controllato(codice, iva, "La partita IVA non è giusta: ricontrolla le cifre.")
    esito = controlla_codice_fiscale(codice)
    if not esito.positivo:
        raise forms.ValidationError(str(esito))
    return codice
