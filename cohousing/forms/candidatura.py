"""What a household that asks for a place needs, which unit it is proposed, what was decided and why."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet

from cohousing.choices import Condizione, Dotazione
from cohousing.models import Candidatura, Unita
from cohousing.rules.candidatura import MESI_MASSIMI, SOLO_DOVE
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoCodice, CampoData, ScelteMultiple
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Nucleo

MESI = 12


class ScegliNucleoForm(forms.Form):
    """Which household, by its code."""

    nucleo = CampoCodice(
        label="Codice del nucleo", max_length=14, help_text="Per esempio N-2026-0042: è in cima alla sua scheda"
    )

    def __init__(self, *args: Any, nuclei: QuerySet[Nucleo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nuclei = nuclei

    def clean_nucleo(self) -> Nucleo:
        codice = self.cleaned_data["nucleo"].replace("\x00", "")
        nucleo = self.nuclei.filter(codice=codice).first()
        if nucleo is None:
            raise forms.ValidationError("Non c’è un nucleo con questo codice fra quelli che segui.")
        return nucleo


class CandidaturaForm(forms.ModelForm):
    """What the registry does not say: people, ages and citizenships are read from the household."""

    condizioni = ScelteMultiple(
        label="Condizioni",
        choices=Condizione.choices,
        required=False,
        help_text="Quello che l’anagrafe non dice e la casa chiede",
    )
    esigenze = ScelteMultiple(
        label="Che cosa serve",
        choices=Dotazione.choices,
        required=False,
        help_text="Se manca si può decidere lo stesso",
    )
    presentata_il = CampoData(label="Presentata il", validators=[passato])
    entro_il = CampoData(
        label="Serve entro il",
        required=False,
        help_text="Vuoto se non c’è un giorno; oltre quel giorno non si propone",
    )
    mesi = forms.IntegerField(
        label="Per quanti mesi",
        initial=MESI,
        min_value=1,
        max_value=MESI_MASSIMI,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Scrivi un numero di mesi da 1 a {MESI_MASSIMI}."
        ),
    )

    class Meta:
        model = Candidatura
        fields = (
            "presentata_il", "categoria", "condizioni", "accessibile", "esigenze", "comune", "solo_quel_comune",
            "entro_il", "mesi", "note",
        )  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"categoria": {"required": "Scegli per quale categoria di casa."}}
        help_texts = {
            "categoria": "Ogni casa è per una categoria sola",
            "comune": "Vuoto se va bene ovunque",
            "solo_quel_comune": "Per il lavoro, la scuola, o perché altrove non è al sicuro",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comune"].empty_label = "Ovunque"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Chi chiede", Row("presentata_il", "categoria"), "condizioni"),
            Fieldset("Che cosa serve", "accessibile", "esigenze"),
            Fieldset("Dove e quando", "comune", "solo_quel_comune", Row("entro_il", "mesi")),
            Fieldset("Altro", "note"),
        )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("solo_quel_comune") and not dati.get("comune"):
            self.add_error("comune", f"{SOLO_DOVE}.")
        return dati


class ProponiForm(forms.Form):
    """Which unit, from which day. ``adatte`` are those that fit, with the first day of each."""

    unita = forms.ModelChoiceField(
        label="Unità",
        queryset=Unita.objects.none(),
        empty_label="Scegli",
        error_messages={"required": "Scegli l’unità da proporre.", "invalid_choice": "Scegli una di queste unità."},
    )
    ingresso_il = CampoData(
        label="Ingresso il", error_messages={"required": "Scrivi il giorno dell’ingresso."},
        help_text="Non prima del giorno in cui l’unità è libera",
    )  # fmt: skip

    def __init__(self, *args: Any, adatte: Iterable[tuple[Any, date]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        primi = {unita.pk: giorno for unita, giorno in adatte}
        campo = self.fields["unita"]
        campo.queryset = (
            Unita.objects.filter(pk__in=primi).select_related("struttura").order_by("struttura__nome", "nome")
        )
        campo.label_from_instance = lambda unita: descrivi(unita, primi[unita.pk])


def descrivi(unita: Unita, giorno: date) -> str:
    da_subito = "libera" if giorno <= oggi() else f"libera dal {giorno:%d/%m/%Y}"
    letti = "1 posto letto" if unita.posti_letto == 1 else f"{unita.posti_letto} posti letto"
    return f"{unita.struttura}, {unita}: {letti}, {da_subito}"


class ScegliUnitaForm(forms.Form):
    """The unit the candidates are compared for."""

    unita = forms.ModelChoiceField(label="Unità", queryset=Unita.objects.none(), empty_label="Scegli")

    def __init__(self, *args: Any, unita: QuerySet[Unita], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unita"].queryset = unita.select_related("struttura")
        self.fields["unita"].label_from_instance = lambda una: f"{una.struttura}, {una}"


class MotivazioneForm(forms.Form):
    motivazione = forms.CharField(
        label="Motivazione",
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La leggono il servizio sociale e chi, domani, chiede perché",
        error_messages={
            "required": "Scrivi perché.",
            "min_length": "Scrivi la motivazione per esteso, almeno 10 caratteri.",
        },
    )
