"""What is typed about a credit: another plan, the write-off, which letter."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from fondo_garanzia.queries.rivalsa import AVVISO, MASSIME_RATE, SOLLECITO
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoData

LETTERE = (
    (AVVISO, "Che cosa ha pagato il fondo, e le rate"),
    (SOLLECITO, "Promemoria delle rate scadute"),
)


class RiprogrammaRivalsaForm(forms.Form):
    """``importo`` is what the person sees: it travels with the form so that a payment meanwhile is noticed."""

    quante = forms.IntegerField(
        label="Numero di rate",
        min_value=1,
        max_value=MASSIME_RATE,
        error_messages={"required": "Scrivi in quante rate."},
        help_text="Una al mese",
    )
    prima = CampoData(
        label="La prima rata scade il", error_messages={"required": "Scrivi quando scade la prima rata."}
    )
    motivo = forms.CharField(
        label="Perché",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Scrivi perché si riprogrammano le rate."},
        help_text="Che cosa è cambiato per la famiglia, o chi lo ha chiesto",
    )
    importo = CampoEuro(widget=forms.HiddenInput())

    helper = FormHelper()
    helper.layout = Layout(Row("quante", "prima"), "motivo", "importo")


class StralciaRivalsaForm(forms.Form):
    atto = forms.CharField(
        label="Atto",
        max_length=160,
        error_messages={"required": "Scrivi con quale atto."},
        help_text="Per esempio: Determinazione 300/2026",
    )
    motivo = forms.CharField(
        label="Perché non si recupera",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché non si recupera."},
    )

    helper = FormHelper()
    helper.layout = Layout("atto", "motivo")


class LetteraRivalsaForm(forms.Form):
    documento = forms.ChoiceField(
        label="Lettera",
        choices=LETTERE,
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli quale lettera.", "invalid_choice": "Scegli una delle due lettere."},
    )

    helper = FormHelper()
    helper.layout = Layout("documento")
