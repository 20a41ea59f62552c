"""What is typed when a household that left is heard again."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cohousing.choices import SituazioneDopo
from cohousing.models import Ricontatto
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi

MESI = dict(Ricontatto._meta.get_field("mesi").flatchoices)


class RicontattoForm(forms.Form):
    mesi = forms.TypedChoiceField(label="Quanto tempo dopo l’uscita", coerce=int)
    svolto_il = CampoData(
        label="Sentito il",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi quando l’hai sentito."},
    )
    situazione = forms.ChoiceField(
        label="Dov’è adesso",
        choices=[("", "Scegli"), *SituazioneDopo.choices],
        error_messages={"required": "Scegli dov’è adesso."},
    )
    note = forms.CharField(
        label="Com’è andata", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, mesi: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mesi"].choices = [(n, MESI[n]) for n in mesi]
