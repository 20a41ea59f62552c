"""What is written at each step of an arrears file."""

from typing import Any

from django import forms

from valdera_housing.kit.campi import CampoData


def _testo(etichetta: str, obbligatorio: str = "", *, massimo: int = 400, aiuto: str = "", righe: int = 3) -> Any:
    return forms.CharField(
        label=etichetta,
        max_length=massimo,
        required=bool(obbligatorio),
        help_text=aiuto,
        widget=forms.Textarea(attrs={"rows": righe}),
        error_messages={"required": obbligatorio},
    )


class SollecitaForm(forms.Form):
    nota = _testo("Nota per l’ufficio", aiuto="Per esempio: sentita al telefono, paga a fine mese", righe=2)


class DiffidaForm(forms.Form):
    entro = CampoData(
        label="Da pagare entro il",
        help_text="È scritto nella lettera",
        error_messages={"required": "Scrivi entro quando va pagato."},
    )


class ColloquioForm(forms.Form):
    fatto_il = CampoData(label="Giorno del colloquio", error_messages={"required": "Scrivi quando è stato."})
    nota = _testo("Che cosa si è detto", "Scrivi che cosa si è detto.", aiuto="La legge anche l’assistente sociale")


class AvvisaForm(forms.Form):
    nota = _testo("Come, e che cosa", "Scrivi come l’hai avvisata.", aiuto="Per esempio: telefonata del mattino")


class FondoForm(forms.Form):
    motivo = _testo(
        "Perché si chiede al fondo", "Scrivi perché si chiede al fondo.", aiuto="Viaggia con l’invio al fondo"
    )


class LegaleForm(forms.Form):
    nota = _testo("A chi, e con quale incarico", "Scrivi a chi è affidata.")
