"""What is typed about a shift: how it went, why it was skipped, when it is."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from cohousing.choices import StatoTurno
from cohousing.forms.addetto import ConAddetti
from cohousing.forms.servizio import CHIUDE_PRIMA, NON_C_E, CampoOra
from cohousing.models import Turno
from cohousing.rules.servizio import Venuti
from valdera_housing.kit.campi import CampoData
from valdera_housing.rules.orari import ROMA, esiste, istante

PERSONE_MASSIME = 9999
CONTI = ("abitanti", "quartiere", "prime_volte")


def campo_persone(etichetta: str, aiuto: str = "") -> forms.IntegerField:
    """How many people: digits on the keyboard of a phone."""
    return forms.IntegerField(
        label=etichetta, min_value=0, max_value=PERSONE_MASSIME, initial=0, help_text=aiuto,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Scrivi quante, anche zero."},
    )  # fmt: skip


class RegistraForm(ConAddetti):
    """How a shift went: three numbers, a note, who opened."""

    abitanti = campo_persone("Persone che abitano lì")
    quartiere = campo_persone("Persone del quartiere")
    prime_volte = campo_persone(
        "Di tutte, venute per la prima volta", "Non si tengono nomi: chi apre sa chi non si era mai visto"
    )
    note = forms.CharField(
        label="Com’è andata",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Senza nomi di chi è venuto",
    )

    helper = FormHelper()
    helper.layout = Layout(Fieldset("Chi è venuto", Row("abitanti", "quartiere"), "prime_volte", "note"))

    def venuti(self) -> Venuti:
        return Venuti(*(self.cleaned_data[nome] for nome in CONTI))


class ModificaTurnoForm(RegistraForm):
    """When a shift is and, once it was held, what was counted."""

    giorno = CampoData(label="Giorno", error_messages={"required": "Scrivi il giorno."})
    dalle = CampoOra(label="Dalle", error_messages={"required": "Scrivi a che ora apre."})
    alle = CampoOra(label="Alle", error_messages={"required": "Scrivi a che ora chiude."})

    def __init__(self, *args: Any, turno: Turno, **kwargs: Any) -> None:
        inizio, fine = turno.inizio.astimezone(ROMA), turno.fine.astimezone(ROMA)
        iniziali = {"giorno": inizio.date(), "dalle": inizio.time(), "alle": fine.time(), "note": turno.note}
        iniziali |= {nome: getattr(turno, nome) for nome in CONTI}
        super().__init__(*args, initial=iniziali, **kwargs)
        self.turno = turno
        self.svolto = turno.stato == StatoTurno.SVOLTO
        if not self.svolto:
            for nome in (*CONTI, "note"):
                del self.fields[nome]
        quando = Fieldset("Quando", "giorno", Row("dalle", "alle"))
        self.helper = FormHelper()
        self.helper.layout = Layout(quando, *(RegistraForm.helper.layout.fields if self.svolto else ()))

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        giorno, dalle, alle = dati.get("giorno"), dati.get("dalle"), dati.get("alle")
        if dalle and alle and alle <= dalle:
            self.add_error("alle", CHIUDE_PRIMA)
        if giorno and dalle and alle and not (esiste(giorno, dalle) and esiste(giorno, alle)):
            self.add_error("dalle", NON_C_E)
        return dati

    def dati(self) -> dict[str, Any]:
        """What the act wants; the hours are untouched, to the second, when they read the same."""
        scritti = self.cleaned_data
        tempo = {"inizio": self.turno.inizio, "fine": self.turno.fine}
        if {"giorno", "dalle", "alle"} & set(self.changed_data):
            tempo = {
                "inizio": istante(scritti["giorno"], scritti["dalle"]),
                "fine": istante(scritti["giorno"], scritti["alle"]),
            }
        return tempo | ({"venuti": self.venuti(), "note": scritti["note"]} if self.svolto else {})


class SaltaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché non si è fatto",
        max_length=200,
        error_messages={"required": "Scrivi perché non si è fatto."},
        help_text="Per esempio: chi apriva era malato, locale allagato",
    )
