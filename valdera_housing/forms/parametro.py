from django import forms

from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi


class CambioParametroForm(forms.Form):
    """A new value of a threshold, from a day on, by an act."""

    valore = forms.DecimalField(label="Nuovo valore", max_digits=14, decimal_places=4, localize=True)
    dal = CampoData(label="Vale dal", initial=oggi)
    atto = forms.CharField(
        label="Atto", max_length=160, help_text="Per esempio: delibera della Giunta dell’Unione n. 41 del 12/11/2026."
    )
