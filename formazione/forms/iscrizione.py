"""Who takes part, as the office writes it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from formazione.forms.pubblica import ContattiForm, scelte_gruppo
from formazione.models import Evento
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Persona

CAMPI = ("nome", "cognome", "email", "telefono", "destinatario", "comune")


class DatiIscrittoForm(ContattiForm):
    """Name, addresses, group and comune; ``dati()`` is what the act wants."""

    destinatario = forms.ChoiceField(label="Chi è")
    comune = forms.ModelChoiceField(
        label="Comune di residenza", queryset=None, required=False, empty_label="Non lo so"
    )

    def __init__(self, *args: Any, evento: Evento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destinatario"].choices = scelte_gruppo(evento)
        suo = Comune.objects.filter(pk=self.initial.get("comune"))
        self.fields["comune"].queryset = Comune.objects.aderenti(oggi()) | suo
        self.fields["email"].required = False
        self.fields["email"].help_text = "Ci arrivano la conferma e gli avvisi. Senza, si avvisa per telefono."

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in CAMPI if nome in self.cleaned_data}


class IscriviForm(DatiIscrittoForm):
    """A person of the registry, whose name is not typed again, or somebody else."""

    persona = forms.ModelChoiceField(label="Persona", queryset=None, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, persone: QuerySet[Persona], scelta: Persona | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persona"].queryset = persone
        if scelta is not None:
            del self.fields["nome"], self.fields["cognome"]


class ModificaForm(DatiIscrittoForm):
    """The same data of somebody who is there already; a group the event is no longer for stays hers."""

    def __init__(self, *args: Any, sua: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scelte = self.fields["destinatario"].choices
        if sua not in scelte:
            self.fields["destinatario"].choices = [sua, *scelte]


class AnnullaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché", max_length=200, help_text="Per esempio: ha telefonato, non può venire. Resta nella scheda."
    )
