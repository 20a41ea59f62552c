"""What is typed about an event, and the reason of the acts that ask for one."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from formazione.choices import Destinatario, RegistroPresenze
from formazione.models import Evento
from formazione.models.evento import SOGLIA_ATTESTATO
from formazione.queries.evento import chi_tiene
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoData, ScelteMultiple
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune

POSTI_MASSIMI = 32767


class EventoForm(forms.ModelForm):
    """An event, new or to correct."""

    destinatari = ScelteMultiple(
        label="A chi si rivolge",
        choices=Destinatario,
        help_text="Se ci sono persone da fuori, le stanze delle riunioni interne non si possono chiedere.",
        error_messages={"required": "Scegli almeno un gruppo."},
    )
    posti = forms.IntegerField(
        label="Posti",
        required=False,
        min_value=1,
        max_value=POSTI_MASSIMI,
        help_text="Vuoto se non c’è un limite. Quando finiscono, chi si iscrive resta in attesa.",
    )
    iscrizioni_dal = CampoData(label="Dal", required=False)
    iscrizioni_al = CampoData(label="Fino al", required=False)
    soglia = forms.IntegerField(
        label="Ore da frequentare per averlo",
        min_value=1,
        max_value=100,
        initial=SOGLIA_ATTESTATO,
        help_text="In percentuale delle ore di tutti gli incontri.",
        error_messages={"required": "Scrivi la percentuale, per esempio 75."},
    )
    preventivo = CampoEuro(label="Preventivo di spesa", max_digits=9, min_value=0, required=False)

    class Meta:
        model = Evento
        fields = (
            "titolo", "tipo", "destinatari", "descrizione", "programma", "comune", "referente", "posti", "registro",
            "iscrizioni_pubbliche", "iscrizioni_dal", "iscrizioni_al", "con_attestato", "soglia", "accreditamento",
            "preventivo",
        )  # fmt: skip
        labels = {
            "titolo": "Titolo",
            "tipo": "Tipo",
            "descrizione": "Di che cosa si parla",
            "programma": "Programma",
            "comune": "Comune",
            "referente": "Chi lo segue",
            "registro": "Come si contano le presenze",
            "iscrizioni_pubbliche": "Ci si iscrive anche dalla pagina pubblica",
            "con_attestato": "Chi frequenta riceve un attestato",
            "accreditamento": "Codice di accreditamento",
        }
        help_texts = {
            "titolo": "Senza nomi di persone: si legge nelle agende e sulla pagina pubblica.",
            "comune": "Dove interessa di più, per i conti di ogni comune.",
            "registro": "Per un incontro aperto a tutti basta contare: si raccolgono meno dati.",
            "accreditamento": "Quello del CNOAS, per i crediti degli assistenti sociali.",
        }
        error_messages = {
            "titolo": {"required": "Scrivi il titolo."},
            "tipo": {"required": "Scegli il tipo."},
            "descrizione": {"required": "Scrivi di che cosa si parla."},
            "referente": {"required": "Scegli chi lo segue."},
        }
        widgets = {
            "descrizione": forms.Textarea(attrs={"rows": 4}),
            "programma": forms.Textarea(attrs={"rows": 5}),
            "registro": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        campi["tipo"].choices = [("", "Scegli"), *((v, nome) for v, nome in campi["tipo"].choices if v)]
        campi["registro"].choices = RegistroPresenze.choices
        campi["referente"].queryset, campi["referente"].empty_label = chi_tiene(), "Scegli"
        campi["comune"].queryset = Comune.objects.aderenti(oggi())
        campi["comune"].empty_label = "Tutta l’Unione"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Che cos’è", "titolo", "tipo", "descrizione", "programma"),
            Fieldset("Per chi", "destinatari", Row("comune", "referente")),
            Fieldset("Posti e iscrizioni", "posti", "iscrizioni_pubbliche", Row("iscrizioni_dal", "iscrizioni_al")),
            Fieldset("Presenze e attestato", "registro", "con_attestato", Row("soglia", "accreditamento")),
            Fieldset("Spesa", "preventivo"),
        )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        dal, al = dati.get("iscrizioni_dal"), dati.get("iscrizioni_al")
        if dal and al and al < dal:
            self.add_error("iscrizioni_al", "Le iscrizioni non finiscono prima di cominciare.")
        if dati.get("con_attestato") and dati.get("registro") == RegistroPresenze.ANONIMO:
            self.add_error(
                "con_attestato", "Un attestato si dà a chi è segnato per nome: scegli il registro per nome."
            )
        return dati

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class AnnullaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché si annulla",
        max_length=300,
        help_text="Lo legge anche chi era iscritto.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché l’evento è annullato."},
    )


class ConfermaForm(forms.Form):
    """Nothing to type: the page says what happens."""
