from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from valdera_housing.choices import Parentela
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import MembroNucleo, Nucleo, Persona


def passato(giorno: date) -> date:
    if giorno > oggi():
        raise forms.ValidationError("La data è nel futuro: scrivila quando sarà successo.")
    return giorno


class ComponenteForm(forms.Form):
    """A person already registered enters a household."""

    persona = forms.ModelChoiceField(
        label="Chi entra",
        queryset=Persona.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Scegli chi entra nel nucleo.", "invalid_choice": "Scegli una delle persone."},
    )
    parentela = forms.ChoiceField(label="Parentela con l’intestatario", choices=Parentela)
    dal = CampoData(label="Dal", initial=oggi, validators=[passato])

    def __init__(self, *args: Any, candidati: QuerySet[Persona], nucleo: Nucleo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persona"].queryset = candidati
        self.fields["persona"].label_from_instance = descrivi
        if nucleo.membri.intestatari().filter(al=None).exists():
            self.fields["parentela"].choices = [s for s in Parentela.choices if s[0] != Parentela.INTESTATARIO]


def descrivi(persona: Persona) -> str:
    nascita = f", nata o nato il {persona.nato_il:%d/%m/%Y}" if persona.nato_il else ""
    return f"{persona}{nascita}, {persona.comune}"


class UscitaForm(forms.Form):
    """The last day of a person in a household, and who heads it afterwards."""

    al = CampoData(label="Ultimo giorno nel nucleo", initial=oggi, validators=[passato])
    nuovo_intestatario = forms.ModelChoiceField(
        label="Chi diventa intestatario",
        queryset=MembroNucleo.objects.none(),
        empty_label="Scegli",
        error_messages={"required": "Scegli chi diventa intestatario."},
    )

    def __init__(self, *args: Any, membro: MembroNucleo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        restano = membro.nucleo.membri.filter(al=None).exclude(pk=membro.pk).select_related("persona")
        self.fields["nuovo_intestatario"].queryset = restano
        self.fields["nuovo_intestatario"].label_from_instance = lambda altro: str(altro.persona)
        if membro.parentela != Parentela.INTESTATARIO or not restano:
            del self.fields["nuovo_intestatario"]


class PresaInCaricoForm(forms.Form):
    dal = CampoData(label="In carico dal", initial=oggi, validators=[passato])


class NomeForm(forms.Form):
    """Why somebody who reads the accounts needs the name behind a pseudonym."""

    motivo = forms.CharField(
        label="Perché ti serve il nome",
        max_length=300,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Resta nel registro con il tuo nome, il giorno e l’ora.",
        error_messages={"min_length": "Scrivi il motivo per esteso, almeno 10 caratteri."},
    )
