"""A sheet of buildings to import."""

from django import forms


class ImmobiliForm(forms.Form):
    file = forms.FileField(
        label="Foglio degli immobili",
        help_text="XLSX o CSV, con i titoli del modello nella prima riga; al massimo 500 immobili",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Scegli il file.", "empty": "Il file è vuoto."},
    )
