"""A room for a meeting, the hour to look at, why it is refused or left."""

from datetime import date, time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from formazione.queries.sala import Domanda, stanze_da_chiedere
from valdera_housing.choices import UsoStanza
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Stanza
from valdera_housing.rules.orari import esiste, istante

MINUTI_MINIMI, MINUTI_MASSIMI, PERSONE_MASSIME = 15, 720, 2000
ORA_CHE_MANCA = "Quel giorno l’orologio passa dalle 2 alle 3: quell’ora non c’è."
IN_BREVE = {UsoStanza.FORMAZIONE: "convegni e formazione", UsoStanza.RIUNIONI_BREVI: "riunioni brevi interne"}


class SceltaStanza(forms.ModelChoiceField):
    """A room by name, with what it is for."""

    def label_from_instance(self, stanza: Stanza) -> str:
        posti = f", {stanza.posti} posti" if stanza.posti else ""
        return f"{stanza.nome}, {stanza.sede}: {IN_BREVE.get(UsoStanza(stanza.uso), stanza.get_uso_display())}{posti}"


class OrarioForm(forms.Form):
    """When, for how long and with whom: what a room is asked about."""

    giorno = CampoData(label="Giorno")
    ora = forms.TimeField(label="Dalle ore", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minuti = forms.IntegerField(
        label="Durata, in minuti", min_value=MINUTI_MINIMI, max_value=MINUTI_MASSIMI, initial=120
    )
    partecipanti = forms.IntegerField(label="Quante persone", min_value=1, max_value=PERSONE_MASSIME)
    rilevanza_esterna = forms.BooleanField(label="Partecipano persone da fuori", required=False)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        giorno, ora = dati.get("giorno"), dati.get("ora")
        if giorno and ora and not esiste(giorno, ora):
            self.add_error("ora", ORA_CHE_MANCA)
        return dati

    def domanda(self) -> Domanda | None:
        """What the rooms are asked; None while something is missing or wrong."""
        dati = self.cleaned_data if self.is_bound and self.is_valid() else {}
        giorno, ora = dati.get("giorno"), dati.get("ora")
        if not isinstance(giorno, date) or not isinstance(ora, time):
            return None
        return Domanda(istante(giorno, ora), dati["minuti"], dati["partecipanti"], dati["rilevanza_esterna"])


class RegoleForm(OrarioForm):
    """The same, only to look."""

    partecipanti = forms.IntegerField(label="Quante persone", min_value=1, max_value=PERSONE_MASSIME, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(Row("giorno", "ora", "minuti", "partecipanti"), "rilevanza_esterna")


class RichiestaSalaForm(OrarioForm):
    """A room for a meeting that is not of an event."""

    titolo = forms.CharField(
        label="Per che cosa", max_length=120, help_text="Si legge nei calendari: non scrivere nomi di persone"
    )
    stanza = SceltaStanza(label="Sala", queryset=Stanza.objects.none(), empty_label="Scegli")
    disciplinare_accettato = forms.BooleanField(
        label="Accetto il disciplinare delle sale",
        required=False,
        help_text="Serve per le sale dei convegni",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stanza"].queryset = stanze_da_chiedere()
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("La riunione", "titolo", Row("partecipanti"), "rilevanza_esterna"),
            Fieldset("Quando", Row("giorno", "ora", "minuti")),
            Fieldset("Dove", "stanza", "disciplinare_accettato"),
        )

    def clean_giorno(self) -> date:
        giorno: date = self.cleaned_data["giorno"]
        if giorno < oggi():
            raise forms.ValidationError("È un giorno passato.")
        return giorno


class RifiutaSalaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché la sala non si può dare",
        max_length=300,
        help_text="Lo legge chi l’ha chiesta",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RitiraSalaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché non serve più", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
