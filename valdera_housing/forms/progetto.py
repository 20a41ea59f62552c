"""An individual project: its goals, its signatures, its checks, its end."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.forms import BaseFormSet

from valdera_housing.choices import AreaObiettivo, FirmatarioProgetto, StatoObiettivo
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.righe import tante_righe
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Obiettivo, ProgettoIndividuale
from valdera_housing.rules.progetto import FirmaApposta, ObiettivoScritto

MASSIMO_RIGHE = 30
RIGHE_VUOTE = 2
DOPO_SEI_MESI = "Se lo lasci vuoto, dopo i mesi che dice il parametro: di solito sei."


class ObiettivoForm(forms.Form):
    """A goal. Who does what is written so that, at the check, nobody has to remember it."""

    pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    area = forms.ChoiceField(
        label="Area",
        choices=[("", "Scegli"), *AreaObiettivo.choices],
        error_messages={"required": "Scegli l’area."},
    )
    stato = forms.ChoiceField(label="Stato", choices=StatoObiettivo, initial=StatoObiettivo.DA_AVVIARE)
    scade_il = CampoData(label="Entro il", required=False)
    descrizione = forms.CharField(
        label="Obiettivo", max_length=300, error_messages={"required": "Scrivi l’obiettivo."}
    )
    indicatore = forms.CharField(label="Da che cosa si vede", max_length=200, required=False)
    chi = forms.CharField(
        label="Chi fa che cosa",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RigheFormSet(BaseFormSet):
    """Rows of which any may stay blank: how many there are is what the page shows."""

    def initial_form_count(self) -> int:
        return 0

    def compilate(self) -> list[forms.Form]:
        """The rows that say something, in order."""
        return [riga for riga in self.forms if riga.has_changed() and riga not in self.deleted_forms]


class ObiettiviFormSet(RigheFormSet):
    def clean(self) -> None:
        if not any(self.errors) and not self.compilate():
            raise forms.ValidationError("Scrivi almeno un obiettivo.")

    def scritti(self) -> list[ObiettivoScritto]:
        return [
            ObiettivoScritto(**{nome: riga.cleaned_data[nome] for nome in ObiettivoForm.base_fields})
            for riga in self.compilate()
        ]


OBIETTIVI = tante_righe(ObiettivoForm, ObiettiviFormSet, massimo=MASSIMO_RIGHE, can_delete=True)


class ProgettoForm(forms.ModelForm):
    """The project; ``obiettivi`` is the formset of its goals, checked with it."""

    situazione = forms.CharField(
        label="Da dove si parte",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La casa, il reddito, le risorse e le difficoltà: lo legge e lo firma anche la persona.",
    )
    redatto_il = CampoData(
        label="Scritto il", initial=oggi, validators=[passato], help_text="Quando ne avete parlato insieme."
    )
    verifica_entro = CampoData(label="Prima verifica entro il", required=False)

    helper = FormHelper()
    helper.layout = Layout("situazione", Row("redatto_il", "verifica_entro"))

    class Meta:
        model = ProgettoIndividuale
        fields = ("situazione", "redatto_il", "verifica_entro")

    def __init__(self, *args: Any, presenti: Sequence[Obiettivo] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verifica_entro"].help_text = DOPO_SEI_MESI
        if self.is_bound:
            self.obiettivi = OBIETTIVI(self.data, prefix="obiettivi")
        else:
            iniziali = [{nome: getattr(o, nome) for nome in ObiettivoForm.base_fields} for o in presenti]
            self.obiettivi = OBIETTIVI(prefix="obiettivi", initial=iniziali)
            self.obiettivi.extra = len(iniziali) + RIGHE_VUOTE

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        redatto, verifica = dati.get("redatto_il"), dati.get("verifica_entro")
        if redatto and verifica and verifica < redatto:
            self.add_error("verifica_entro", "La verifica viene dopo la stesura.")
        return dati

    def is_valid(self) -> bool:
        validi = self.obiettivi.is_valid()
        return super().is_valid() and validi


class FirmaForm(forms.Form):
    ruolo = forms.ChoiceField(
        label="Come",
        choices=[("", "Scegli"), *FirmatarioProgetto.choices],
        error_messages={"required": "Scegli come firma."},
    )
    nome = forms.CharField(label="Chi", max_length=120, error_messages={"required": "Scrivi chi firma."})
    il = CampoData(label="Firmato il", error_messages={"required": "Scrivi quando."})


class FirmeFormSet(RigheFormSet):
    def apposte(self) -> list[FirmaApposta]:
        return [
            FirmaApposta(**{nome: riga.cleaned_data[nome] for nome in FirmaForm.base_fields})
            for riga in self.compilate()
        ]


FIRME = tante_righe(FirmaForm, FirmeFormSet, massimo=MASSIMO_RIGHE, can_delete=True)


class FirmeForm(forms.Form):
    """Who signed; ``firme`` is the formset of the signatures, with those expected already written."""

    verifica_entro = CampoData(label="Prima verifica entro il", required=False, help_text=DOPO_SEI_MESI)
    file = forms.FileField(
        label="Copia firmata",
        required=False,
        help_text="PDF o foto, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": "Il file è vuoto."},
    )

    helper = FormHelper()
    helper.layout = Layout(Row("verifica_entro", "file"))

    def __init__(self, *args: Any, attese: Sequence[FirmaApposta], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.firme = FIRME(self.data, prefix="firme")
        else:
            iniziali = [{"ruolo": f.ruolo, "nome": f.nome, "il": f.il} for f in attese]
            self.firme = FIRME(prefix="firme", initial=iniziali)
            self.firme.extra = len(iniziali) + RIGHE_VUOTE

    def is_valid(self) -> bool:
        valide = self.firme.is_valid()
        return super().is_valid() and valide

    def copia(self) -> tuple[str, bytes] | None:
        """(name, bytes) of the signed copy."""
        file = self.cleaned_data["file"]
        return (file.name or "progetto", file.read()) if file else None


class VerificaForm(forms.Form):
    """What was seen and how each goal stands."""

    svolta_il = CampoData(
        label="Fatta il", initial=oggi, validators=[passato], help_text="Quando vi siete incontrati."
    )
    prossima_entro = CampoData(label="Prossima verifica entro il", required=False, help_text=DOPO_SEI_MESI)
    testo = forms.CharField(
        label="Che cosa si è visto",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Scrivi che cosa si è visto."},
    )

    def __init__(self, *args: Any, obiettivi: Sequence[Obiettivo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nomi = {f"stato_{obiettivo.pk}": obiettivo for obiettivo in obiettivi}
        for nome, obiettivo in nomi.items():
            etichetta = f"{obiettivo.get_area_display()}: {obiettivo.descrizione}"
            self.fields[nome] = forms.ChoiceField(label=etichetta, choices=StatoObiettivo, initial=obiettivo.stato)
        self.helper = FormHelper()
        self.helper.layout = Layout(Row("svolta_il", "prossima_entro"), "testo", *nomi)

    def dati(self) -> dict[str, Any]:
        """What the act writes: ``stati`` is pk of the goal → its state."""
        propri = {n: v for n, v in self.cleaned_data.items() if not n.startswith("stato_")}
        stati = {int(n.removeprefix("stato_")): v for n, v in self.cleaned_data.items() if n not in propri}
        return propri | {"stati": stati}


class ChiudiProgettoForm(forms.Form):
    il = CampoData(label="Il giorno", initial=oggi, validators=[passato])
    esito = forms.CharField(
        label="Com’è andata",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Scrivi com’è andata."},
    )
