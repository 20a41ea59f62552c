"""A bill of a house, its file, its division, its payment, its cancellation."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from cohousing.models import SpesaComune
from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.euro import CampoEuro, importo_positivo
from valdera_housing.forms.fornitore import campo_codice_fornitore, codice_fornitore
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.tempo import oggi

CHE_FILE = "Bolletta o fattura"
GIA_UNO = "Ce n’è già uno: scegline un altro solo per sostituirlo"


class SpesaComuneForm(forms.ModelForm):
    """The file is kept by the act."""

    codice_fiscale = campo_codice_fornitore()
    documento_del = CampoData(
        label="Data del documento", validators=[passato], error_messages={"required": "Scrivi la data del documento."}
    )
    importo = importo_positivo(label="Importo, IVA compresa", max_digits=9)
    dal = CampoData(label="Periodo dal", error_messages={"required": "Scrivi il primo giorno a cui si riferisce."})
    al = CampoData(label="Al", error_messages={"required": "Scrivi l’ultimo giorno a cui si riferisce."})
    scade_il = CampoData(
        label="Le quote si pagano entro il", error_messages={"required": "Scrivi entro quando si pagano le quote."}
    )
    file = campo_file(CHE_FILE, required=False)

    class Meta:
        model = SpesaComune
        fields = (
            "descrizione", "fornitore", "codice_fiscale", "documento_numero", "documento_del", "importo", "dal", "al",
            "criterio", "scade_il",
        )  # fmt: skip
        error_messages = {
            "descrizione": {"required": "Scrivi per che cosa è la spesa."},
            "fornitore": {"required": "Scrivi chi ha emesso il documento."},
            "documento_numero": {"required": "Scrivi il numero del documento."},
        }
        help_texts = {
            "descrizione": "Per esempio: luce di settembre e ottobre, acqua, rifiuti, pulizia delle scale",
            "criterio": "In ogni caso conta quanti giorni si è abitata la casa nel periodo. Le persone e i metri "
            "quadri sono quelli della permanenza e della sua unità",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.documento_id:
            self.fields["file"].help_text = GIA_UNO
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("La spesa", "descrizione", "fornitore", "codice_fiscale"),
            Fieldset("Il documento", Row("documento_numero", "documento_del"), "importo", "file"),
            Fieldset("Come si divide", Row("dal", "al"), "criterio", "scade_il"),
        )

    def clean_codice_fiscale(self) -> str:
        return codice_fornitore(self.cleaned_data["codice_fiscale"])

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "L’ultimo giorno non viene prima del primo.")
        return dati

    def dati(self) -> dict[str, Any]:
        """What was typed, without the file."""
        return {nome: valore for nome, valore in self.cleaned_data.items() if nome != "file"}


class FileForm(forms.Form):
    """The bill as it came; ``gia`` when there is one already."""

    file = campo_file(CHE_FILE)

    def __init__(self, *args: Any, gia: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if gia:
            self.fields["file"].help_text = GIA_UNO


class ParteEnteForm(forms.Form):
    """How much of a bill the ETS takes on."""

    a_carico_ente = CampoEuro(label="A carico dell’ente", max_digits=9, min_value=ZERO)


class RipartizioneForm(ParteEnteForm):
    """What was seen and is confirmed: the part of the ETS and the fingerprint of the shares."""

    vista = forms.CharField(widget=forms.HiddenInput, max_length=16)


class PagamentoForm(forms.Form):
    """``gia`` is the day already registered: another may be written, or none."""

    pagata_il = CampoData(
        label="Pagata al fornitore il",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi quando è stata pagata."},
        help_text="La data valuta del bonifico: decide in quale trimestre si chiede a rimborso la parte dell’ente",
    )

    def __init__(self, *args: Any, gia: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if gia:
            campo = self.fields["pagata_il"]
            campo.initial, campo.required = gia, False
            campo.help_text = f"{campo.help_text}. Lascia vuoto se il pagamento non c’è stato"


class AnnullaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché", max_length=150, error_messages={"required": "Scrivi perché si annulla."},
        help_text="Resta scritto sulla spesa e su ogni quota tolta dal partitario",
    )  # fmt: skip
