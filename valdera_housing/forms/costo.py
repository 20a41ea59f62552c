"""An expense of a line, and its payment."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.euro import importo_positivo
from valdera_housing.forms.fornitore import campo_codice_fornitore, codice_fornitore
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi


class CostoForm(forms.ModelForm):
    """``paga`` is for who keeps the accounts: the day of the payment. The file is kept by the act.

    A line gives its model and, in ``proprie``, the fields of its own that come first.
    """

    proprie: ClassVar[tuple[str, ...]] = ()

    codice_fiscale = campo_codice_fornitore()
    documento_del = CampoData(
        label="Data del documento", validators=[passato], error_messages={"required": "Scrivi la data del documento."}
    )
    importo = importo_positivo(label="Importo, IVA compresa", max_digits=9)
    pagato_il = CampoData(
        label="Pagato il", validators=[passato], required=False, help_text="Lascia vuoto se è ancora da pagare"
    )
    file = campo_file("Fattura o ricevuta", required=False)

    class Meta:
        fields: tuple[str, ...] = (
            "descrizione", "fornitore", "codice_fiscale", "documento_numero", "documento_del", "importo", "pagato_il",
        )  # fmt: skip
        error_messages: ClassVar[dict[str, Any]] = {
            "descrizione": {"required": "Scrivi per che cosa è la spesa."},
            "fornitore": {"required": "Scrivi chi ha emesso il documento."},
            "documento_numero": {"required": "Scrivi il numero del documento."},
        }

    def __init__(self, *args: Any, paga: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.documento_id:
            self.fields["file"].help_text = "Ce n’è già uno: scegline un altro solo per sostituirlo"
        if not paga:
            del self.fields["pagato_il"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("La spesa", *self.proprie, "descrizione", "fornitore", "codice_fiscale"),
            Fieldset("Il documento", Row("documento_numero", "documento_del"), "importo", "file"),
            *([Fieldset("Il pagamento", "pagato_il")] if paga else []),
        )

    def clean_codice_fiscale(self) -> str:
        return codice_fornitore(self.cleaned_data["codice_fiscale"])

    def dati(self) -> dict[str, Any]:
        """What was typed, without the file."""
        return {nome: valore for nome, valore in self.cleaned_data.items() if nome != "file"}


class PagamentoForm(forms.Form):
    pagato_il = CampoData(
        label="Pagato il",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi quando è stata pagata."},
        help_text="La data valuta del bonifico: decide in quale trimestre si chiede il rimborso",
    )
