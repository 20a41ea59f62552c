"""What is typed to have the newsletter, or to invite somebody to it."""

from typing import Any

from django import forms

from formazione.choices import Destinatario

COLONNE = ("email", "nome", "destinatario")


class ContattoForm(forms.Form):
    """Address, name, who she is. Not a form of the model: an address already known is never an error to show."""

    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Scrivi l’indirizzo e-mail.",
            "invalid": "L’indirizzo non è giusto: controlla che ci sia la chiocciola e che non manchino lettere.",
        },
    )
    nome = forms.CharField(
        label="Nome", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    destinatario = forms.ChoiceField(
        label="Chi è",
        choices=[("", "Scegli"), *Destinatario.choices],
        error_messages={"required": "Scegli chi è."},
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        return email

    def clean_nome(self) -> str:
        return " ".join(self.cleaned_data["nome"].split())

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in COLONNE}


class RichiestaNewsletterForm(ContattoForm):
    """The public page: the same, with the notice read."""

    informativa = forms.BooleanField(
        label="Ho letto come saranno usati i miei dati",
        error_messages={"required": "Leggi come saranno usati i tuoi dati, poi metti la spunta."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chi: Any = self.fields["destinatario"]
        chi.label, chi.error_messages["required"] = "Chi sei", "Scegli chi sei."
        self.fields["nome"].help_text = "Serve solo per il saluto"
