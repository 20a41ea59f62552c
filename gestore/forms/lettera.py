"""Which document of a sublease to prepare."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

DOCUMENTI = (
    ("contratto_sublocazione", "Contratto di sublocazione"),
    ("comunicazione_proprietario", "Comunicazione al proprietario"),
    ("lettera_libera", "Lettera al nucleo"),
)


class DocumentoSublocazioneForm(forms.Form):
    """Which document to prepare; the free letter also says about what."""

    documento = forms.ChoiceField(label="Documento", choices=DOCUMENTI, widget=forms.RadioSelect)
    stanze = forms.CharField(
        label="Parti sublocate",
        max_length=200,
        required=False,
        help_text="Per la comunicazione al proprietario: «tutto l’alloggio», oppure le stanze",
    )
    argomento = forms.CharField(label="Oggetto della lettera", max_length=160, required=False)
    testo = forms.CharField(
        label="Testo della lettera",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Solo per la lettera al nucleo. Una riga vuota comincia un capoverso",
    )

    helper = FormHelper()
    helper.layout = Layout("documento", "stanze", "argomento", "testo")

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("documento") == "lettera_libera":
            for nome, frase in (("argomento", "Scrivi di che cosa parla."), ("testo", "Scrivi la lettera.")):
                if not dati.get(nome):
                    self.add_error(nome, frase)
        return dati
