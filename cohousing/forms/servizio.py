"""What is typed about a service of a condominio sociale and about the shifts to plan."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from cohousing.forms.addetto import ConAddetti
from cohousing.models import Servizio
from cohousing.queries.servizio import chi_segue
from cohousing.rules.servizio import Turnazione, orari_di, valuta_turnazione
from valdera_housing.kit.campi import CampoData, ScelteMultiple
from valdera_housing.kit.scrittura import GIORNI
from valdera_housing.kit.tempo import oggi
from valdera_housing.rules.orari import esiste

SETTIMANA = tuple((n, nome.capitalize()) for n, nome in enumerate(GIORNI))
CHIUDE_PRIMA = "L’ora in cui chiude viene dopo quella in cui apre."
NON_C_E = "Quel giorno l’orologio passa dalle 2 alle 3: quell’ora non c’è."


class CampoOra(forms.TimeField):
    """An hour of the clock, picked or typed."""

    def __init__(self, **altro: Any) -> None:
        altro.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(**altro)


class ServizioForm(forms.ModelForm):
    """A service, new or to correct."""

    dal = CampoData(label="Attivo dal", initial=oggi, error_messages={"required": "Scrivi da quando è attivo."})

    class Meta:
        model = Servizio
        fields = ("tipo", "nome", "orario", "con_chi", "referente", "dal")
        help_texts = {
            "nome": "Come lo chiama chi lo usa: si legge anche sulla locandina",
            "orario": "A parole, per esempio: lunedì e giovedì, 15–18",
            "con_chi": "Chi lo manda avanti con noi: abitanti, associazioni, parrocchia",
        }
        error_messages = {
            "tipo": {"required": "Scegli che cos’è."},
            "nome": {"required": "Scrivi come si chiama."},
            "referente": {"required": "Scegli chi lo segue."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        campi["referente"].queryset = chi_segue()
        campi["referente"].empty_label = "Scegli"
        campi["tipo"].choices = [("", "Scegli"), *((v, nome) for v, nome in campi["tipo"].choices if v)]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Il servizio", Row("tipo", "nome"), "orario"),
            Fieldset("Chi lo manda avanti", "con_chi", Row("referente", "dal")),
        )


class ChiudiServizioForm(forms.Form):
    al = CampoData(
        label="Ultimo giorno",
        initial=oggi,
        error_messages={"required": "Scrivi l’ultimo giorno in cui è stato attivo."},
        help_text="Dal giorno dopo il servizio non c’è più",
    )
    salta = forms.BooleanField(
        label="Salta i turni previsti dopo quel giorno",
        required=False,
        help_text="Restano nell’elenco come saltati, con il motivo",
    )


class TurniForm(ConAddetti):
    """Shifts to plan: one on a day, or all those of some weekdays between two days."""

    dal = CampoData(label="Dal giorno", initial=oggi, error_messages={"required": "Scrivi il primo giorno."})
    al = CampoData(label="Al giorno", required=False, help_text="Vuoto per un solo turno, in quel giorno")
    giorni = ScelteMultiple(
        label="In quali giorni della settimana", choices=SETTIMANA, coerce=int, required=False, empty_value=[],
        help_text="Servono quando i turni sono più di uno",
    )  # fmt: skip
    dalle = CampoOra(label="Dalle", error_messages={"required": "Scrivi a che ora apre."})
    alle = CampoOra(label="Alle", error_messages={"required": "Scrivi a che ora chiude."})

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Quando", Row("dal", "al"), "giorni"),
        Fieldset("A che ora", Row("dalle", "alle")),
    )

    def __init__(self, *args: Any, servizio: Servizio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.servizio = servizio

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("dalle") and dati.get("alle") and dati["alle"] <= dati["dalle"]:
            self.add_error("alle", CHIUDE_PRIMA)
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "L’ultimo giorno non viene prima del primo.")
        if dati.get("al") and not dati.get("giorni") and "giorni" not in self.errors:
            self.add_error("giorni", "Scegli in quali giorni della settimana.")
        if not self.errors:
            self._pesa(dati)
        return dati

    def _pesa(self, dati: dict[str, Any]) -> None:
        solo = dati["al"] is None
        giorni = [dati["dal"].weekday()] if solo else dati["giorni"]
        turnazione = Turnazione(dati["dal"], dati["al"] or dati["dal"], giorni, dati["dalle"], dati["alle"])
        if solo and not (esiste(dati["dal"], dati["dalle"]) and esiste(dati["dal"], dati["alle"])):
            self.add_error("dalle", NON_C_E)
            return
        dati["orari"] = orari_di(turnazione)
        for motivo in valuta_turnazione(dati["orari"], self.servizio.dal, self.servizio.al).ostacoli:
            self.add_error("dal" if solo else "al", f"{motivo}.")
