"""The shares of a document on the lines, and the other funders of the same document."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.db.models import TextChoices
from django.forms import BaseFormSet

from rendicontazione.choices import Criterio, Macrovoce
from rendicontazione.models import AltroFinanziamento, Spesa
from rendicontazione.rules.riparto import QuotaChiesta
from valdera_housing.choices import Linea
from valdera_housing.forms.euro import CampoEuro, importo_positivo
from valdera_housing.kit.campi import CampoCodice
from valdera_housing.kit.righe import tante_righe
from valdera_housing.models import Nucleo

MASSIMO_QUOTE = 30


class Unita(TextChoices):
    EURO = "EURO", "€"
    PERCENTO = "PERCENTO", "%"


def linee() -> list[tuple[str, str]]:
    return [("", "Scegli"), *((linea.value, f"{linea.numero}. {linea.label}") for linea in Linea)]


def macrovoci() -> list[tuple[str, str]]:
    return [("", "Scegli"), *((voce.value, f"{voce.value}. {voce.label}") for voce in Macrovoce)]


class CampiQuota(forms.Form):
    """What every share says, alone or in the division."""

    linea = forms.ChoiceField(label="Linea", choices=linee, error_messages={"required": "Scegli la linea."})
    macrovoce = forms.ChoiceField(
        label="Categoria", choices=macrovoci, error_messages={"required": "Scegli la categoria."}
    )
    azione = forms.CharField(label="Azione", max_length=120, required=False, help_text="Serve per presentare la spesa")
    descrizione = forms.CharField(
        label="Descrizione", max_length=300, required=False, help_text="Che cosa è stato comprato o fatto, e dove"
    )
    criterio = forms.ChoiceField(label="Criterio", choices=Criterio, initial=Criterio.DIRETTO)
    nucleo = CampoCodice(label="Nucleo", max_length=12, required=False, help_text="Il codice, come N-2026-0042")

    def clean_nucleo(self) -> Nucleo | None:
        """Only households in the charge of the service may be named, and by their code."""
        codice = self.cleaned_data["nucleo"]
        if not codice:
            return None
        nucleo = Nucleo.objects.filter(codice=codice, in_carico=True).first()
        if nucleo is None:
            raise forms.ValidationError("Nessun nucleo in carico ha questo codice.")
        return nucleo


class QuotaForm(CampiQuota):
    """A row of the division: amount, percentage, or empty for all the rest."""

    pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    quota = CampoEuro(label="Quanto", required=False)
    unita = forms.ChoiceField(label="In", choices=Unita, initial=Unita.EURO)

    field_order = ("pk", "linea", "quota", "unita", "macrovoce", "azione", "descrizione", "criterio", "nucleo")

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        quota = dati.get("quota")
        if quota is not None and dati.get("unita") == Unita.PERCENTO and not 0 < quota <= 1000:
            self.add_error("quota", "Scrivi una percentuale fra 0 e 100.")
        return dati

    @property
    def chiesta(self) -> QuotaChiesta:
        """What the row asks for, as far as it can be read."""
        dati = getattr(self, "cleaned_data", {})
        quota: Decimal | None = dati.get("quota")
        in_percento = dati.get("unita") == Unita.PERCENTO
        return QuotaChiesta(None if in_percento else quota, quota if in_percento else None)


class RigheFormSet(BaseFormSet):
    """Rows of which any may stay blank: how many there are is what the page shows, not what was there before."""

    def __init__(self, *args: Any, righe: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra = righe

    def initial_form_count(self) -> int:
        return 0

    def scritte(self) -> list[forms.Form]:
        """The rows that say something, in order."""
        return [f for f in self.forms if f.has_changed() and f not in self.deleted_forms]


class QuoteFormSet(RigheFormSet):
    def clean(self) -> None:
        if not any(self.errors) and not self.scritte():
            raise forms.ValidationError("Scrivi almeno una quota.")


class FinanziamentoForm(forms.Form):
    ente = forms.CharField(label="Ente che finanzia", max_length=120)
    progetto = forms.CharField(label="Progetto", max_length=160)
    importo = importo_positivo(label="Importo")


QUOTE = tante_righe(QuotaForm, QuoteFormSet, massimo=MASSIMO_QUOTE, can_delete=True)
FINANZIAMENTI = tante_righe(FinanziamentoForm, RigheFormSet, massimo=MASSIMO_QUOTE, can_delete=True)


def quota_iniziale(spesa: Spesa) -> dict[str, Any]:
    """A draft share as the row of the division shows it."""
    return {
        "pk": spesa.pk,
        "linea": spesa.linea,
        "macrovoce": spesa.macrovoce,
        "azione": spesa.azione,
        "descrizione": spesa.descrizione,
        "criterio": spesa.criterio,
        "nucleo": spesa.nucleo.codice if spesa.nucleo else "",
        "quota": spesa.importo,
        "unita": Unita.EURO,
    }


def finanziamenti_iniziali(finanziamenti: Sequence[AltroFinanziamento]) -> list[dict[str, Any]]:
    return [{"ente": f.ente, "progetto": f.progetto, "importo": f.importo} for f in finanziamenti]


class SpesaForm(CampiQuota):
    """Correct one draft share."""

    importo = CampoEuro(label="Importo")

    helper = FormHelper()
    helper.layout = Layout(
        Row("linea", "macrovoce"), Row("importo", "criterio"), Row("azione", "nucleo"), "descrizione"
    )
