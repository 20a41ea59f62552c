"""What is written on the accounts of a quarter: protocol, remarks, session, reason, payment order."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from valdera_housing.kit.campi import CampoData

MASSIMO_OSSERVAZIONI = 6000


class PresentaForm(forms.Form):
    protocollo = forms.CharField(
        label="Numero di protocollo",
        max_length=40,
        required=False,
        help_text="Lascialo vuoto per averne uno dal registro di questo ufficio",
    )


class ChiudiVerificaForm(forms.Form):
    """The free text of the report; blank lines separate paragraphs."""

    criticita = forms.CharField(
        label="Criticità e azioni correttive",
        max_length=MASSIMO_OSSERVAZIONI,
        required=False,
        help_text="Vanno nella relazione per la Cabina di Regia, senza nomi di persone",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    prossimo_trimestre = forms.CharField(
        label="Che cosa si prevede nel prossimo trimestre",
        max_length=MASSIMO_OSSERVAZIONI,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ApprovaForm(forms.Form):
    data_seduta = CampoData(
        label="Data della seduta", error_messages={"required": "Scrivi quando si è riunita la Cabina."}
    )
    verbale = forms.CharField(
        label="Verbale numero", max_length=60, error_messages={"required": "Scrivi il numero del verbale."}
    )

    helper = FormHelper()
    helper.layout = Layout(Row("data_seduta", "verbale"))


class RiapriForm(forms.Form):
    motivo = forms.CharField(
        label="Perché si riapre",
        max_length=300,
        help_text="Resta scritto sulla nuova versione della relazione",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché si riapre il trimestre."},
    )


class LiquidaForm(forms.Form):
    mandato = forms.CharField(
        label="Mandato numero", max_length=40, error_messages={"required": "Scrivi il numero del mandato."}
    )
    liquidato_il = CampoData(label="Data del mandato", error_messages={"required": "Scrivi la data del mandato."})

    helper = FormHelper()
    helper.layout = Layout(Row("mandato", "liquidato_il"))
