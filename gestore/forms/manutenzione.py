"""The repairs: what is broken and who pays, the quotes, the closure with its invoice."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from gestore.choices import ACarico, Urgenza
from gestore.models import Manutenzione, Preventivo
from gestore.rules.manutenzione import NATURE, suggerisci_a_carico
from valdera_housing.forms.euro import CampoEuro, importo_positivo
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio

ACCETTATI = ".pdf,.xml,.p7m,.jpg,.jpeg,.png"


def contenuto(file: UploadedFile | None) -> tuple[str, bytes] | None:
    """(name, bytes) of an uploaded file."""
    return (file.name or "file", file.read()) if file else None


def campo_file(etichetta: str) -> forms.FileField:
    return forms.FileField(
        label=etichetta,
        required=False,
        help_text="PDF o foto, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"empty": "Il file è vuoto."},
    )


def nature() -> list[tuple[str, str]]:
    """Each kind of work with who pays for it and the article that says so."""
    voci = [
        (codice, f"{nome}: {ACarico(chi.chi).label.partition(' (')[0].lower()} ({chi.motivo.articolo})")
        for codice, (nome, chi) in NATURE.items()
    ]
    return [("", "Non so ancora"), *voci]


class ManutenzioneForm(forms.ModelForm):
    """A repair, new or to correct. Who pays follows from the kind of work, unless it is chosen by hand."""

    aperta_il = CampoData(label="Segnalata il", initial=oggi)
    descrizione = forms.CharField(
        label="Che cosa c’è da riparare", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    urgenza = forms.ChoiceField(label="Urgenza", choices=Urgenza, initial=Urgenza.ORDINARIA)
    entro_il = CampoData(label="Da fare entro il", required=False, help_text="Vuoto: lo decide l’urgenza")
    natura = forms.ChoiceField(
        label="Che lavoro è", choices=nature, required=False, help_text="Dice chi paga e secondo quale articolo"
    )
    a_carico_di = forms.ChoiceField(
        label="A carico di",
        choices=[("", "Come dice il tipo di lavoro"), *ACarico.choices],
        required=False,
        help_text="Sceglilo se l’accordo è un altro",
    )

    class Meta:
        model = Manutenzione
        fields = ("alloggio", "aperta_il", "segnalata_da", "descrizione", "urgenza", "entro_il", "a_carico_di")
        labels = {"segnalata_da": "Chi ha segnalato"}

    def __init__(self, *args: Any, alloggi: QuerySet[Alloggio], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alloggio"].queryset, self.fields["alloggio"].empty_label = alloggi, "Scegli"
        if self.instance.pk:
            del self.fields["alloggio"]
        casa = ["alloggio"] if "alloggio" in self.fields else []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Che cosa succede", *casa, "descrizione", Row("aperta_il", "segnalata_da")),
            Fieldset("Quando", Row("urgenza", "entro_il")),
            Fieldset("Chi paga", "natura", "a_carico_di"),
        )

    def clean_aperta_il(self) -> Any:
        giorno = self.cleaned_data["aperta_il"]
        if giorno > oggi():
            raise forms.ValidationError("La data è nel futuro: scrivi quando è stata segnalata.")
        return giorno

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if not dati.get("a_carico_di"):
            dati["a_carico_di"] = suggerisci_a_carico(dati.get("natura", "")).chi
        entro, aperta = dati.get("entro_il"), dati.get("aperta_il")
        if entro and aperta and entro < aperta:
            self.add_error("entro_il", "Il termine viene prima della segnalazione.")
        return dati

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields if nome != "alloggio"}


class PreventivoForm(forms.Form):
    fornitore = forms.CharField(label="Ditta", max_length=160)
    importo = importo_positivo(label="Importo", help_text="Con IVA")
    ricevuto_il = CampoData(label="Ricevuto il", initial=oggi)
    file = campo_file("Preventivo")

    helper = FormHelper()
    helper.layout = Layout("fornitore", Row("importo", "ricevuto_il"), "file")


class AutorizzaForm(forms.Form):
    """Which quote is chosen, when there are quotes."""

    preventivo = forms.ModelChoiceField(
        label="Preventivo scelto",
        queryset=Preventivo.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Scegli il preventivo che autorizzi.", "invalid_choice": "Scegli un preventivo."},
    )

    def __init__(self, *args: Any, preventivi: QuerySet[Preventivo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preventivo"].queryset = preventivi
        self.fields["preventivo"].label_from_instance = lambda p: f"{p.fornitore}, {in_euro(p.importo)}"
        if not preventivi:
            del self.fields["preventivo"]


class ChiudiManutenzioneForm(forms.Form):
    """How it went and what it cost; the invoice is needed when the ETS pays, or it cannot be claimed."""

    chiusa_il = CampoData(label="Finita il", initial=oggi)
    costo = CampoEuro(label="Costo", min_value=0, help_text="Con IVA; zero se non è costata nulla")
    esito = forms.CharField(label="Com’è andata", max_length=300)
    fornitore = forms.CharField(label="Ditta", max_length=160, required=False)
    fornitore_codice = CampoCodice(
        label="Partita IVA o codice fiscale della ditta",
        max_length=16,
        required=False,
        help_text="Serve per rendicontare il costo",
    )
    fattura_numero = forms.CharField(label="Numero della fattura", max_length=40, required=False)
    fattura_data = CampoData(label="Data della fattura", required=False)
    fattura = campo_file("Fattura")

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Lavoro", Row("chiusa_il", "costo"), "esito"),
        Fieldset("Fattura", Row("fornitore", "fornitore_codice"), Row("fattura_numero", "fattura_data"), "fattura"),
    )

    def clean_chiusa_il(self) -> Any:
        giorno = self.cleaned_data["chiusa_il"]
        if giorno > oggi():
            raise forms.ValidationError("La data è nel futuro: chiudila quando sarà finita.")
        return giorno

    def dati(self) -> dict[str, Any]:
        return {nome: valore for nome, valore in self.cleaned_data.items() if nome != "fattura"}


class AnnullaManutenzioneForm(forms.Form):
    perche = forms.CharField(label="Perché non si fa più", max_length=300)
