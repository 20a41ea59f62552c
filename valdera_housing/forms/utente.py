from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from valdera_housing.choices import Ruolo
from valdera_housing.kit.campi import ScelteMultiple
from valdera_housing.models import Comune, Utente


class UtenteForm(forms.ModelForm):
    """A person who works here: who she is, what she may do, for which comuni."""

    email = forms.EmailField(label="E-mail", help_text="Riceve qui il link per scegliere la password.")
    first_name = forms.CharField(label="Nome", max_length=150)
    last_name = forms.CharField(label="Cognome", max_length=150)
    ruoli = ScelteMultiple(label="Ruoli", choices=Ruolo, error_messages={"required": "Scegli almeno un ruolo."})
    comuni = forms.ModelMultipleChoiceField(
        label="Comuni seguiti",
        queryset=Comune.objects.order_by("nome"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Servono all’assistente sociale: vede solo questi.",
    )
    is_active = forms.BooleanField(label="Può entrare", required=False, initial=True)

    class Meta:
        model = Utente
        fields = ("first_name", "last_name", "username", "email", "ente", "ruoli", "comuni", "is_active")
        labels = {"username": "Nome utente"}
        help_texts = {"username": "Lettere, cifre e i segni @ . + - _"}

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if Utente.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Questo indirizzo è già di un’altra persona.")
        return email

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if Ruolo.ASSISTENTE_SOCIALE in dati.get("ruoli", []) and not dati.get("comuni"):
            self.add_error("comuni", "Scegli almeno un comune: senza, l’assistente sociale non vede nessuno.")
        return dati

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        aiuto.layout = Layout(
            Fieldset("Chi è", Row("first_name", "last_name"), Row("username", "email"), "ente"),
            Fieldset("Che cosa fa", "ruoli", "comuni", "is_active"),
        )
        return aiuto
