"""A rule not kept: what happened and what follows, among the measures possible now."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from cohousing.choices import Provvedimento
from cohousing.models import Violazione
from cohousing.rules.violazione import Preso, misure_possibili, solo_se_gravissimo
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi


class ViolazioneForm(forms.ModelForm):
    giorno = CampoData(
        label="Quando è successo",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi quando è successo."},
    )

    class Meta:
        model = Violazione
        fields = ("giorno", "tema", "gravita", "fatto", "provvedimento")
        labels = {
            "tema": "Quale regola",
            "gravita": "Quanto è grave",
            "fatto": "Che cosa è successo",
            "provvedimento": "Che cosa ne segue",
        }
        help_texts = {
            "fatto": "I fatti, senza giudizi: con un richiamo si leggono nella lettera. Senza nomi di altri abitanti."
        }
        error_messages = {
            "tema": {"required": "Scegli quale regola."},
            "gravita": {"required": "Scegli quanto è grave."},
            "fatto": {"required": "Scrivi che cosa è successo."},
            "provvedimento": {
                "required": "Scegli che cosa ne segue.",
                "invalid_choice": "Questo adesso non è possibile: scegli fra quelli che vedi.",
            },
        }
        widgets = {
            "gravita": forms.RadioSelect,
            "fatto": forms.Textarea(attrs={"rows": 5}),
            "provvedimento": forms.RadioSelect,
        }

    def __init__(self, *args: Any, presi: Sequence[Preso], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        salvo = " (solo per un fatto gravissimo)" if solo_se_gravissimo(presi) else ""
        campi["provvedimento"].choices = [
            (m.value, f"{m.label}{salvo if m == Provvedimento.PROPOSTA_ALLONTANAMENTO else ''}")
            for m in misure_possibili(presi)
        ]
        campi["tema"].choices = [("", "Scegli"), *Violazione._meta.get_field("tema").choices]
        campi["gravita"].choices = Violazione._meta.get_field("gravita").choices
        self.helper = FormHelper()
        self.helper.layout = Layout("giorno", "tema", "gravita", "fatto", "provvedimento")

    def _post_clean(self) -> None:
        """The rule answers for the ladder: here only what each field says."""


class ComunicaForm(forms.Form):
    comunicato_il = CampoData(
        label="Comunicato il",
        initial=oggi,
        validators=[passato],
        help_text="Il giorno in cui l’hai detto al nucleo, o gli hai consegnato la lettera.",
        error_messages={"required": "Scrivi quando l’hai detto."},
    )


class AnnullaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché si annulla",
        max_length=300,
        help_text="Per esempio: non era stato il nucleo.",
        error_messages={"required": "Scrivi perché."},
    )
