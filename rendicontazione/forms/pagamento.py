from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from rendicontazione.choices import Modalita
from rendicontazione.forms.documento_spesa import ACCETTATI
from valdera_housing.forms.euro import importo_positivo
from valdera_housing.kit.campi import CampoData


class PagamentoForm(forms.Form):
    """Money that left the account: value date, amount, how, reference, proof."""

    data_valuta = CampoData(label="Data valuta", help_text="Quella dell'estratto conto")
    importo = importo_positivo(label="Importo")
    modalita = forms.ChoiceField(label="Modalità", choices=Modalita, initial=Modalita.BONIFICO)
    riferimento = forms.CharField(label="CRO o riferimento", max_length=60, required=False)
    prova = forms.FileField(
        label="Contabile o quietanza",
        required=False,
        help_text="PDF o foto, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"empty": "Il file è vuoto."},
    )

    helper = FormHelper()
    helper.layout = Layout(Row("data_valuta", "importo"), Row("modalita", "riferimento"), "prova")
