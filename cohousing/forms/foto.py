"""A photograph of a building."""

from django import forms


class FotoForm(forms.Form):
    descrizione = forms.CharField(
        label="Che cosa si vede",
        max_length=160,
        help_text="Lo sente chi non vede la fotografia: per esempio, la facciata sulla piazza",
        error_messages={"required": "Scrivi che cosa si vede."},
    )
    file = forms.FileField(
        label="Fotografia",
        help_text="JPEG o PNG, fino a 20 MB, senza persone riconoscibili",
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
        error_messages={"required": "Scegli la fotografia.", "empty": "Il file è vuoto."},
    )
