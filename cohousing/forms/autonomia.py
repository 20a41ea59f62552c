"""Goals and reviews of the path: an area for each field, each number with its meaning in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from cohousing.choices import AreaAutonomia
from cohousing.models import ObiettivoAutonomia, VerificaAutonomia
from cohousing.rules.autonomia import MASSIMO, PAROLE, Traguardo
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi


def con_parole(area: AreaAutonomia, da: int = 0) -> list[tuple[int, str]]:
    """The scores of an area as one chooses them: «2. Tirocinio, corso o lavori brevi»."""
    return [(punti, f"{punti}. {PAROLE[area][punti]}") for punti in range(da, MASSIMO + 1)]


def scelta(area: AreaAutonomia, da: int, **altro: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=con_parole(area, da),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": f"{area.label}: scegli un numero."},
        **altro,
    )


class ObiettiviForm(forms.Form):
    """Where the household wants to arrive in each area, and what will be done."""

    def __init__(self, *args: Any, obiettivi: Iterable[ObiettivoAutonomia] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attuali = {obiettivo.area: obiettivo for obiettivo in obiettivi}
        for area in AreaAutonomia:
            attuale = attuali.get(area.value)
            self.fields[f"traguardo_{area.lower()}"] = scelta(
                area, 1, label=f"{area.label}: dove si vuole arrivare", initial=attuale and attuale.traguardo
            )
            self.fields[f"descrizione_{area.lower()}"] = forms.CharField(
                label=f"{area.label}: che cosa si farà",
                max_length=300,
                required=False,
                initial=attuale.descrizione if attuale else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *(Fieldset(a.label, f"traguardo_{a.lower()}", f"descrizione_{a.lower()}") for a in AreaAutonomia)
        )

    def traguardi(self) -> dict[str, Traguardo]:
        dati = self.cleaned_data
        return {
            area.value: Traguardo(dati[f"traguardo_{area.lower()}"], dati[f"descrizione_{area.lower()}"])
            for area in AreaAutonomia
        }


class VerificaForm(forms.ModelForm):
    """The day, five scores, what was seen. ``prima`` is (day, scores) of the review before, ``mete`` the goals."""

    svolta_il = CampoData(
        label="Giorno", initial=oggi, validators=[passato], error_messages={"required": "Scrivi quando è stata fatta."}
    )

    class Meta:
        model = VerificaAutonomia
        fields = ("svolta_il", "note")
        labels = {"note": "Che cosa si è visto"}
        help_texts = {"note": "Lo legge solo chi segue il nucleo."}
        widgets = {"note": forms.Textarea(attrs={"rows": 5})}

    def __init__(
        self,
        *args: Any,
        prima: tuple[date, dict[str, int]] | None,
        mete: dict[str, int],
        punti: dict[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for area in AreaAutonomia:
            self.fields[f"punti_{area.lower()}"] = scelta(
                area,
                0,
                label=area.label,
                initial=(punti or {}).get(area.value),
                help_text=" ".join(_prima_e_meta(area.value, prima, mete)),
            )
        self.helper = FormHelper()
        self.helper.layout = Layout("svolta_il", *(f"punti_{area.lower()}" for area in AreaAutonomia), "note")

    def dati(self) -> dict[str, Any]:
        return {"svolta_il": self.cleaned_data["svolta_il"], "note": self.cleaned_data["note"]}

    def punti(self) -> dict[str, int]:
        return {area.value: self.cleaned_data[f"punti_{area.lower()}"] for area in AreaAutonomia}


def _prima_e_meta(area: str, prima: tuple[date, dict[str, int]] | None, mete: dict[str, int]) -> Iterator[str]:
    if prima and area in prima[1]:
        yield f"Il {in_data(prima[0])} era {prima[1][area]}."
    if area in mete:
        yield f"Il traguardo è {mete[area]}."
