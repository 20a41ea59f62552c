"""What a household needs, which home it is proposed, what was decided and why."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet

from gestore.models import Candidatura
from gestore.queries.candidatura import proponibili
from valdera_housing.forms.euro import CampoEuro, importo_positivo
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.models import Alloggio, Nucleo, Utente


def si_o_no(etichetta: str) -> forms.TypedChoiceField:
    """Yes, no, or nobody has ascertained it yet."""
    return forms.TypedChoiceField(
        label=etichetta,
        required=False,
        choices=(("", "Da accertare"), ("True", "Sì"), ("False", "No")),
        coerce=lambda testo: testo == "True",
        empty_value=None,
    )


class CandidaturaForm(forms.ModelForm):
    """What the ETS ascertains of a candidate; people and ISEE are read from the household."""

    soggiorno_valido = si_o_no("Cittadinanza o permesso di soggiorno valido")
    possiede_alloggio = si_o_no("Qualcuno possiede un alloggio adeguato")
    reddito_annuo = CampoEuro(
        label="Reddito annuo netto",
        min_value=0,
        required=False,
        help_text="Se lo lasci vuoto si prende quello dell’ISEE valido.",
    )
    presentata_il = CampoData(label="Presentata il", validators=[passato])

    class Meta:
        model = Candidatura
        fields = (
            "presentata_il",
            "bisogno",
            "serve_accessibile",
            "reddito_annuo",
            "soggiorno_valido",
            "possiede_alloggio",
        )
        widgets = {"bisogno": forms.Textarea(attrs={"rows": 3})}

    prima: tuple[str, ...] = ()

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        aiuto.layout = Layout(
            Fieldset("Che cosa chiede", *self.prima, "presentata_il", "bisogno", "serve_accessibile"),
            Fieldset("Che cosa si è accertato", "reddito_annuo", Row("soggiorno_valido", "possiede_alloggio")),
        )
        return aiuto


class NuovaCandidaturaForm(CandidaturaForm):
    """The same, for a household named by its code."""

    nucleo = CampoCodice(
        label="Codice del nucleo", max_length=14, help_text="Per esempio N-2026-0042: è in cima alla sua scheda."
    )
    prima = ("nucleo",)

    def __init__(self, *args: Any, nuclei: QuerySet[Nucleo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nuclei = nuclei

    def clean_nucleo(self) -> Nucleo:
        nucleo = self.nuclei.filter(codice=self.cleaned_data["nucleo"]).first()
        if nucleo is None:
            raise forms.ValidationError("Non segui nessun nucleo con questo codice.")
        return nucleo


class ProponiForm(forms.Form):
    """Which home, at which rent."""

    alloggio = forms.ModelChoiceField(
        label="Alloggio",
        queryset=Alloggio.objects.none(),
        empty_label="Scegli",
        error_messages={"required": "Scegli l’alloggio da proporre."},
    )
    canone = importo_positivo(label="Canone al mese")

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alloggio"].queryset = proponibili(utente)
        self.fields["alloggio"].label_from_instance = descrivi


def descrivi(alloggio: Alloggio) -> str:
    letti = f", {alloggio.posti_letto} posti letto" if alloggio.posti_letto else ""
    return f"{alloggio.codice}, {alloggio.indirizzo_completo}, {alloggio.comune}{letti}"


class ScegliAlloggioForm(forms.Form):
    """The home the candidates are compared for."""

    alloggio = forms.ModelChoiceField(label="Alloggio", queryset=Alloggio.objects.none(), empty_label="Scegli")

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alloggio"].queryset = proponibili(utente)
        self.fields["alloggio"].label_from_instance = descrivi


class MotivazioneForm(forms.Form):
    motivazione = forms.CharField(
        label="Motivazione",
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La leggono il servizio sociale e chi, domani, chiede perché.",
        error_messages={"min_length": "Scrivi la motivazione per esteso, almeno 10 caratteri."},
    )
