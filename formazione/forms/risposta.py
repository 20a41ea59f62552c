"""The questions as who answers reads them: on a phone in the room, or on the office's screen from a sheet of paper."""

from collections.abc import Sequence
from typing import Any

from django import forms

from formazione.choices import GenereDomanda
from formazione.models import Domanda
from formazione.rules.questionario import ESTREMI, VOTI

PREFISSO = "domanda_"


class RisposteForm(forms.Form):
    """Nobody is made to answer: a sheet needs one answer, the others may be left blank."""

    def __init__(self, *args: Any, domande: Sequence[Domanda], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domanda in domande:
            self.fields[f"{PREFISSO}{domanda.pk}"] = campo_di(domanda)

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.risposte():
            raise forms.ValidationError("Rispondi almeno a una domanda.")
        return dati

    def risposte(self) -> dict[int, int | str]:
        """Primary key of the question → answer, those given only."""
        return {
            int(nome.removeprefix(PREFISSO)): valore
            for nome, valore in self.cleaned_data.items()
            if valore not in (None, "")
        }


def campo_di(domanda: Domanda) -> forms.Field:
    etichetta = f"{domanda.numero}. {domanda.testo}"
    if domanda.genere == GenereDomanda.TESTO:
        return forms.CharField(
            label=etichetta, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
        )  # fmt: skip
    nomi = domanda.opzioni if domanda.genere == GenereDomanda.SCELTA else [ESTREMI.get(v, str(v)) for v in VOTI]
    classe = "voto" if domanda.genere == GenereDomanda.SCALA else ""
    return forms.TypedChoiceField(
        label=etichetta,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(numero, nome) for numero, nome in enumerate(nomi, 1)],
        widget=forms.RadioSelect(attrs={"class": classe} if classe else {}),
        error_messages={"invalid_choice": "Scegli una delle risposte."},
    )
