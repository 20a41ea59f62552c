"""What is typed on the pages of an advance."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from stdnum import iban
from stdnum.it import iva

from fondo_garanzia.models import Anticipo
from fondo_garanzia.queries.anticipo import ACCORDO, SOLLECITO
from valdera_housing.forms.ente import controllato
from valdera_housing.forms.euro import CampoEuro, importo_positivo
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Contratto, Nucleo
from valdera_housing.rules.codice_fiscale import controlla_codice_fiscale

CIFRE_PARTITA_IVA = 11
CODICE = "Codice fiscale o partita IVA"
LETTERE = ((ACCORDO, "Accordo di restituzione, da firmare"), (SOLLECITO, "Sollecito per le rate in ritardo"))


def campo_testo(etichetta: str, manca: str = "", *, massimo: int, aiuto: str = "", righe: int = 3) -> forms.CharField:
    """Some lines of text; ``manca`` is what is said when it is required and empty."""
    return forms.CharField(
        label=etichetta,
        max_length=massimo,
        required=bool(manca),
        help_text=aiuto,
        widget=forms.Textarea(attrs={"rows": righe}),
        error_messages={"required": manca},
    )


class ConCreditore(forms.Form):
    """Code and IBAN of who is paid: both may come later, never wrong."""

    creditore_codice = CampoCodice(label=CODICE, max_length=16, required=False)
    creditore_iban = CampoCodice(label="IBAN", max_length=42, required=False)

    def clean_creditore_codice(self) -> str:
        codice: str = self.cleaned_data["creditore_codice"] or ""
        if len(codice) == CIFRE_PARTITA_IVA:
            return controllato(codice, iva, "La partita IVA non è giusta: ricontrolla le cifre.")
        esito = controlla_codice_fiscale(codice) if codice else None
        if esito and not esito.positivo:
            raise forms.ValidationError(str(esito))
        return codice

    def clean_creditore_iban(self) -> str:
        codice: str = self.cleaned_data["creditore_iban"] or ""
        return controllato(codice, iban, "L’IBAN non è giusto: ricontrolla lettere e cifre.")


class AnticipoForm(ConCreditore, forms.ModelForm):
    """What a household asks the fund to advance, new or to correct."""

    bisogno = campo_testo(
        "Perché serve", "Scrivi perché serve.", massimo=1000, aiuto="Senza nomi: lo legge anche chi decide all’Unione"
    )
    importo = importo_positivo(label="Importo")
    reddito_mensile = CampoEuro(
        label="Reddito netto al mese",
        required=False,
        min_value=Decimal(0),
        help_text="Di tutto il nucleo: dice quanto pesa la rata",
    )
    n_rate = forms.IntegerField(
        label="Numero di rate",
        min_value=1,
        max_value=600,
        initial=12,
        help_text="Una al mese",
        error_messages={"required": "Scrivi in quante rate."},
    )
    prima_rata = CampoData(
        label="La prima rata scade il",
        help_text="Dopo il pagamento; le altre lo stesso giorno di ogni mese",
        error_messages={"required": "Scrivi quando scade la prima rata."},
    )

    class Meta:
        model = Anticipo
        fields = (
            "motivo", "bisogno", "contratto", "importo", "reddito_mensile", "creditore", "creditore_codice",
            "creditore_iban", "n_rate", "prima_rata",
        )  # fmt: skip
        labels = {"motivo": "Per che cosa", "creditore": "Chi viene pagato", "contratto": "Contratto di affitto"}
        help_texts = {
            "creditore": "Proprietario, fornitore o agenzia: il fondo paga lui con bonifico, mai il nucleo",
            "contratto": "Se l’anticipo riguarda un contratto già registrato",
        }

    def __init__(self, *args: Any, nucleo: Nucleo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scelte: Any = self.fields["motivo"]
        scelte.choices = [("", "Scegli"), *((v, nome) for v, nome in scelte.choices if v)]
        contratto: Any = self.fields["contratto"]
        contratto.queryset, contratto.empty_label = Contratto.objects.filter(nucleo=nucleo), "Nessuno"
        contratto.label_from_instance = lambda c: f"{c.numero}, dal {c.inizio:%d/%m/%Y}"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Che cosa si chiede", Row("motivo", "importo"), "bisogno", "contratto"),
            Fieldset("Chi viene pagato", "creditore", Row("creditore_codice", "creditore_iban")),
            Fieldset("Come si restituisce", Row("n_rate", "prima_rata"), "reddito_mensile"),
        )

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class IstruisciForm(forms.Form):
    istruttoria = campo_testo(
        "Istruttoria",
        "Scrivi che cosa hai verificato.",
        massimo=2000,
        righe=6,
        aiuto="Che cosa è stato verificato e che cosa si propone. Senza nomi: lo legge chi decide all’Unione",
    )


class ApprovaForm(forms.Form):
    """``deroga`` is asked only when the fund has not enough: the Unione lets it go beyond, and says why."""

    atto = forms.CharField(
        label="Atto",
        max_length=160,
        help_text="Per esempio: Determinazione 90/2026",
        error_messages={"required": "Scrivi con quale atto si approva."},
    )
    motivo_decisione = campo_testo("Nota", massimo=500, righe=2)
    deroga = campo_testo(
        "Deroga: perché si supera il disponibile",
        massimo=500,
        righe=2,
        aiuto="Lascia vuoto per non concederla: la richiesta resta in istruttoria",
    )

    def __init__(self, *args: Any, con_deroga: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not con_deroga:
            del self.fields["deroga"]


class RifiutaForm(forms.Form):
    motivo_decisione = campo_testo(
        "Perché si rifiuta", "Scrivi perché l’anticipo è rifiutato.", massimo=500, aiuto="Lo legge chi l’ha chiesto"
    )
    atto = forms.CharField(label="Atto", max_length=160, required=False)


class RitiraForm(forms.Form):
    motivo_decisione = campo_testo("Perché si ritira", "Scrivi perché si ritira.", massimo=500)


class ErogaForm(ConCreditore):
    """The bank transfer; code and IBAN only when they are missing, so that nobody pays another than was approved."""

    erogato_il = CampoData(label="Pagato il", error_messages={"required": "Scrivi quando è stato pagato."})
    riferimento = forms.CharField(
        label="Riferimento del bonifico", max_length=120, required=False, help_text="CRO o TRN, dalla contabile"
    )
    prima_rata = CampoData(
        label="La prima rata scade il",
        help_text="Cambiala se il pagamento è arrivato tardi",
        error_messages={"required": "Scrivi quando scade la prima rata."},
    )

    def __init__(self, *args: Any, anticipo: Anticipo, **kwargs: Any) -> None:
        iniziali = {"erogato_il": oggi(), "prima_rata": anticipo.prima_rata}
        super().__init__(*args, initial=iniziali, **kwargs)
        for nome in ("creditore_codice", "creditore_iban"):
            if getattr(anticipo, nome):
                del self.fields[nome]
            else:
                self.fields[nome].required = True
                self.fields[nome].error_messages["required"] = "Senza, non si paga: scrivilo."


class AnnullaErogazioneForm(forms.Form):
    perche = campo_testo("Perché è tornato indietro", "Scrivi perché è tornato indietro.", massimo=250, righe=2)
    iban_sbagliato = forms.BooleanField(
        label="L’IBAN del creditore è sbagliato",
        required=False,
        help_text="Si cancella: chi paga di nuovo ne scrive un altro",
    )


class RiprogrammaForm(forms.Form):
    n_rate = forms.IntegerField(
        label="In quante rate",
        min_value=1,
        max_value=600,
        help_text="Una al mese, al posto di quelle non ancora pagate",
        error_messages={"required": "Scrivi in quante rate."},
    )
    prima_rata = CampoData(
        label="La prima scade il", error_messages={"required": "Scrivi quando scade la prima rata."}
    )

    helper = FormHelper()
    helper.layout = Layout(Row("n_rate", "prima_rata"))


class StralciaForm(forms.Form):
    atto_stralcio = forms.CharField(
        label="Atto di stralcio",
        max_length=160,
        help_text="Il provvedimento con cui si rinuncia a quello che resta",
        error_messages={"required": "Scrivi con quale atto si stralcia."},
    )


class LetteraAnticipoForm(forms.Form):
    quale = forms.ChoiceField(
        label="Quale lettera",
        choices=LETTERE,
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli quale lettera."},
    )
