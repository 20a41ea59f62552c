"""Endowments of a fund: put in, taken back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from fondo_garanzia.choices import Provenienza
from fondo_garanzia.models import Fondo
from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.euro import importo_positivo
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune


class AttoDotazioneForm(forms.Form):
    """How much, from which source, on which day and with which act."""

    importo = importo_positivo(label="Importo")
    provenienza = forms.ChoiceField(
        label="Da dove viene",
        choices=Provenienza,
        widget=forms.RadioSelect,
        error_messages={"required": "Di’ se sono soldi della convenzione o del comune."},
    )
    giorno = CampoData(
        label="Data contabile",
        help_text="Il giorno in cui i soldi sono entrati o usciti dal conto dedicato",
        error_messages={"required": "Scrivi la data contabile."},
    )
    atto = forms.CharField(
        label="Atto",
        max_length=160,
        help_text="Per esempio «Delibera di Giunta 12/2026»",
        error_messages={"required": "Scrivi l’atto."},
    )
    documento = campo_file("Il testo dell’atto", required=False)

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("I soldi", Row("importo", "giorno"), "provenienza"), Fieldset("L’atto", "atto", "documento")
    )


class StornoForm(AttoDotazioneForm):
    """``dotazioni`` says what each source still has in the fund, in euro: no more than that is taken back."""

    def __init__(self, *args: Any, dotazioni: Mapping[str, Decimal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dotazioni = dotazioni

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        importo, provenienza = dati.get("importo"), dati.get("provenienza")
        if importo and provenienza and importo > (resta := self.dotazioni.get(provenienza, ZERO)):
            da_dove = Provenienza(provenienza).label.lower()
            self.add_error("importo", f"Nel fondo restano {in_euro(resta)} con questa provenienza: {da_dove}.")
        return dati


class DotazioneForm(AttoDotazioneForm):
    """The same for a comune to be chosen: any member of the Unione, or one that already has a fund."""

    comune = forms.ModelChoiceField(
        label="Comune",
        queryset=Comune.objects.none(),
        empty_label="Scegli",
        error_messages={"required": "Scegli il comune.", "invalid_choice": "Scegli un comune dell’Unione."},
    )

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("I soldi", "comune", Row("importo", "giorno"), "provenienza"),
        Fieldset("L’atto", "atto", "documento"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fondi = Fondo.objects.values("comune")
        self.fields["comune"].queryset = Comune.objects.aderenti(oggi()) | Comune.objects.filter(pk__in=fondi)
