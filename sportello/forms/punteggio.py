"""What is typed on the scale of points, and which lines an application claims."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from sportello.models import VocePunteggio
from sportello.queries.punteggio import PuntiDomanda, VoceMostrata
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoData, con_calendario
from valdera_housing.kit.tempo import oggi

ANNI_MASSIMI = 50


def campo_punti(**altro: Any) -> CampoEuro:
    """Points, with at most two decimals: not euro."""
    campo = CampoEuro(max_digits=5, **altro)
    campo.unita = "punti"
    campo.error_messages |= {"invalid": "Scrivi i punti come 2 o 0,50.", "required": "Scrivi i punti."}
    return campo


class VocePunteggioForm(forms.ModelForm):
    """A line of the scale: points, what it counts with, from when."""

    punti = campo_punti(label="Punti", min_value=0)
    massimo_insieme = campo_punti(
        label="Massimo dell’insieme",
        min_value=0,
        required=False,
        help_text="Vuoto: delle voci dello stesso insieme conta solo la più alta",
    )

    class Meta:
        model = VocePunteggio
        fields = (
            "codice",
            "gruppo",
            "descrizione",
            "punti",
            "per_anno",
            "insieme",
            "massimo_insieme",
            "valida_dal",
            "fonte",
        )
        formfield_callback = con_calendario
        help_texts = {
            "insieme": "Lo stesso nome per le voci che contano insieme",
            "fonte": "Legge, allegato o bando",
            "valida_dal": "Vale per i bandi aperti da questo giorno",
        }

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Condizione", Row("codice", "gruppo"), "descrizione", "fonte", "valida_dal"),
        Fieldset("Punti", "punti", "per_anno", "insieme", "massimo_insieme"),
    )


class ChiudiVoceForm(forms.Form):
    """Until when a line holds, and why it ends."""

    valida_al = CampoData(label="Vale fino al", initial=oggi, help_text="L’ultimo giorno: conta la data del bando")
    perche = forms.CharField(label="Perché non vale più", max_length=200)


class PuntiForm(forms.Form):
    """A box for each line that can be claimed, and the years where they count."""

    def __init__(self, *args: Any, punti: PuntiDomanda, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mostrate = [m for m in punti.voci if not m.perche_no]
        for mostrata in self.mostrate:
            self._aggiungi(mostrata)

    def _aggiungi(self, mostrata: VoceMostrata) -> None:
        voce, punto = mostrata.voce, mostrata.punto
        self.fields[f"voce_{voce.pk}"] = forms.BooleanField(
            label=voce.descrizione, required=False, initial=punto is not None
        )
        if voce.per_anno:
            self.fields[f"anni_{voce.pk}"] = forms.IntegerField(
                label=f"Anni per «{voce.descrizione}»",
                required=False,
                min_value=1,
                max_value=ANNI_MASSIMI,
                initial=punto.quantita if punto else None,
            )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        for mostrata in self.mostrate:
            anni = f"anni_{mostrata.voce.pk}"
            if anni in dati and dati.get(f"voce_{mostrata.voce.pk}") and dati[anni] is None:
                self.add_error(anni, "Scrivi quanti anni.")
        return dati

    def punti(self) -> dict[int, int]:
        """What the act writes: pk of the line → years, 1 for the others."""
        pk = [m.voce.pk for m in self.mostrate if self.cleaned_data[f"voce_{m.voce.pk}"]]
        return {chiave: self.cleaned_data.get(f"anni_{chiave}") or 1 for chiave in pk}

    def campi(self, mostrata: VoceMostrata) -> tuple[forms.BoundField, forms.BoundField | None]:
        """The box of a line, and its years when they count."""
        chiave = mostrata.voce.pk
        return self[f"voce_{chiave}"], self[f"anni_{chiave}"] if f"anni_{chiave}" in self.fields else None
