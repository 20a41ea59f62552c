"""Open a case, say what it is about, change who follows it, refer it to a line, close it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from valdera_housing.choices import BisognoCaso, EsitoCaso, Linea, Ruolo, ServizioCoinvolto
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData, ScelteMultiple
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Nucleo, Utente
from valdera_housing.queries.caso import assistenti_di, operatori


class AssegnaForm(forms.ModelForm):
    """Who follows the case: a social worker of its comune and an operator of the ETS."""

    class Meta:
        model = Caso
        fields = ("assistente_sociale", "case_manager")

    def __init__(self, *args: Any, nucleo: Nucleo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assistente_sociale"].queryset = assistenti_di(nucleo)
        self.fields["case_manager"].queryset = operatori()
        self.fields["case_manager"].label = "Operatore di riferimento"
        for nome in self.fields:
            self.fields[nome].empty_label = "Da assegnare"


class ApriCasoForm(AssegnaForm):
    aperto_il = CampoData(label="Aperto il", initial=oggi, validators=[passato])

    helper = FormHelper()
    helper.layout = Layout("aperto_il", Row("assistente_sociale", "case_manager"))

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chi = "assistente_sociale" if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE) else "case_manager"
        self.fields[chi].initial = utente.pk


class CasoForm(forms.ModelForm):
    """What the household needs, how serious it is, who else works with it."""

    bisogni = ScelteMultiple(label="Altri bisogni", choices=BisognoCaso.choices, required=False)
    servizi = ScelteMultiple(label="Servizi coinvolti", choices=ServizioCoinvolto.choices, required=False)
    gravita = forms.TypedChoiceField(
        label="Gravità",
        choices=[("", "Da valutare"), *((n, str(n)) for n in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Da 1, può aspettare, a 5, serve una casa subito.",
    )
    informativa_il = CampoData(label="Informativa consegnata il", required=False, validators=[passato])
    preso_in_carico_il = CampoData(
        label="Preso in carico dal servizio sociale il", required=False, validators=[passato]
    )

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Bisogni", Row("bisogno_prevalente", "gravita"), "bisogni"),
        Fieldset("Servizi e date", "servizi", Row("informativa_il", "preso_in_carico_il")),
    )

    class Meta:
        model = Caso
        fields = ("bisogno_prevalente", "gravita", "bisogni", "servizi", "informativa_il", "preso_in_carico_il")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bisogno_prevalente"].choices = [("", "Da scegliere"), *BisognoCaso.choices]
        self.fields["bisogno_prevalente"].help_text = "Quello da cui partire."

    def clean_bisogni(self) -> list[str]:
        """The main need is not written twice."""
        principale = self.cleaned_data.get("bisogno_prevalente")
        return [bisogno for bisogno in self.cleaned_data["bisogni"] if bisogno != principale]


class InviaForm(forms.Form):
    """To which line, and why: the words travel with the household."""

    linea = forms.ChoiceField(
        label="A quale linea",
        choices=[("", "Scegli"), *Linea.choices],
        error_messages={"required": "Scegli a quale linea inviare il nucleo."},
    )
    motivo = forms.CharField(
        label="Perché",
        max_length=500,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chi lo riceve legge queste parole e la scheda del nucleo: non deve richiedere niente.",
        error_messages={"min_length": "Scrivi il motivo per esteso, almeno 10 caratteri."},
    )


class ChiudiForm(forms.Form):
    esito = forms.ChoiceField(
        label="Com’è finita",
        choices=[("", "Scegli"), *EsitoCaso.choices],
        error_messages={"required": "Scegli com’è finita."},
    )
    il = CampoData(label="Chiuso il", initial=oggi, validators=[passato])
