"""The ISTAT update of a rent, and the FOI index it comes from."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from gestore.models import IndiceFoi
from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.euro import CampoEuro, CampoPercentuale
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.tempo import oggi

ULTIMI_MESI = 36
PRIMO_ANNO, ULTIMO_ANNO = 1990, 2100
MASSIMO_BYTE = 200_000


class SceltaIndice(forms.ModelChoiceField):
    def label_from_instance(self, indice: IndiceFoi) -> str:  # type: ignore[override]
        variazione = f"{indice.variazione_pct:+.2f}".replace(".", ",").replace("-", "−")
        return f"{MESI[indice.mese.month - 1]} {indice.mese.year}: {variazione} %"


class PropostaIstatForm(forms.Form):
    """Which index, how much of it, from when."""

    indice = SceltaIndice(
        label="Indice FOI", queryset=IndiceFoi.objects.none(), empty_label=None, help_text="Variazione in un anno"
    )
    quota_pct = CampoPercentuale(label="Quota da applicare")
    dal = CampoData(label="Vale dal")
    nota = forms.CharField(label="Nota", max_length=300, required=False)

    helper = FormHelper()
    helper.layout = Layout("indice", Row("quota_pct", "dal"), "nota")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recenti = list(IndiceFoi.objects.values_list("pk", flat=True)[:ULTIMI_MESI])
        self.fields["indice"].queryset = IndiceFoi.objects.filter(pk__in=recenti)


class ApplicaIstatForm(forms.Form):
    notificato_il = CampoData(
        label="Comunicato il", initial=oggi, help_text="Senza comunicazione l’aggiornamento non vale"
    )


class RinunciaIstatForm(forms.Form):
    nota = forms.CharField(label="Perché non si applica", max_length=300)


class IndiceFoiForm(forms.ModelForm):
    """The change of a month: month and year are typed, its first day is stored."""

    mese_numero = forms.TypedChoiceField(
        label="Mese", coerce=int, choices=[(n, nome) for n, nome in enumerate(MESI, start=1)]
    )
    anno = forms.IntegerField(label="Anno", min_value=PRIMO_ANNO, max_value=ULTIMO_ANNO)
    variazione_pct = CampoEuro(
        label="Variazione in un anno",
        max_digits=5,
        min_value=Decimal("-99.99"),
        max_value=Decimal("99.99"),
        help_text="FOI senza tabacchi, come 1,3; con il meno se scende",
    )

    class Meta:
        model = IndiceFoi
        fields = ("variazione_pct", "fonte")

    helper = FormHelper()
    helper.layout = Layout(Row("mese_numero", "anno"), "variazione_pct", "fonte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variazione_pct"].unita = "%"

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if "anno" in dati and "mese_numero" in dati:
            dati["mese"] = date(dati["anno"], dati["mese_numero"], 1)
            if IndiceFoi.objects.filter(mese=dati["mese"]).exists():
                self.add_error("mese_numero", "Questo mese è già scritto.")
        return dati


class ImportaIndiciForm(forms.Form):
    file = campo_file("File CSV", help_text="Una riga per mese, come 10/2026;1,3")
    fonte = forms.CharField(
        label="Fonte", max_length=160, required=False, help_text="Per esempio ISTAT, dati.istat.it"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt"

    def clean_file(self) -> str:
        """The text of the file, whatever the program that saved it."""
        grezzo = self.cleaned_data["file"].read(MASSIMO_BYTE + 1)
        if len(grezzo) > MASSIMO_BYTE:
            raise forms.ValidationError("Il file è troppo grande per essere un elenco di mesi.")
        try:
            return str(grezzo.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(grezzo.decode("latin-1"))
