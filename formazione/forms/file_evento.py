from typing import Any

from django import forms

from formazione.choices import TipoFileEvento
from formazione.rules.file_evento import valuta_pubblicazione
from valdera_housing.forms.allegato import campo_file


class FileEventoForm(forms.Form):
    """A file of an event; what is for who takes part may also go on the public page."""

    tipo = forms.ChoiceField(label="Che cos’è", choices=[("", "Scegli"), *TipoFileEvento.choices])
    file = campo_file("File")
    pubblico = forms.BooleanField(
        label="Mettilo sulla pagina pubblica",
        required=False,
        help_text="Solo materiali e locandine: li scarica chiunque, a iscrizioni aperte e dopo l’evento",
    )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("pubblico") and dati.get("tipo"):
            for motivo in valuta_pubblicazione(dati["tipo"]).ostacoli:
                self.add_error("pubblico", str(motivo))
        return dati
