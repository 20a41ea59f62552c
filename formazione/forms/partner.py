"""A body of the network, and what it does for an event."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from formazione.choices import TipoPartner
from formazione.models import Evento, Partner, PartnerEvento


class PartnerForm(forms.ModelForm):
    tipo = forms.ChoiceField(label="Che cos’è", choices=[("", "Scegli"), *TipoPartner.choices])

    class Meta:
        model = Partner
        fields = ("nome", "tipo", "referente", "telefono", "email", "attivo")
        help_texts = {"attivo": "Chi esce dalla rete resta negli eventi già fatti"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Chi è", "nome", Row("tipo"), "attivo"),
            Fieldset("Contatti", "referente", Row("telefono", "email")),
        )

    def validate_unique(self) -> None:
        """The act says it, with the name."""

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class PartnerEventoForm(forms.Form):
    partner = forms.ModelChoiceField(label="Partner", queryset=Partner.objects.none(), empty_label="Scegli")
    compito = forms.CharField(
        label="Che cosa fa",
        max_length=160,
        required=False,
        help_text="Per esempio: invita gli inquilini, mette la sala",
    )

    def __init__(self, *args: Any, evento: Evento, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gia = PartnerEvento.objects.filter(evento=evento).values("partner")
        self.fields["partner"].queryset = Partner.objects.filter(attivo=True).exclude(pk__in=gia)
