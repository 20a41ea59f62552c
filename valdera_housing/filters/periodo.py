from typing import Any

from django import forms


class PeriodoForm(forms.Form):
    """The fields of the filters of a list, with their two days (``dal``, ``al``) in order."""

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "L’ultimo giorno non viene prima del primo.")
        return dati
