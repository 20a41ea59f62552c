"""What is typed to ask advice on a lease or on what a household can pay: read from the address, never kept."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator

from sportello.rules.consulenza import TIPI, ha_fascia
from valdera_housing.choices import TipoContratto
from valdera_housing.forms.euro import CampoEuro, CampoPercentuale, importo_positivo
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, FasciaAccordo

MESI_MASSIMI = 240
SENZA_FASCIA = "Scegli la zona e la sottofascia: servono a calcolare il minimo e il massimo."


class FascePerComune(ModelChoiceIterator):
    """The bands in one list, under the name of their comune."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        for comune, fasce in groupby(self.queryset, key=lambda fascia: fascia.accordo.comune.nome):
            yield (comune, [self.choice(fascia) for fascia in fasce])


class CampoFascia(forms.ModelChoiceField):
    iterator = FascePerComune


def percentuale(**altro: Any) -> CampoPercentuale:
    """An increase of the accord: below zero when it is a reduction."""
    return CampoPercentuale(**({"min_value": Decimal(-50), "max_value": Decimal(100), "required": False} | altro))


class CanoneForm(forms.Form):
    """A lease to be advised on. ``nucleo`` is a household this person may read, and may be empty."""

    comune = forms.ModelChoiceField(label="Comune", queryset=Comune.objects.all(), empty_label="Scegli")
    fascia = CampoFascia(
        label="Zona e sottofascia dell’accordo",
        queryset=FasciaAccordo.objects.none(),
        required=False,
        empty_label="Scegli",
    )
    mq = CampoEuro(
        label="Superficie convenzionale",
        max_digits=7,
        min_value=1,
        max_value=1000,
        help_text="Come la conta l’accordo",
        error_messages={"required": "Scrivi i metri quadri.", "invalid": "Scrivi i metri quadri come 62,50."},
    )
    arredo_pct = percentuale(label="Maggiorazione per l’arredo", help_text="Se è arredato")
    durata_pct = percentuale(label="Maggiorazione per la durata", help_text="Se dura di più")
    tipo = forms.ChoiceField(
        label="Tipo di contratto",
        choices=[(tipo, TipoContratto(tipo).label) for tipo in TIPI],
        initial=TIPI[0],
    )
    mesi = forms.IntegerField(label="Durata in mesi", min_value=1, max_value=MESI_MASSIMI, initial=36)
    inizio = CampoData(label="Comincia il", initial=oggi)
    canone = importo_positivo(label="Canone proposto al mese", max_digits=10, required=False)
    deposito = CampoEuro(label="Deposito chiesto", max_digits=10, min_value=0, required=False)
    nucleo = CampoCodice(max_length=12, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, fasce: QuerySet[FasciaAccordo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fascia"].queryset = fasce
        self.fields["mq"].unita = "m²"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Alloggio", "comune", "fascia", "mq", Row("arredo_pct", "durata_pct")),
            Fieldset("Contratto", "tipo", Row("mesi", "inizio"), Row("canone", "deposito"), "nucleo"),
        )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        fascia, comune, tipo = dati.get("fascia"), dati.get("comune"), dati.get("tipo", "")
        if fascia and comune and fascia.accordo.comune_id != comune.pk:
            self.add_error("fascia", f"Questa fascia è di {fascia.accordo.comune}: scegline una di {comune}.")
        elif comune and not fascia and ha_fascia(tipo, comune.popolazione) and self._ha_accordo(comune):
            self.add_error("fascia", SENZA_FASCIA)
        return dati

    def _ha_accordo(self, comune: Comune) -> bool:
        return any(fascia.accordo.comune_id == comune.pk for fascia in self.fields["fascia"].queryset)


class SostenibileForm(forms.Form):
    """Which household, and the rent it has been asked if there is one."""

    nucleo = CampoCodice(
        label="Codice del nucleo",
        max_length=12,
        help_text="Come N-2026-0042",
        error_messages={"required": "Scrivi il codice del nucleo."},
    )
    canone = importo_positivo(label="Canone da confrontare, al mese", max_digits=10, required=False)

    helper = FormHelper()
    helper.layout = Layout(Row("nucleo", "canone"))
