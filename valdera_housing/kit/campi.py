"""Fields typed on many pages: dates and codes as the office writes them."""

from datetime import date
from typing import Any

from django import forms

PRIMO_GIORNO, ULTIMO_GIORNO = date(1900, 1, 1), date(2100, 12, 31)
FUORI_CALENDARIO = "Scrivi una data fra il 01/01/1900 e il 31/12/2100."


class CampoData(forms.DateField):
    """A day, typed as dd/mm/yyyy or picked from the browser's calendar; never an absurd year."""

    def __init__(self, **opzioni: Any) -> None:
        opzioni.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**opzioni)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not PRIMO_GIORNO <= value <= ULTIMO_GIORNO:
            raise forms.ValidationError(FUORI_CALENDARIO)


class CampoCodice(forms.CharField):
    """A code: capitals, without the spaces people type between its parts."""

    def to_python(self, value: Any) -> str | None:
        testo = super().to_python(value)
        return "".join(testo.split()).upper() if testo else testo


class ScelteMultiple(forms.TypedMultipleChoiceField):
    """Several words of a closed list, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple


def con_calendario(campo: Any, **opzioni: Any) -> forms.Field:
    """``formfield_callback`` of our model forms: every date of a model becomes a CampoData."""
    if campo.get_internal_type() == "DateField":
        opzioni["form_class"] = CampoData
    return campo.formfield(**opzioni)


class MeseInput(forms.DateInput):
    input_type = "month"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m")


class MeseNascosto(MeseInput):
    """The same month, travelling with a form that only asks to confirm."""

    input_type = "hidden"


class CampoMese(forms.DateField):
    """A month, typed or picked as ``2026-11``: its first day."""

    hidden_widget = MeseNascosto

    def __init__(self, **altro: Any) -> None:
        altro.setdefault("widget", MeseInput())
        altro.setdefault("input_formats", ["%Y-%m", "%m/%Y"])
        super().__init__(**altro)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not PRIMO_GIORNO <= value <= ULTIMO_GIORNO:
            raise forms.ValidationError(FUORI_CALENDARIO)
