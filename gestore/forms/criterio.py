"""A requirement of the Regolamento, as the act of the Unione writes it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from gestore.models import Criterio
from gestore.rules.requisiti import CON_SOGLIA
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi

AIUTO_ATTO = "Per esempio: delibera della Giunta dell’Unione n. 41 del 12/11/2026."


class CriterioForm(forms.ModelForm):
    soglia = CampoEuro(label="Soglia", min_value=0, required=False, help_text="Solo per ISEE e reddito.")
    valido_dal = CampoData(label="Vale dal", initial=oggi)

    helper = FormHelper()
    helper.layout = Layout("tipo", "descrizione", Row("soglia", "valido_dal"), "atto", "obbligatorio")

    class Meta:
        model = Criterio
        fields = ("tipo", "descrizione", "soglia", "valido_dal", "atto", "obbligatorio")
        help_texts = {"atto": AIUTO_ATTO}

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if dati.get("tipo") in CON_SOGLIA and dati.get("soglia") is None:
            self.add_error("soglia", "Questo requisito ha bisogno di una soglia.")
        return dati


class CambioCriterioForm(forms.Form):
    """What changes of a requirement, from a day on, by an act."""

    descrizione = forms.CharField(label="Requisito", max_length=200)
    soglia = CampoEuro(label="Soglia", min_value=0)
    dal = CampoData(label="Vale dal", initial=oggi)
    atto = forms.CharField(label="Atto", max_length=160, help_text=AIUTO_ATTO)
    obbligatorio = forms.BooleanField(
        label="Chi non ce l’ha non può essere accolto", required=False, help_text="Altrimenti è solo un avviso."
    )

    def __init__(self, *args: Any, criterio: Criterio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nome in ("descrizione", "soglia", "obbligatorio"):
            self.fields[nome].initial = getattr(criterio, nome)
        if criterio.tipo not in CON_SOGLIA:
            del self.fields["soglia"]

    def clean(self) -> dict[str, Any]:
        return {"soglia": None} | super().clean()


class FineCriterioForm(forms.Form):
    dal = CampoData(label="Non si chiede più dal", initial=oggi)
