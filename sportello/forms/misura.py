"""A measure with its requirements, caps and papers, typed together; and its copy for a new year."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.forms import BaseFormSet

from sportello.choices import Beneficiario, ModalitaMisura, TipoMisura, TipoRequisito
from sportello.models import Misura
from sportello.models.misura import CON_SOGLIA
from sportello.queries.misura import CAMPI_MASSIMALE, CAMPI_REQUISITO, Riga, RigheMisura
from valdera_housing.forms.euro import CampoEuro, CampoPercentuale
from valdera_housing.kit.campi import con_calendario
from valdera_housing.kit.righe import tante_righe
from valdera_housing.kit.tempo import aggiungi_mesi

MASSIMO_RIGHE = 60
RIGHE_VUOTE = 2
UN_ANNO = 12
SCEGLI = ("", "Scegli")


class RequisitoForm(forms.Form):
    pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    tipo = forms.ChoiceField(label="Che cosa guarda", choices=[SCEGLI, *TipoRequisito.choices])
    testo = forms.CharField(label="Requisito", max_length=300, help_text="Come lo legge chi fa la domanda")
    soglia = CampoEuro(
        label="Soglia", required=False, min_value=0, help_text="In euro, mesi, % o km, come dice «che cosa guarda»"
    )
    soglia_ise = CampoEuro(
        label="Soglia ISE", required=False, min_value=0, help_text="Solo per «ISEE o ISE non oltre le soglie»"
    )
    fascia = forms.CharField(
        label="Fascia", max_length=10, required=False, help_text="Vuota: vale per tutti. «A», «B»: basta una fascia"
    )
    fonte = forms.CharField(label="Fonte", max_length=160, required=False, help_text="Vuota: l’atto della misura")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soglia"].unita = ""

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("tipo") in CON_SOGLIA and dati.get("soglia") is None:
            self.add_error("soglia", "Questo requisito ha bisogno di una soglia.")
        if dati.get("tipo") == TipoRequisito.ISEE_O_ISE_MASSIMO and dati.get("soglia_ise") is None:
            self.add_error("soglia_ise", "Scrivi anche la soglia ISE.")
        return dati


class MassimaleForm(forms.Form):
    pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    modalita = forms.ChoiceField(label="Per che cosa", choices=[SCEGLI, *ModalitaMisura.choices])
    beneficiario = forms.ChoiceField(label="A chi si paga", choices=[SCEGLI, *Beneficiario.choices])
    importo = CampoEuro(label="Importo massimo", min_value=0)
    fascia = forms.CharField(label="Fascia", max_length=10, required=False, help_text="Vuota: vale per tutte")
    mensilita = forms.IntegerField(label="Mensilità comprese", required=False, min_value=0, max_value=120)
    giorni = forms.IntegerField(label="Entro quanti giorni dalla domanda", required=False, min_value=1, max_value=3650)
    percentuale = CampoPercentuale(
        label="Percentuale del canone annuo", required=False, help_text="Vuota: il canone oltre l’incidenza minima"
    )
    spese_legali_fino_a = CampoEuro(label="Spese legali comprese fino a", required=False, min_value=0)


class DocumentoForm(forms.Form):
    pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    nome = forms.CharField(label="Documento", max_length=160)
    facoltativo = forms.BooleanField(label="Si può presentare anche senza", required=False)


class RigheFormSet(BaseFormSet):
    """Rows of a measure; the same thing twice is told before the database does."""

    campi: tuple[str, ...] = ()
    unici: tuple[str, ...] = ()
    doppione = ""

    def initial_form_count(self) -> int:
        """Any row may be blank: how many there are is what the page shows."""
        return 0

    def scritte(self) -> list[Riga]:
        return [
            {nome: riga.cleaned_data[nome] for nome in ("pk", *self.campi)}
            for riga in self.forms
            if riga.has_changed() and riga not in self.deleted_forms
        ]

    def clean(self) -> None:
        righe = [
            tuple(str(riga.cleaned_data.get(nome, "")).casefold() for nome in self.unici)
            for riga in self.forms
            if riga.has_changed() and riga not in self.deleted_forms and not riga.errors
        ]
        if self.unici and len(righe) != len(set(righe)):
            raise forms.ValidationError(self.doppione)


class RequisitiFormSet(RigheFormSet):
    campi = CAMPI_REQUISITO


class MassimaliFormSet(RigheFormSet):
    campi, unici = CAMPI_MASSIMALE, ("modalita", "fascia")
    doppione = "Per lo stesso uso e la stessa fascia c’è più di un massimale: lasciane uno."


class DocumentiFormSet(RigheFormSet):
    campi, unici = ("nome", "facoltativo"), ("nome",)
    doppione = "Un documento è scritto due volte."

    def scritte(self) -> list[Riga]:
        return [{"pk": r["pk"], "nome": r["nome"], "obbligatorio": not r["facoltativo"]} for r in super().scritte()]


REQUISITI = tante_righe(RequisitoForm, RequisitiFormSet, massimo=MASSIMO_RIGHE, can_delete=True)
MASSIMALI = tante_righe(MassimaleForm, MassimaliFormSet, massimo=MASSIMO_RIGHE, can_delete=True)
DOCUMENTI = tante_righe(DocumentoForm, DocumentiFormSet, massimo=MASSIMO_RIGHE, can_delete=True)


class DateForm(forms.ModelForm):
    """The order of the dates of a measure, told beside the field."""

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        for dal, al in (("valida_dal", "valida_al"), ("domande_dal", "domande_al")):
            if dati.get(dal) and dati.get(al) and dati[al] < dati[dal]:
                self.add_error(al, "La fine non può precedere l’inizio.")
        return dati


class MisuraForm(DateForm):
    """The measure; ``requisiti``, ``massimali`` and ``documenti`` are its formsets, checked with it."""

    class Meta:
        model = Misura
        fields = (
            "tipo", "nome", "ente", "atto", "descrizione", "valida_dal", "valida_al", "domande_dal", "domande_al",
        )  # fmt: skip
        formfield_callback = con_calendario
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 3})}

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Misura", Row("tipo", "ente"), "nome", "atto", "descrizione"),
        Fieldset("Quando", Row("valida_dal", "valida_al"), Row("domande_dal", "domande_al")),
    )

    def __init__(self, *args: Any, righe: RigheMisura | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tipo"].choices = [SCEGLI, *TipoMisura.choices]
        self.fields["valida_al"].help_text = "Vuoto finché vale"
        self.fields["domande_dal"].help_text = "Vuoto: da quando vale la misura"
        self.fields["domande_al"].help_text = "Vuoto: finché vale la misura"
        iniziali = righe or RigheMisura()
        documenti = [
            {"pk": r.get("pk"), "nome": r["nome"], "facoltativo": not r["obbligatorio"]} for r in iniziali.documenti
        ]
        self.requisiti = self._righe(REQUISITI, "requisiti", list(iniziali.requisiti))
        self.massimali = self._righe(MASSIMALI, "massimali", list(iniziali.massimali))
        self.documenti = self._righe(DOCUMENTI, "documenti", documenti)

    def _righe(self, formset: Any, prefisso: str, presenti: list[Riga]) -> Any:
        if self.is_bound:
            return formset(self.data, prefix=prefisso)
        righe = formset(prefix=prefisso, initial=presenti)
        righe.extra = len(presenti) + RIGHE_VUOTE
        return righe

    def is_valid(self) -> bool:
        insiemi = [self.requisiti.is_valid(), self.massimali.is_valid(), self.documenti.is_valid()]
        return super().is_valid() and all(insiemi)

    def righe(self) -> RigheMisura:
        """What was typed in the three lists."""
        return RigheMisura(self.requisiti.scritte(), self.massimali.scritte(), self.documenti.scritte())


class RinnovaForm(DateForm):
    """Name, act and dates of the copy: proposed a year later."""

    class Meta:
        model = Misura
        fields = ("nome", "atto", "valida_dal", "valida_al", "domande_dal", "domande_al")
        formfield_callback = con_calendario

    helper = FormHelper()
    helper.layout = Layout("nome", "atto", Row("valida_dal", "valida_al"), Row("domande_dal", "domande_al"))


def anno_dopo(misura: Misura) -> dict[str, Any]:
    """The proposed values of the copy of a measure: the year in its name and its dates, one more."""
    anno = misura.valida_dal.year
    date = {
        nome: aggiungi_mesi(giorno, UN_ANNO)
        for nome in ("valida_dal", "valida_al", "domande_dal", "domande_al")
        if (giorno := getattr(misura, nome))
    }
    return {"nome": misura.nome.replace(str(anno), str(anno + 1)), "atto": misura.atto} | date
