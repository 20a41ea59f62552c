"""What anyone writes to enrol: as little as it takes to keep her a seat and to write to her."""

import re
from typing import Any

from django import forms

from formazione.choices import Destinatario
from formazione.models import Evento
from formazione.rules.iscrizione import NOME_LUNGO, e_un_nome, gruppi_ammessi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune

TELEFONO = re.compile(r"\+?[\d ./()-]{5,29}")
AUTOCOMPLETA = {"nome": "given-name", "cognome": "family-name", "email": "email", "telefono": "tel"}
SOLO_LETTERE = "Qui vanno solo lettere, spazi, apostrofi e trattini."
NON_UN_TELEFONO = "Scrivi il numero con le sole cifre, per esempio 0587 123456."


def scelte_gruppo(evento: Evento) -> list[tuple[str, str]]:
    return [(gruppo, str(Destinatario(gruppo).label)) for gruppo in gruppi_ammessi(evento.destinatari)]


class ContattiForm(forms.Form):
    """Name and addresses of who takes part, the same for the public page and for the office."""

    nome = forms.CharField(label="Nome", max_length=NOME_LUNGO)
    cognome = forms.CharField(label="Cognome", max_length=NOME_LUNGO)
    email = forms.EmailField(label="E-mail", max_length=254)
    telefono = forms.CharField(label="Telefono", max_length=30, required=False)

    def clean_telefono(self) -> str:
        numero: str = self.cleaned_data["telefono"]
        if numero and not TELEFONO.fullmatch(numero):
            raise forms.ValidationError(NON_UN_TELEFONO)
        return numero


class PubblicaForm(ContattiForm):
    """The form of the public page of an event; ``dati()`` is what the act wants."""

    destinatario = forms.ChoiceField(label="Chi sei", widget=forms.RadioSelect)
    comune = forms.ModelChoiceField(
        label="Il tuo comune", queryset=None, required=False, empty_label="Un altro, o preferisco non dirlo"
    )
    letta = forms.BooleanField(
        label="Ho letto come usate i miei dati",
        error_messages={"required": "Leggi come usiamo i tuoi dati e metti il segno."},
    )

    def __init__(self, *args: Any, evento: Evento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destinatario"].choices = scelte_gruppo(evento)
        self.fields["comune"].queryset = Comune.objects.aderenti(oggi())
        self.fields["email"].help_text = "Ci scriviamo il collegamento per confermare."
        self.fields["telefono"].help_text = "Solo se vuoi: ti chiamiamo se cambia qualcosa all’ultimo momento."
        for campo, nome in (
            ("nome", "given-name"),
            ("cognome", "family-name"),
            ("email", "email"),
            ("telefono", "tel"),
        ):
            self.fields[campo].widget.attrs["autocomplete"] = nome

    def dati(self) -> dict[str, Any]:
        return {nome: valore for nome, valore in self.cleaned_data.items() if nome != "letta"}

    def _nome_proprio(self, campo: str) -> str:
        testo = " ".join(self.cleaned_data[campo].split())
        if testo and not e_un_nome(testo):
            raise forms.ValidationError(SOLO_LETTERE)
        return testo

    def clean_nome(self) -> str:
        return self._nome_proprio("nome")

    def clean_cognome(self) -> str:
        return self._nome_proprio("cognome")
