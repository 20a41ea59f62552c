"""What is typed to extend a stay."""

from django import forms

from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi


class ProrogaForm(forms.Form):
    """Reason and exemption are kept together in one text of 500 characters."""

    nuova_fine = CampoData(label="Nuova fine", error_messages={"required": "Scrivi la nuova fine."})
    motivo = forms.CharField(
        label="Perché si proroga",
        max_length=230,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Scrivi perché si proroga."},
    )
    deroga = forms.CharField(
        label="Perché si fa in deroga",
        max_length=230,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Solo se la nuova fine va oltre la durata massima",
    )
    decisa_il = CampoData(
        label="Decisa il",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi quando è stata decisa."},
    )
    verbale = forms.CharField(
        label="Verbale",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Chi c’era, che cosa si è detto, che cosa farà il nucleo: si stampa e si firma",
        error_messages={"required": "Scrivi il verbale."},
    )
