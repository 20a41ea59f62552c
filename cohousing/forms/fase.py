"""A phase of the project of a building."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from cohousing.models import FaseImmobile
from valdera_housing.forms.euro import CampoEuro

MESI_MASSIMI = 60


class FaseForm(forms.ModelForm):
    mesi = forms.IntegerField(
        label="Mesi",
        min_value=1,
        max_value=MESI_MASSIMI,
        error_messages={"required": "Scrivi quanti mesi dura."},
    )
    costo = CampoEuro(
        label="Costo",
        max_digits=9,
        min_value=0,
        help_text="0 se non costa niente",
        error_messages={"required": "Scrivi quanto costa: 0 se non costa niente."},
    )

    class Meta:
        model = FaseImmobile
        fields = ("descrizione", "mesi", "costo")
        labels = {"descrizione": "Che cosa si fa"}
        help_texts = {"descrizione": "Per esempio: progetto, autorizzazioni, lavori, arredi"}
        error_messages = {"descrizione": {"required": "Scrivi che cosa si fa."}}

    helper = FormHelper()
    helper.layout = Layout("descrizione", Row("mesi", "costo"))
