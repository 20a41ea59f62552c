"""What is typed of something published: where, in which languages, how many it reached."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from formazione.models import Contenuto
from valdera_housing.forms.allegato import campo_file
from valdera_housing.kit.campi import CampoData, ScelteMultiple
from valdera_housing.kit.tempo import oggi

LINGUE = ("italiano", "arabo", "albanese", "romeno", "francese", "inglese", "wolof")
LETTERE_LINGUA, ALTRE_LINGUE = 30, 10


class SceltaLingue(ScelteMultiple):
    """Drawn as required: what must not be empty are these and the other languages together."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ContenutoForm(forms.ModelForm):
    """A content, new or to correct; the languages of the list are ticked, the others typed."""

    lingue_note = SceltaLingue(label="Lingue", choices=[(lingua, lingua.capitalize()) for lingua in LINGUE])
    altre_lingue = forms.CharField(
        label="Altre lingue", max_length=200, required=False, help_text="Con una virgola fra l’una e l’altra"
    )
    pubblicato_il = CampoData(
        label="Pubblicato il", initial=oggi, error_messages={"required": "Scrivi quando è stato pubblicato."}
    )
    indirizzo = forms.URLField(
        label="Indirizzo della pagina",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="Se si legge in rete, per esempio https://www.esempio.it/pagina",
        error_messages={"invalid": "Scrivi l’indirizzo intero, che comincia con https://"},
    )
    raggiunti = forms.IntegerField(
        label="Persone raggiunte",
        min_value=0,
        max_value=100_000_000,
        required=False,
        help_text="Vuoto: ancora non si sa. Si può scrivere dopo",
    )
    file = campo_file("Copia del contenuto", "PDF o immagine, fino a 20 MB", required=False)

    class Meta:
        model = Contenuto
        fields = ("titolo", "canale", "pubblicato_il", "indirizzo", "raggiunti")
        error_messages = {
            "titolo": {"required": "Scrivi il titolo."},
            "canale": {"required": "Scegli dove."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        canale: Any = self.fields["canale"]
        canale.choices = [("", "Scegli"), *((v, nome) for v, nome in canale.choices if v)]
        lingue = self.instance.lingue or []
        self.initial["lingue_note"] = [lingua for lingua in lingue if lingua in LINGUE] or ["italiano"]
        self.initial["altre_lingue"] = ", ".join(lingua for lingua in lingue if lingua not in LINGUE)
        if lingue and not set(lingue) & set(LINGUE):
            self.initial["lingue_note"] = []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "titolo", Row("canale", "pubblicato_il"), "lingue_note", "altre_lingue", "indirizzo", "raggiunti", "file"
        )

    def clean_altre_lingue(self) -> list[str]:
        testo = self.cleaned_data["altre_lingue"]
        lingue = list(dict.fromkeys(" ".join(parte.split()).lower() for parte in testo.split(",") if parte.strip()))
        if len(lingue) > ALTRE_LINGUE or any(len(lingua) > LETTERE_LINGUA for lingua in lingue):
            raise forms.ValidationError(f"Al massimo {ALTRE_LINGUE} lingue, di {LETTERE_LINGUA} lettere l’una.")
        return lingue

    def clean_pubblicato_il(self) -> Any:
        giorno = self.cleaned_data["pubblicato_il"]
        if giorno > oggi():
            raise forms.ValidationError("Si registra quello che è già pubblicato: la data è nel futuro.")
        return giorno

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if "altre_lingue" in dati and not self._lingue():
            self.add_error("lingue_note", "Scegli almeno una lingua.")
        return dati

    def _lingue(self) -> list[str]:
        note = self.cleaned_data.get("lingue_note", [])
        return list(dict.fromkeys([*note, *self.cleaned_data["altre_lingue"]]))

    def dati(self) -> dict[str, Any]:
        """What the act writes, file excluded."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields} | {"lingue": self._lingue()}
