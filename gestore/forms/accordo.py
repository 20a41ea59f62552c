"""A local accord on agreed rents with its bands, typed together."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.forms import BaseFormSet

from gestore.queries.accordo import CAMPI_FASCIA, FasciaScritta
from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.euro import importo_positivo
from valdera_housing.kit.campi import con_calendario
from valdera_housing.kit.righe import tante_righe
from valdera_housing.models import AccordoTerritoriale, FasciaAccordo

MASSIMO_FASCE = 60
RIGHE_VUOTE = 3


class FasciaForm(forms.Form):
    """A band: zone, sub-band, euro for a square metre in a year."""

    pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    zona = forms.CharField(label="Zona omogenea", max_length=60)
    subfascia = forms.CharField(label="Sottofascia", max_length=40)
    minimo_mq_anno = importo_positivo(label="Minimo", max_digits=7)
    massimo_mq_anno = importo_positivo(label="Massimo", max_digits=7)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        minimo, massimo = dati.get("minimo_mq_anno"), dati.get("massimo_mq_anno")
        if minimo is not None and massimo is not None and massimo < minimo:
            self.add_error("massimo_mq_anno", "Il massimo non è sotto il minimo.")
        return dati


class FasceFormSet(BaseFormSet):
    def initial_form_count(self) -> int:
        """Any row may be blank: how many there are is what the page shows."""
        return 0

    def scritte(self) -> list[FasciaScritta]:
        """The bands typed, in order."""
        return [
            FasciaScritta(**{nome: riga.cleaned_data[nome] for nome in ("pk", *CAMPI_FASCIA)})
            for riga in self.forms
            if riga.has_changed() and riga not in self.deleted_forms
        ]


FASCE = tante_righe(FasciaForm, FasceFormSet, massimo=MASSIMO_FASCE, can_delete=True)


class AccordoForm(forms.ModelForm):
    """The accord; ``fasce`` is the formset of its bands, checked with it."""

    testo = campo_file("Testo dell’accordo", required=False)

    class Meta:
        model = AccordoTerritoriale
        fields = ("comune", "depositato_il", "valido_dal", "valido_al")
        formfield_callback = con_calendario

    helper = FormHelper()
    helper.layout = Layout("comune", "depositato_il", Row("valido_dal", "valido_al"), "testo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valido_al"].help_text = "Vuoto finché vale"
        self.fields["valido_dal"].help_text = "Il primo giorno"
        if self.is_bound:
            self.fasce = FASCE(self.data, prefix="fasce")
        else:
            presenti = fasce_iniziali(self.instance) if self.instance.pk else []
            self.fasce = FASCE(prefix="fasce", initial=presenti)
            self.fasce.extra = len(presenti) + RIGHE_VUOTE

    def is_valid(self) -> bool:
        valide = self.fasce.is_valid()
        return super().is_valid() and valide


def fasce_iniziali(accordo: AccordoTerritoriale) -> list[dict[str, Any]]:
    """The stored bands as the rows show them."""
    return [_iniziale(fascia) for fascia in accordo.fasce.all()]


def _iniziale(fascia: FasciaAccordo) -> dict[str, Any]:
    return {nome: getattr(fascia, nome) for nome in ("pk", *CAMPI_FASCIA)}
