"""What is typed about certificates: why one is cancelled, the code to check."""

from django import forms


class AnnullaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché si annulla",
        max_length=200,
        help_text="Per esempio: il nome è sbagliato. Chi verifica il codice legge solo che è annullato.",
    )


class VerificaForm(forms.Form):
    codice = forms.CharField(
        label="Codice di verifica",
        max_length=40,
        help_text="È scritto sull’attestato, in tre gruppi di quattro lettere e cifre.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
