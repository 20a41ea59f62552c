"""What is typed on the dedicated account: the movements of a line, a bank fee, the balance of a month."""

from collections.abc import Sequence
from typing import Any

from django import forms

from fondo_garanzia.choices import VOCI, TipoMovimento
from fondo_garanzia.models import Fondo, MovimentoFondo
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import ScelteMultiple
from valdera_housing.models import MovimentoBancario, Utente

DALLA_BANCA = (TipoMovimento.SPESE_BANCA, TipoMovimento.INTERESSE, TipoMovimento.TRASFERIMENTO_COMUNE)


class RiscontroForm(forms.Form):
    """Which open movements a line of the bank is."""

    movimenti = ScelteMultiple(
        label="Movimenti",
        coerce=int,
        error_messages={
            "required": "Scegli almeno un movimento.",
            "invalid_choice": "Uno dei movimenti scelti non c’è più: ricarica la pagina.",
        },
    )

    def __init__(self, *args: Any, aperti: Sequence[MovimentoFondo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aperti = aperti
        self.fields["movimenti"].choices = [(m.pk, str(m)) for m in aperti]

    @property
    def righe(self) -> list[tuple[MovimentoFondo, Any]]:
        """Each movement with its box."""
        return list(zip(self.aperti, self["movimenti"], strict=True))


class RegistraForm(forms.Form):
    """A bank fee, interest or transfer with the comune: amount and day are those of the line."""

    tipo = forms.ChoiceField(label="Che cos’è")
    fondo = forms.ModelChoiceField(
        label="Fondo",
        queryset=Fondo.objects.none(),
        help_text="Il comune a cui va attribuito",
        error_messages={"required": "Scegli il fondo di un comune."},
    )
    causale = forms.CharField(
        label="Causale", max_length=300, error_messages={"required": "Scrivi la causale."}
    )  # fmt: skip

    def __init__(self, *args: Any, riga: MovimentoBancario, utente: Utente, **kwargs: Any) -> None:
        segno = 1 if riga.importo > 0 else -1
        tipi = [t for t in DALLA_BANCA if segno in VOCI[t][1]]
        fondi = Fondo.objects.visibili_a(utente).select_related("comune").order_by("comune__nome")
        kwargs["initial"] = {"tipo": tipi[0], "causale": (riga.causale or tipi[0].label)[:300]}
        super().__init__(*args, **kwargs)
        self.fields["tipo"].choices = [(t.value, t.label) for t in tipi]
        self.fields["fondo"].queryset = fondi


class ChiudiMeseForm(forms.Form):
    """The balance a person reads in the statement."""

    saldo_banca = CampoEuro(
        label="Saldo dell’estratto conto",
        help_text="Quello dell’ultimo giorno del mese, come lo scrive la banca",
        error_messages={"required": "Scrivi il saldo che leggi nell’estratto conto."},
    )


class RiapriMeseForm(forms.Form):
    motivo = forms.CharField(
        label="Perché si riapre",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché il mese si riapre."},
    )
