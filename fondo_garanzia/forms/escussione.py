"""What is typed about a claim: what the owner asks month by month, its documents, the answer, the payment."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from fondo_garanzia.choices import TipoFileEscussione
from fondo_garanzia.models import Escussione
from fondo_garanzia.rules.escussione import MeseRichiesto, Richiesta, in_mese
from valdera_housing.forms.euro import CampoEuro, importo_positivo
from valdera_housing.forms.progetto import RigheFormSet
from valdera_housing.kit.campi import CampoData, CampoMese
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.righe import tante_righe
from valdera_housing.kit.tempo import oggi

ACCETTATI = ".pdf,.jpg,.jpeg,.png"
RIGHE, VUOTE, MASSIME_RIGHE = 8, 2, 60
DOVE_GUARDARE = (
    "Contributo affitto, morosità incolpevole o altri aiuti pubblici per lo stesso mese: li trovi fra le domande del "
    "nucleo allo Sportello, o chiedendo al comune."
)


def somma(**altro: Any) -> CampoEuro:
    return CampoEuro(required=False, min_value=0, **altro)


class MeseForm(forms.Form):
    """A month of rent not paid; what is left blank is zero."""

    competenza = CampoMese(label="Mese", error_messages={"required": "Scrivi il mese."})
    richiesto = importo_positivo(label="Non pagato")
    contributi = somma(label="Contributi pubblici già pagati")
    recuperato = somma(label="Già recuperato")

    def clean_competenza(self) -> Any:
        return self.cleaned_data["competenza"].replace(day=1)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        tolto = (dati.get("contributi") or ZERO) + (dati.get("recuperato") or ZERO)
        if "richiesto" in dati and tolto > dati["richiesto"]:
            self.add_error("richiesto", "Contributi e recuperi superano quanto non è pagato: controlla il mese.")
        return dati

    @property
    def mese(self) -> MeseRichiesto:
        dati = self.cleaned_data
        return MeseRichiesto(
            dati["competenza"], dati["richiesto"], dati["contributi"] or ZERO, dati["recuperato"] or ZERO
        )


class MesiFormSet(RigheFormSet):
    def clean(self) -> None:
        """The same month is written once."""
        visti = set()
        for riga in self.compilate():
            competenza = getattr(riga, "cleaned_data", {}).get("competenza")
            if competenza in visti:
                riga.add_error("competenza", f"{in_mese(competenza).capitalize()} è già scritto sopra.")
            visti.add(competenza)

    def mesi(self) -> list[MeseRichiesto]:
        """The months written, as the rule wants them."""
        return [riga.mese for riga in self.compilate()]


MESI = tante_righe(MeseForm, MesiFormSet, massimo=MASSIME_RIGHE, can_delete=True)


class EscussioneForm(forms.ModelForm):
    """The claim; ``mesi`` is the formset of its months, checked with it. ``proposti`` come from the ledger."""

    presentata_il = CampoData(label="Richiesta arrivata il", initial=oggi)
    evento_il = CampoData(
        label="Fatto da cui nasce, del",
        help_text="Il rilascio della casa, o la messa in mora: da qui si contano i giorni per chiedere",
    )
    danni = somma(label="Danni", help_text="Come dal preventivo, oltre la normale usura")
    danni_recuperati = somma(label="Danni già rimborsati da altri", help_text="Da un’assicurazione o dall’inquilino")
    deposito_trattenuto = somma(
        label="Deposito trattenuto dal proprietario", help_text="Quello che non ha reso all’inquilino"
    )
    nota = forms.CharField(label="Nota", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("La richiesta", Row("presentata_il", "evento_il")),
        Fieldset("Danni e deposito", Row("danni", "danni_recuperati"), Row("deposito_trattenuto", "ordine_deposito")),
        Fieldset("Altro", "nota"),
    )

    class Meta:
        model = Escussione
        fields = (
            "presentata_il", "evento_il", "danni", "danni_recuperati", "deposito_trattenuto", "ordine_deposito",
            "nota",
        )  # fmt: skip

    def __init__(self, *args: Any, proposti: Sequence[MeseRichiesto] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.mesi = MESI(self.data, prefix="mesi")
        else:
            self.mesi = MESI(prefix="mesi", initial=[mese_iniziale(mese) for mese in proposti])
            self.mesi.extra = max(RIGHE, len(proposti) + VUOTE)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        for nome in ("danni", "danni_recuperati", "deposito_trattenuto"):
            if nome in dati:
                dati[nome] = dati[nome] or ZERO
        presentata, evento = dati.get("presentata_il"), dati.get("evento_il")
        if presentata and presentata > oggi():
            self.add_error("presentata_il", "È una data futura: scrivi quando la richiesta è arrivata.")
        if presentata and evento and evento > presentata:
            self.add_error("evento_il", "Il fatto viene prima della richiesta.")
        return dati

    def is_valid(self) -> bool:
        validi = self.mesi.is_valid()
        return super().is_valid() and validi

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}

    def richiesta(self) -> Richiesta:
        """What is typed, as the rule wants it. Call it when the form is valid."""
        dati = self.cleaned_data
        return Richiesta(
            mesi=tuple(self.mesi.mesi()),
            danni=dati["danni"],
            danni_recuperati=dati["danni_recuperati"],
            deposito=dati["deposito_trattenuto"],
            ordine=dati["ordine_deposito"],
        )


def mese_iniziale(mese: MeseRichiesto) -> dict[str, Any]:
    """A month as its row shows it: zeros stay blank."""
    somme: dict[str, Decimal] = {"contributi": mese.contributi, "recuperato": mese.recuperato}
    scritte = {nome: importo for nome, importo in somme.items() if importo}
    return {"competenza": mese.competenza, "richiesto": mese.richiesto} | scritte


class FileEscussioneForm(forms.Form):
    tipo = forms.ChoiceField(
        label="Che cos’è",
        choices=[("", "Scegli"), *TipoFileEscussione.choices],
        error_messages={"required": "Scegli che documento è."},
    )
    file = forms.FileField(
        label="File",
        help_text="PDF, JPEG o PNG, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"required": "Scegli il file.", "empty": "Il file è vuoto."},
    )


def perche(etichetta: str, aiuto: str = "") -> forms.CharField:
    return forms.CharField(
        label=etichetta,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=aiuto,
        error_messages={"required": "Scrivi il motivo."},
    )


class IntegrazioneForm(forms.Form):
    motivo = perche("Che cosa manca", "Lo legge chi scrive al proprietario")
    integrare_entro = CampoData(label="Da portare entro il")


class ConfermaForm(forms.Form):
    """Nothing to type: pressing the button is the answer."""


class ApprovaForm(forms.Form):
    atto = forms.CharField(
        label="Atto",
        max_length=160,
        help_text="Per esempio: Determinazione 240/2026",
        error_messages={"required": "Scrivi con quale atto."},
    )


class RifiutaForm(forms.Form):
    motivo = perche("Perché non si paga", "Il proprietario lo legge nella lettera")
    atto = forms.CharField(label="Atto", max_length=160, required=False)


class RitiraForm(forms.Form):
    motivo = perche("Perché il proprietario la ritira")


class LiquidaForm(forms.Form):
    """The payment, and the plan by which the household gives back what the fund paid in its place."""

    pagata_il = CampoData(label="Bonifico fatto il", initial=oggi)
    n_rate = forms.IntegerField(
        label="Rate per il nucleo",
        min_value=1,
        max_value=120,
        help_text="In quante rate il nucleo restituisce al fondo, senza interessi",
    )
    prima_rata = CampoData(label="Prima rata il", help_text="Poi lo stesso giorno di ogni mese")

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Il pagamento", "pagata_il"), Fieldset("Il rientro del nucleo", Row("n_rate", "prima_rata"))
    )
