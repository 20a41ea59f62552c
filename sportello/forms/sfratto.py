"""What is typed about an eviction: its facts, what happens, its documents, how it ends."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from sportello.choices import EsitoSfratto, Fragilita, TipoEventoSfratto
from sportello.models import EventoSfratto, Sfratto
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoData, ScelteMultiple
from valdera_housing.kit.tempo import oggi

ACCETTATI = ".pdf,.jpg,.jpeg,.png"
FATTI = ("tipo", "giorno", "per_il", "ora", "esito", "spese", "nota")


class SfrattoForm(forms.ModelForm):
    """The facts of an eviction, new or to correct."""

    aperto_il = CampoData(
        label="Conosciuto il", initial=oggi, help_text="Quando il servizio l’ha saputo: conta da quel giorno"
    )
    canone_mensile = CampoEuro(label="Canone al mese", required=False, min_value=0, max_digits=10)
    importo_morosita = CampoEuro(label="Canoni arretrati", required=False, min_value=0)
    spese_legali = CampoEuro(
        label="Spese legali", required=False, min_value=0, max_digits=10, help_text="Quelle chieste dal proprietario"
    )
    rg_anno = forms.IntegerField(label="Anno di ruolo", required=False, min_value=1990, max_value=2100)
    fragilita = ScelteMultiple(
        label="Chi ci vive", choices=Fragilita, required=False, help_text="Conta per le proroghe e per i contributi"
    )
    forza_pubblica = forms.BooleanField(label="È stata chiesta la forza pubblica", required=False)

    class Meta:
        model = Sfratto
        fields = (
            "tipo", "aperto_il", "indirizzo", "locatore", "legale", "tribunale", "rg_numero", "rg_anno",
            "canone_mensile", "importo_morosita", "spese_legali", "fragilita", "forza_pubblica",
        )  # fmt: skip
        labels = {"tipo": "Motivo", "indirizzo": "Indirizzo della casa"}

    def __init__(self, *args: Any, con_indirizzo: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not con_indirizzo:
            del self.fields["indirizzo"]
        casa = ["indirizzo"] if con_indirizzo else []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Lo sfratto", Row("tipo", "aperto_il"), *casa, "forza_pubblica"),
            Fieldset("Chi lo chiede", Row("locatore", "legale"), "tribunale", Row("rg_numero", "rg_anno")),
            Fieldset("Quanto si deve", "canone_mensile", "importo_morosita", "spese_legali"),
            Fieldset("Chi ci vive", "fragilita"),
        )

    def clean_aperto_il(self) -> Any:
        giorno = self.cleaned_data["aperto_il"]
        if giorno > oggi():
            raise forms.ValidationError("La data è nel futuro: scrivi quando l’avete saputo.")
        return giorno

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields if nome in self.cleaned_data}


class EventoSfrattoForm(forms.ModelForm):
    """Something that happened and, if any, the day it fixes. ``nuovo`` may also say that the force was asked for."""

    giorno = CampoData(label="Quando", initial=oggi, help_text="Il giorno della notifica, dell’udienza o dell’accesso")
    per_il = CampoData(
        label="Giorno fissato",
        required=False,
        help_text="L’udienza, la fine del termine, l’esecuzione o l’accesso che verrà",
    )
    ora = forms.TimeField(
        label="Ora fissata", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    spese = CampoEuro(
        label="Spese",
        required=False,
        min_value=0,
        max_digits=10,
        help_text="Quelle che si aggiungono con questo fatto",
    )
    nota = forms.CharField(label="Nota", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    forza_pubblica = forms.BooleanField(label="È stata chiesta la forza pubblica", required=False)

    class Meta:
        model = EventoSfratto
        fields = FATTI
        labels = {"tipo": "Che cosa è successo", "esito": "Com’è andato l’accesso"}
        help_texts = {"esito": "Solo per un accesso dell’ufficiale giudiziario"}

    def __init__(self, *args: Any, nuovo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forza = ["forza_pubblica"] if nuovo else []
        if not nuovo:
            del self.fields["forza_pubblica"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Il fatto", Row("tipo", "giorno"), "esito"),
            Fieldset("Il giorno che fissa", Row("per_il", "ora")),
            Fieldset("Altro", "spese", *forza, "nota"),
        )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("esito") and dati.get("tipo") != TipoEventoSfratto.ACCESSO:
            self.add_error("esito", "Solo un accesso dell’ufficiale giudiziario ha questo esito.")
        if dati.get("ora") and not dati.get("per_il"):
            self.add_error("ora", "Scrivi anche il giorno fissato.")
        return dati

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in FATTI}


class DocumentoSfrattoForm(forms.Form):
    nome = forms.CharField(
        label="Che cos’è", max_length=120, help_text="Per esempio: intimazione, ordinanza, preavviso"
    )
    file = forms.FileField(
        label="File",
        help_text="PDF, JPEG o PNG, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"required": "Scegli il file.", "empty": "Il file è vuoto."},
    )


class ChiudiSfrattoForm(forms.Form):
    """The outcome, with the day it is counted on."""

    esito = forms.ChoiceField(
        label="Com’è finito",
        choices=EsitoSfratto,
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli com’è finito."},
    )
    il = CampoData(label="Il giorno", help_text="Si conta una volta sola, in questo giorno")
    nota = forms.CharField(
        label="In breve",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Che cosa l’ha risolto, dove va il nucleo",
    )


class RiapriSfrattoForm(forms.Form):
    perche = forms.CharField(
        label="Perché si riapre",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché si riapre."},
    )


class ConfermaForm(forms.Form):
    """Nothing to type: pressing the button is the answer."""


class PeriodoForm(forms.Form):
    """From a day to a day, both included."""

    dal = CampoData(label="Dal")
    al = CampoData(label="Al")

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("dal") and dati.get("al") and dati["dal"] > dati["al"]:
            self.add_error("al", "La fine viene prima dell’inizio.")
        return dati
