from django import forms


class SilenzioForm(forms.Form):
    """Why a person must not get reminders: it is read before somebody turns them on again."""

    motivo = forms.CharField(
        label="Perché",
        max_length=200,
        help_text="Per esempio: non li vuole; la casella di posta la legge anche un’altra persona.",
    )
