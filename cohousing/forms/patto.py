"""What is typed about the rules of a house."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cohousing.choices import Lingua
from cohousing.queries.patto import verso
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi

CARATTERI = 20000


class PreparaForm(forms.Form):
    cambiamenti = forms.CharField(
        label="Che cosa cambia",
        max_length=300,
        required=False,
        help_text="Una riga per chi ha firmato quelle di prima. Vuoto per la prima edizione.",
    )


class TestoForm(forms.Form):
    """The rules in one language."""

    testo = forms.CharField(
        label="Regole della casa",
        max_length=CARATTERI,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Una regola per riga, con il suo numero. Una riga vuota comincia un capoverso.",
        error_messages={"required": "Scrivi le regole della casa."},
    )

    def __init__(self, *args: Any, lingua: str = Lingua.IT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["testo"].widget.attrs |= {"lang": lingua, "dir": verso(lingua)}


class TraduciForm(TestoForm):
    """The rules in one more language."""

    lingua = forms.ChoiceField(
        label="Lingua",
        error_messages={"required": "Scegli la lingua.", "invalid_choice": "Scegli una lingua dell’elenco."},
    )
    field_order = ("lingua", "testo")

    def __init__(self, *args: Any, scritte: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mancano: list[Any] = [(valore, nome) for valore, nome in Lingua.choices if valore not in set(scritte)]
        campo: Any = self.fields["lingua"]
        campo.choices = [("", "Scegli"), *mancano]
        # The language is chosen on this very page: the browser works out the direction from what is typed.
        self.fields["testo"].widget.attrs = {"rows": 24, "dir": "auto"}


class PubblicaForm(forms.Form):
    in_vigore_dal = CampoData(label="In vigore dal", error_messages={"required": "Scrivi da quando."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_vigore_dal"].initial = oggi()
