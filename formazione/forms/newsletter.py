"""What is typed of a newsletter."""

from typing import Any

from django import forms
from django.db.models import Q

from formazione.choices import Destinatario, StatoCampagna
from formazione.models import Campagna, Newsletter
from valdera_housing.kit.campi import ScelteMultiple

USABILI = (StatoCampagna.BOZZA, StatoCampagna.IN_CORSO)


class NewsletterForm(forms.ModelForm):
    """A newsletter, new or to correct."""

    oggetto = forms.CharField(
        label="Oggetto",
        max_length=120,
        help_text="È la prima cosa che si legge",
        error_messages={"required": "Scrivi l’oggetto."},
    )
    testo = forms.CharField(
        label="Testo",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Lascia una riga vuota fra un paragrafo e l’altro; gli indirizzi scritti per intero si aprono da "
        "soli. Saluto, firma e collegamento per disdire si aggiungono quando parte",
        error_messages={"required": "Scrivi il testo."},
    )
    destinatari = ScelteMultiple(
        label="A chi",
        choices=Destinatario.choices,
        required=False,
        help_text="Nessuna spunta: a tutte le persone che l’hanno chiesta",
    )

    class Meta:
        model = Newsletter
        fields = ("oggetto", "testo", "destinatari", "campagna")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campagna: Any = self.fields["campagna"]
        campagna.queryset = Campagna.objects.filter(Q(stato__in=USABILI) | Q(pk=self.instance.campagna_id))
        campagna.empty_label = "Nessuna"
        campagna.help_text = "Quando è inviata conta fra i contenuti della campagna"

    def clean_oggetto(self) -> str:
        return " ".join(self.cleaned_data["oggetto"].split())

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}
