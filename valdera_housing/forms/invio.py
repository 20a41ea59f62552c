from django import forms


class ConcludiInvioForm(forms.Form):
    """What a line answers to who referred a household to it."""

    esito = forms.CharField(
        label="Che cosa ne è stato",
        max_length=300,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo legge chi ha inviato la famiglia.",
        error_messages={
            "required": "Scrivi com’è andata.",
            "min_length": "Scrivi com’è andata, almeno 5 caratteri.",
        },
    )
