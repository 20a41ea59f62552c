"""When and where a session is held."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from formazione.queries.evento import chi_tiene, sale_da_chiedere
from formazione.rules.evento import MINUTI_MASSIMI, MINUTI_MINIMI
from valdera_housing.kit.campi import CampoData
from valdera_housing.rules.orari import esiste, istante

PERSONE_MASSIME = 32767
NON_E_UN_COLLEGAMENTO = "Scrivi un indirizzo come https://esempio.it/incontro."


class SessioneForm(forms.Form):
    """A session to add or to move; ``sessione()`` is what the act wants, by name."""

    titolo = forms.CharField(
        label="Argomento", max_length=160, required=False, help_text="Se è diverso da quello dell’evento."
    )
    giorno = CampoData(label="Giorno", error_messages={"required": "Scrivi il giorno."})
    ora = forms.TimeField(
        label="Ora",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Scrivi l’ora."},
    )
    minuti = forms.IntegerField(
        label="Durata, in minuti",
        min_value=MINUTI_MINIMI,
        max_value=MINUTI_MASSIMI,
        initial=120,
        error_messages={"required": "Scrivi quanto dura."},
    )
    operatore = forms.ModelChoiceField(
        label="Chi lo tiene per noi",
        queryset=None,
        required=False,
        empty_label="Nessuno dei nostri",
        help_text="Quell’orario resta occupato nella sua agenda.",
    )
    stanza = forms.ModelChoiceField(
        label="Sala",
        queryset=None,
        required=False,
        empty_label="Nessuna",
        help_text="Si chiede all’Unione: nel frattempo resta tenuta per noi.",
    )
    partecipanti = forms.IntegerField(
        label="Quante persone ti aspetti",
        required=False,
        min_value=1,
        max_value=PERSONE_MASSIME,
        help_text="Vuoto: i posti dell’evento.",
    )
    disciplinare_accettato = forms.BooleanField(
        label="Accetto il disciplinare delle sale",
        required=False,
        help_text="Serve per le sale dei convegni e della formazione.",
    )
    luogo = forms.CharField(label="Indirizzo, se è altrove", max_length=160, required=False)
    collegamento = forms.URLField(
        label="Collegamento, se è a distanza",
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": NON_E_UN_COLLEGAMENTO},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        campi["operatore"].queryset = chi_tiene()
        campi["stanza"].queryset = sale_da_chiedere()
        campi["stanza"].label_from_instance = descrivi_sala
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Quando", "titolo", Row("giorno", "ora", "minuti"), "operatore"),
            Fieldset("In una sala dell’Unione", Row("stanza", "partecipanti"), "disciplinare_accettato"),
            Fieldset("Altrove, o a distanza", Row("luogo", "collegamento")),
        )

    def clean_collegamento(self) -> str:
        collegamento: str = self.cleaned_data["collegamento"]
        if collegamento and not collegamento.startswith(("https://", "http://")):
            raise forms.ValidationError(NON_E_UN_COLLEGAMENTO)
        return collegamento

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        giorno, ora = dati.get("giorno"), dati.get("ora")
        if giorno and ora and not esiste(giorno, ora):
            self.add_error("ora", "Quel giorno l’orologio passa dalle 2 alle 3: quell’ora non c’è.")
        return dati

    def sessione(self) -> dict[str, Any]:
        dati = {nome: valore for nome, valore in self.cleaned_data.items() if nome not in {"giorno", "ora"}}
        return {"inizio": istante(self.cleaned_data["giorno"], self.cleaned_data["ora"]), **dati}


def descrivi_sala(stanza: Any) -> str:
    """``Stanza 22, Sportello centrale: convegni e formazione, 60 posti``."""
    posti = f", {stanza.posti} posti" if stanza.posti else ""
    return f"{stanza.nome}, {stanza.sede}: {stanza.get_uso_display().lower()}{posti}"
