"""What is typed about the units of a house, their closures, the common rooms."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from cohousing.choices import Dotazione
from cohousing.models import Spazio, Unita
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoData, ScelteMultiple
from valdera_housing.kit.denaro import CENTESIMO
from valdera_housing.kit.tempo import oggi

LETTI_MASSIMI = 99
NON_E_UNA_MISURA = {"invalid": "Scrivi un numero come 14,5."}
CAMPI = (
    "nome", "tipo", "posti_letto", "mq", "accessibile", "dotazioni", "quota_mensile", "cauzione", "dal",
)  # fmt: skip


def campo_superficie() -> CampoEuro:
    campo = CampoEuro(
        label="Metri quadri", required=False, max_digits=6, min_value=CENTESIMO, error_messages=NON_E_UNA_MISURA
    )
    campo.unita = "m²"  # type: ignore[misc]
    return campo


class UnitaForm(forms.ModelForm):
    """A room, a bed or a small flat, new or to correct."""

    posti_letto = forms.IntegerField(
        label="Posti letto",
        min_value=1,
        max_value=LETTI_MASSIMI,
        error_messages={"required": "Scrivi quanti posti letto ha."},
    )
    mq = campo_superficie()
    dotazioni = ScelteMultiple(label="Che cosa ha", choices=Dotazione, required=False)
    quota_mensile = CampoEuro(
        label="Quota al mese",
        max_digits=9,
        min_value=0,
        help_text="Quella che si propone: ogni permanenza tiene la sua.",
        error_messages={"required": "Scrivi la quota, anche 0."},
    )
    cauzione = CampoEuro(
        label="Cauzione", max_digits=9, min_value=0, error_messages={"required": "Scrivi la cauzione, anche 0."}
    )
    dal = CampoData(label="C’è dal", error_messages={"required": "Scrivi da quando c’è."})

    class Meta:
        model = Unita
        fields = CAMPI
        labels = {"nome": "Nome", "tipo": "Che cos’è", "accessibile": "Accessibile a chi ha una disabilità motoria"}
        help_texts = {"nome": "Come la chiamano in casa: «Camera blu», «Interno 3»."}
        error_messages = {"nome": {"required": "Scrivi il nome."}, "tipo": {"required": "Scegli che cos’è."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["dal"].initial = oggi()
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("L’unità", "nome", Row("tipo", "posti_letto"), "mq", "accessibile", "dotazioni"),
            Fieldset("Quanto si paga", "quota_mensile", "cauzione"),
            Fieldset("Da quando", "dal"),
        )

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in CAMPI}


class ChiudiUnitaForm(forms.Form):
    al = CampoData(label="Ultimo giorno in cui c’è", error_messages={"required": "Scrivi l’ultimo giorno."})


class FermoForm(forms.Form):
    """Days in which a unit takes nobody."""

    dal = CampoData(label="Chiusa dal", error_messages={"required": "Scrivi da quando."})
    al = CampoData(label="Fino al", required=False, help_text="Vuoto se non si sa: si scrive quando riapre.")
    motivo = forms.CharField(
        label="Perché",
        max_length=160,
        help_text="Lavori, pulizie, arredi. Senza nomi di persone.",
        error_messages={"required": "Scrivi perché l’unità è chiusa."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dal"].initial = oggi()


class RiapriForm(forms.Form):
    al = CampoData(
        label="Chiusa fino al",
        required=False,
        help_text="Il giorno dopo l’unità è di nuovo libera. Vuoto se non si sa ancora.",
    )


class SpazioForm(forms.ModelForm):
    mq = campo_superficie()

    class Meta:
        model = Spazio
        fields = ("nome", "mq", "accessibile", "note")
        labels = {
            "nome": "Spazio",
            "accessibile": "Accessibile a chi ha una disabilità motoria",
            "note": "Come si usa",
        }
        help_texts = {"nome": "Cucina, soggiorno, lavanderia, cortile."}
        error_messages = {"nome": {"required": "Scrivi che spazio è."}}

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class ConfermaForm(forms.Form):
    """Nothing to type: the page says what happens."""
