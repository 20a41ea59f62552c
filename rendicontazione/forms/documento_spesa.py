"""The document typed by hand, its attachments, and the files dropped on the import page."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile

from rendicontazione.choices import TipoAllegato, TipoDocumento
from rendicontazione.models import DocumentoSpesa
from rendicontazione.queries.documento_spesa import documento_stornato
from rendicontazione.rules.fattura import FatturaCollegata
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.denaro import ZERO, centesimi, in_euro
from valdera_housing.models import Convenzione

ACCETTATI = ".pdf,.xml,.p7m,.jpg,.jpeg,.png"
MAI_TROPPO_LUNGO = 4000


def contenuto(file: UploadedFile | None) -> tuple[str, bytes] | None:
    """(name, bytes) of an uploaded file."""
    return (file.name or "file", file.read()) if file else None


class DocumentoSpesaForm(forms.ModelForm):
    """A draft. The total may be left empty when it is the sum of taxable amount and VAT."""

    data = CampoData(label="Data del documento")
    partita_iva = CampoCodice(
        label="Partita IVA", max_length=28, required=False, help_text="Undici cifre; oppure scrivi il codice fiscale"
    )
    codice_fiscale = CampoCodice(
        label="Codice fiscale", max_length=16, required=False, help_text="Se non c'è la partita IVA"
    )
    cup = CampoCodice(label="CUP", max_length=15, required=False, help_text="Quello scritto sul documento")
    cig = CampoCodice(label="CIG", max_length=10, required=False, help_text="Di solito non c'è")
    causale = forms.CharField(
        label="Causale", max_length=MAI_TROPPO_LUNGO, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    imponibile = CampoEuro(label="Imponibile", help_text="Con cassa previdenziale e bollo, se addebitati")
    iva = CampoEuro(label="IVA", required=False, help_text="Vuota se non c'è")
    totale = CampoEuro(label="Totale del documento", required=False, help_text="Vuoto: imponibile più IVA")
    ritenuta = CampoEuro(label="Ritenuta d'acconto", required=False, help_text="Si paga con F24")
    storna = forms.CharField(
        label="Storna la fattura numero",
        max_length=60,
        required=False,
        help_text="Solo per le note di credito: il numero della fattura dello stesso fornitore",
    )
    originale = forms.FileField(
        label="File del documento",
        required=False,
        help_text="PDF, fattura elettronica (XML o P7M) o foto, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
    )

    class Meta:
        model = DocumentoSpesa
        fields = (
            "tipo",
            "numero",
            "data",
            "fornitore",
            "partita_iva",
            "codice_fiscale",
            "imponibile",
            "iva",
            "totale",
            "ritenuta",
            "cup",
            "cig",
            "causale",
        )
        labels = {"tipo": "Tipo di documento", "numero": "Numero", "fornitore": "Fornitore o dipendente"}

    def __init__(self, *args: Any, convenzione: Convenzione, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.convenzione = convenzione
        self.doppio: DocumentoSpesa | None = None
        self.stornato: DocumentoSpesa | None = None
        self.fields["tipo"].choices = TipoDocumento.choices
        if self.instance.pk:
            del self.fields["originale"]
            stornato = self.instance.nota_credito_di
            self.initial["storna"] = stornato.numero if stornato else ""
        self.helper = _disposizione(con_file="originale" in self.fields)

    def clean_fornitore(self) -> str:
        return " ".join(self.cleaned_data["fornitore"].split())

    def clean_numero(self) -> str:
        return " ".join(self.cleaned_data["numero"].split())

    def clean_partita_iva(self) -> str:
        codice = self.cleaned_data["partita_iva"]
        return codice[2:] if len(codice) == 13 and codice.startswith("IT") else codice

    def clean_iva(self) -> Decimal:
        return self.cleaned_data["iva"] or ZERO

    def clean_ritenuta(self) -> Decimal:
        return self.cleaned_data["ritenuta"] or ZERO

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        self._chi(dati)
        if not {"imponibile", "iva", "totale", "tipo"} <= set(dati):
            return dati
        self._segni(dati)
        self._totale(dati)
        if not self.errors:
            self._storno(dati)
        return dati

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields} | {"nota_credito_di": self.stornato}

    def _chi(self, dati: dict[str, Any]) -> None:
        if not dati.get("partita_iva") and not dati.get("codice_fiscale") and not self.errors.get("partita_iva"):
            self.add_error("partita_iva", "Scrivi la partita IVA, o il codice fiscale qui accanto.")

    def _segni(self, dati: dict[str, Any]) -> None:
        """Credit notes may be typed with or without the minus: here they take it."""
        importi = ("imponibile", "iva", "totale", "ritenuta")
        if dati["tipo"] == TipoDocumento.NOTA_CREDITO:
            for nome in importi:
                dati[nome] = -abs(dati[nome]) if dati.get(nome) is not None else None
            return
        for nome in importi:
            if dati.get(nome) is not None and dati[nome] < 0:
                self.add_error(nome, "Solo una nota di credito ha importi negativi.")

    def _totale(self, dati: dict[str, Any]) -> None:
        if dati.get("totale") is None and "imponibile" in dati and "iva" in dati:
            dati["totale"] = dati["imponibile"] + dati["iva"]
        if not self.errors and dati["totale"] == 0:
            self.add_error("imponibile", "Il documento non ha importo: scrivi quanto vale.")
        elif not self.errors and abs(dati["totale"]) < abs(dati["ritenuta"]):
            self.add_error("ritenuta", f"La ritenuta supera il totale ({in_euro(centesimi(dati['totale']))}).")

    def _storno(self, dati: dict[str, Any]) -> None:
        numero = dati.get("storna", "").strip()
        if not numero:
            return
        if dati["tipo"] != TipoDocumento.NOTA_CREDITO:
            self.add_error("storna", "Solo una nota di credito storna una fattura.")
            return
        chi = dati["partita_iva"] or dati["codice_fiscale"]
        self.stornato = documento_stornato(self.convenzione, chi, FatturaCollegata(numero))
        if self.stornato is None:
            self.add_error("storna", f"Non c'è una sola fattura {numero} di questo fornitore: controlla il numero.")


def _disposizione(*, con_file: bool) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Documento", Row("tipo", "numero", "data"), *(["originale"] if con_file else [])),
        Fieldset("Fornitore", "fornitore", Row("partita_iva", "codice_fiscale")),
        Fieldset("Importi", Row("imponibile", "iva"), Row("totale", "ritenuta"), "storna"),
        Fieldset("Riferimenti", Row("cup", "cig"), "causale"),
    )
    return helper


class AllegatoForm(forms.Form):
    """A file to attach to a document."""

    tipo = forms.ChoiceField(label="Che cosa è", choices=TipoAllegato)
    file = forms.FileField(
        label="File",
        help_text="PDF, XML, P7M o foto, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"required": "Scegli il file.", "empty": "Il file è vuoto."},
    )
