"""What is typed about a stay: the agreement, the signature of the rules, the entry, the exit."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.forms import model_to_dict

from cohousing.choices import EsitoPermanenza, Lingua
from cohousing.models import Permanenza, Unita
from cohousing.queries.permanenza import chi_tiene, unita_da_abitare
from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Utente

PERSONE_MASSIME = 50
PATTUITI = (
    "unita", "persone", "inizio", "fine_prevista", "quota_mensile", "cauzione", "giorno_scadenza", "referente",
)  # fmt: skip


def descrivi(unita: Unita) -> str:
    """``Casa Girasole, Camera 1: 2 posti letto, 220,00 € al mese, per donne sole con figli``."""
    casa, letti = unita.struttura, unita.posti_letto
    return (
        f"{casa.nome}, {unita.nome}: {letti} {plurale(letti, 'posto letto,posti letto')}, "
        f"{in_cifre(unita.quota_mensile)} € al mese, per {casa.get_categoria_display().lower()}"
    )


class PermanenzaForm(forms.Form):
    """What is agreed before coming in; what is left blank is of the unit and of the household.

    ``instance`` is the stay to correct, for whoever finds it changed meanwhile.
    """

    unita = forms.ModelChoiceField(
        label="Unità",
        queryset=Unita.objects.none(),
        empty_label="Scegli",
        error_messages={"required": "Scegli l’unità.", "invalid_choice": "Questa unità non c’è più."},
    )
    persone = forms.IntegerField(
        label="Persone",
        required=False,
        min_value=1,
        max_value=PERSONE_MASSIME,
        help_text="Vuoto se entra tutto il nucleo",
    )
    referente = forms.ModelChoiceField(
        label="Operatore di riferimento",
        help_text="Chi il nucleo chiama quando serve",
        queryset=Utente.objects.none(),
        empty_label="Scegli",
        error_messages={"required": "Scegli l’operatore."},
    )
    inizio = CampoData(
        label="Ingresso",
        error_messages={"required": "Scrivi il giorno dell’ingresso."},
        help_text="Il giorno concordato: quello vero si scrive all’ingresso",
    )
    fine_prevista = CampoData(label="Fine prevista", required=False, help_text="Vuoto se resta dodici mesi")
    quota_mensile = CampoEuro(
        label="Quota al mese", max_digits=9, min_value=0, required=False, help_text="Vuoto per quella dell’unità"
    )
    cauzione = CampoEuro(
        label="Cauzione", max_digits=9, min_value=0, required=False, help_text="Vuoto per quella dell’unità"
    )
    giorno_scadenza = forms.IntegerField(
        label="Giorno del mese in cui si paga", min_value=1, max_value=28, initial=5, required=False
    )
    prima: tuple[str, ...] = ()
    sotto_l_unita: tuple[str, ...] = ()

    def __init__(self, *args: Any, instance: Permanenza | None = None, **kwargs: Any) -> None:
        self.instance = instance
        if instance is not None:
            kwargs["initial"] = model_to_dict(instance, PATTUITI)
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        campi["unita"].queryset = unita_da_abitare(oggi())
        campi["unita"].label_from_instance = descrivi
        campi["referente"].queryset = chi_tiene()
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Chi e dove", *self.prima, "unita", *self.sotto_l_unita, Row("persone", "referente")),
            Fieldset("Per quanto", Row("inizio", "fine_prevista")),
            Fieldset("Quanto paga", Row("quota_mensile", "cauzione"), "giorno_scadenza"),
        )

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in PATTUITI}


class NuovaPermanenzaForm(PermanenzaForm):
    """The same, for a household named by its code; without a candidature somebody says it fits the house."""

    nucleo = CampoCodice(
        label="Codice del nucleo",
        max_length=14,
        help_text="Per esempio N-2026-0042: serve un caso aperto",
        error_messages={"required": "Scrivi il codice del nucleo."},
    )
    adatto = forms.BooleanField(
        label="Il nucleo è fra quelli per cui è la casa",
        help_text="Senza candidatura la categoria non si controlla da sé",
        error_messages={"required": "Controlla che la casa sia per un nucleo come questo."},
    )
    prima, sotto_l_unita = ("nucleo",), ("adatto",)

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.casi = Caso.objects.visibili_a(utente).aperti()

    def clean_nucleo(self) -> Caso:
        """The open case of the household."""
        caso = self.casi.filter(nucleo__codice=self.cleaned_data["nucleo"]).select_related("nucleo").first()
        if caso is None:
            raise forms.ValidationError("Fra i nuclei che segui non c’è questo codice, o non ha un caso aperto.")
        return caso


class FirmaPattoForm(forms.Form):
    """In which of the languages of the edition in force the rules were read, and when they were signed."""

    lingua = forms.ChoiceField(
        label="Lette in", help_text="La lingua in cui il nucleo le ha capite. Vale il testo italiano."
    )
    firmato_il = CampoData(
        label="Firmate il",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi quando sono state firmate."},
    )
    file = campo_file("Copia firmata", required=False)

    def __init__(self, *args: Any, lingue: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lingua"].choices = [(lingua, Lingua(lingua).label) for lingua in lingue]


class AvviaForm(forms.Form):
    inizio = CampoData(
        label="Entrato il", validators=[passato], error_messages={"required": "Scrivi il giorno dell’ingresso."}
    )
    fine = CampoData(
        label="Ultimo giorno", required=False, help_text="Vuoto se resta quanto concordato, contato dall’ingresso"
    )


class AnnullaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché non entra",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché il nucleo non entra."},
    )


class ConcludiForm(forms.Form):
    uscita_il = CampoData(
        label="Uscito il",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi il giorno dell’uscita."},
        help_text="L’ultimo giorno in cui ha abitato la casa",
    )
    esito = forms.ChoiceField(
        label="Com’è finita",
        choices=[("", "Scegli"), *EsitoPermanenza.choices],
        error_messages={"required": "Scegli com’è finita."},
        help_text="L’allontanamento si sceglie solo se è già stato proposto",
    )
    motivo = forms.CharField(
        label="Che cosa sapere",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Per un allontanamento serve",
    )
