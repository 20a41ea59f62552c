"""Open a case, change who follows it, refer it to a line, close it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from valdera_housing.choices import EsitoCaso, Linea, Ruolo
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
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
