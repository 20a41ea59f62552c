"""What the official writes about a share, and what the ETS answers."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from rendicontazione.choices import MotivoNonAmmissione, TipoAllegato
from rendicontazione.forms.documento_spesa import ACCETTATI
from valdera_housing.forms.euro import importo_positivo

MASSIMO_TESTO = 2000
MASSIMA_SPIEGAZIONE = 500


def motivi() -> list[tuple[str, str]]:
    return [("", "Scegli"), *MotivoNonAmmissione.choices]


def testo(righe: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": righe})


class MotivoForm(forms.Form):
    """Why something is not admitted: a reason of the list and the words for who reads."""

    motivo = forms.ChoiceField(label="Motivo", choices=motivi, error_messages={"required": "Scegli il motivo."})
    spiegazione = forms.CharField(
        label="Spiegazione",
        max_length=MASSIMA_SPIEGAZIONE,
        help_text="La legge l'ente partner: che cosa manca, quale documento, quale importo",
        widget=testo(3),
        error_messages={"required": "Spiega il motivo con parole tue."},
    )


class NonAmmettereForm(MotivoForm):
    helper = FormHelper()
    helper.layout = Layout("motivo", "spiegazione")


class AmmettiInParteForm(MotivoForm):
    ammesso = importo_positivo(label="Importo da ammettere", help_text="Il resto non si ammette, per il motivo scelto")

    helper = FormHelper()
    helper.layout = Layout(Row("ammesso", "motivo"), "spiegazione")


class ChiediIntegrazioneForm(forms.Form):
    richiesta = forms.CharField(
        label="Che cosa manca",
        max_length=MASSIMO_TESTO,
        widget=testo(4),
        error_messages={"required": "Scrivi che cosa manca."},
    )
    giorni = forms.TypedChoiceField(
        label="Termine per rispondere",
        choices=((15, "15 giorni"), (30, "30 giorni")),
        coerce=int,
        initial=15,
        widget=forms.RadioSelect,
    )


class IntegraForm(forms.Form):
    """The answer of the ETS, with at most one file for each press: others go on the page of the document."""

    risposta = forms.CharField(
        label="Risposta",
        max_length=MASSIMO_TESTO,
        widget=testo(4),
        error_messages={"required": "Scrivi la risposta."},
    )
    file = forms.FileField(
        label="File da allegare",
        required=False,
        help_text="PDF, XML, P7M o foto, fino a 20 MB. Altri si aggiungono dalla pagina del documento",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"empty": "Il file è vuoto."},
    )
    tipo = forms.ChoiceField(label="Che cosa è il file", choices=TipoAllegato, initial=TipoAllegato.ALTRO)

    helper = FormHelper()
    helper.layout = Layout("risposta", Row("file", "tipo"))


class RettificaForm(forms.Form):
    importo = importo_positivo(label="Quanto togliere", help_text="Diventa una riga negativa nel trimestre aperto")
    motivo = forms.CharField(
        label="Perché", max_length=200, error_messages={"required": "Scrivi perché si corregge la spesa."}
    )


class VerificaRelazioneForm(forms.Form):
    file = forms.FileField(
        label="Relazione in PDF",
        help_text="Il file ricevuto, così com'è. Fino a 5 MB; non viene conservato",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf", "class": "trascina"}),
        error_messages={"required": "Scegli il file della relazione.", "empty": "Il file è vuoto."},
    )

    def __init__(self, *args: Any, massimo: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.massimo = massimo

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > self.massimo:
            raise forms.ValidationError(f"Il file supera {self.massimo // 1024 // 1024} MB: non è una relazione.")
        return file.read()
