"""What is typed in the ledger: dues by hand, payments with what they cover, bank statements."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from valdera_housing.choices import Mezzo, TipoScadenza, Verso
from valdera_housing.forms.euro import CampoEuro, CifraInput, importo_positivo
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import ContoBancario, Scadenza

A_MANO = (TipoScadenza.UTENZE, TipoScadenza.DANNI, TipoScadenza.DEPOSITO, TipoScadenza.ONERI, TipoScadenza.ALTRO)
PRIMO_ANNO = 2000


class ScadenzaForm(forms.Form):
    """A due written by hand on a contract."""

    verso = forms.ChoiceField(label="Verso", choices=Verso)
    tipo = forms.ChoiceField(label="Tipo", choices=[(t.value, t.label) for t in A_MANO])
    descrizione = forms.CharField(label="Descrizione", max_length=200, help_text="Quella che si legge nelle lettere")
    importo = importo_positivo(label="Importo", max_digits=10)
    scade_il = CampoData(label="Scade il")

    helper = FormHelper()
    helper.layout = Layout(Row("verso", "tipo"), "descrizione", Row("importo", "scade_il"))


class ConguaglioForm(forms.Form):
    """The charges of a year as they really were."""

    anno = forms.IntegerField(label="Anno", min_value=PRIMO_ANNO, max_value=2100)
    effettivo = CampoEuro(label="Oneri effettivi dell’anno", min_value=Decimal(0), max_digits=10)
    scade_il = CampoData(label="Scade il")

    helper = FormHelper()
    helper.layout = Layout(Row("anno", "effettivo", "scade_il"))


class MotivoForm(forms.Form):
    """Why something is cancelled."""

    motivo = forms.CharField(label="Perché", max_length=200)


class IgnoraForm(forms.Form):
    """Why a bank line is not of the ledger."""

    perche = forms.CharField(
        label="Perché non riguarda il partitario", max_length=160, help_text="Per esempio: spese del conto, giroconto"
    )


class QuoteForm(forms.Form):
    """Which open dues a payment covers, each with its box and its amount; a box without amount is the due whole.

    Nothing ticked is «the oldest first»: ``quote()`` is None.
    """

    def __init__(self, *args: Any, scadenze: Sequence[Scadenza], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scadenze = list(scadenze)
        for scadenza in self.scadenze:
            nome = f"{scadenza.descrizione}, {scadenza.scade_il:%d/%m/%Y}"
            copre, quanto = f"Copre {nome}", f"Importo per {nome}"
            self.fields[f"scegli_{scadenza.pk}"] = forms.BooleanField(
                label=copre, required=False, widget=forms.CheckboxInput(attrs={"aria-label": copre})
            )
            self.fields[f"quota_{scadenza.pk}"] = CampoEuro(
                label=quanto,
                required=False,
                max_digits=10,
                min_value=Decimal(0),
                widget=CifraInput(attrs={"aria-label": quanto}),
            )

    @property
    def righe(self) -> list[tuple[Scadenza, forms.BoundField, forms.BoundField]]:
        return [(s, self[f"scegli_{s.pk}"], self[f"quota_{s.pk}"]) for s in self.scadenze]

    @property
    def principali(self) -> list[forms.BoundField]:
        """The fields that are not of a due."""
        return [c for c in self if not c.name.startswith(("scegli_", "quota_"))]

    def quote(self) -> list[tuple[int, Decimal]] | None:
        """(pk of the due, euro) of what is ticked, the oldest first; what has an amount is ticked."""
        dati = self.cleaned_data
        disponibile = self.disponibile()
        scelte = []
        for s in self.scadenze:
            scritto = dati.get(f"quota_{s.pk}")
            if scritto or dati.get(f"scegli_{s.pk}"):
                importo = scritto or min(s.residuo, max(disponibile, Decimal(0)))
                disponibile -= importo
                scelte.append((s.pk, importo))
        return scelte or None

    def disponibile(self) -> Decimal:
        """Euro of the payment, which a due ticked without amount takes as far as they go."""
        return Decimal(self.cleaned_data.get("importo") or 0)


class IncassoForm(QuoteForm):
    """A payment by hand: when, how much, how, and what it covers."""

    data = CampoData(label="Data", help_text="Il giorno in cui il denaro è arrivato o partito")
    importo = importo_positivo(label="Importo", max_digits=10)
    mezzo = forms.ChoiceField(label="Mezzo", choices=Mezzo)
    riferimento = forms.CharField(label="CRO o riferimento", max_length=120, required=False)

    def clean_data(self) -> Any:
        giorno = self.cleaned_data["data"]
        if giorno > oggi():
            raise ValidationError("È nel futuro: si registra il denaro già arrivato o già partito.")
        return giorno


class ImputaForm(QuoteForm):
    """What the rest of a payment covers."""

    def __init__(self, *args: Any, da_imputare: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.da_imputare = da_imputare

    def disponibile(self) -> Decimal:
        return self.da_imputare


class ContoBancarioForm(forms.ModelForm):
    class Meta:
        model = ContoBancario
        fields = ("nome", "iban", "dedicato")
        field_classes = {"iban": CampoCodice}


class EstrattoContoForm(forms.Form):
    """A statement as the bank gives it."""

    conto = forms.ModelChoiceField(label="Conto", queryset=ContoBancario.objects.all(), empty_label=None)
    file = forms.FileField(
        label="Estratto conto",
        help_text="camt.053 (XML), MT940 o CSV: il formato si riconosce da solo",
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,.txt,.sta,.mt940,.940", "class": "trascina"}),
        error_messages={"empty": "Il file è vuoto."},
    )
