"""What is typed about a guarantee: whom it is for, what it covers, and each act with its facts."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator
from stdnum import iban

from fondo_garanzia.documents.garanzia import LETTERA, SOSPENSIONE
from fondo_garanzia.models import Garanzia
from fondo_garanzia.rules.garanzia import massimale_canoni
from valdera_housing.choices import TipoContratto
from valdera_housing.forms.euro import CampoEuro, importo_positivo
from valdera_housing.forms.nucleo import passato
from valdera_housing.forms.proprietario import ProprietarioForm, controllato, descrivi
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Nucleo, Proprietario, Utente
from valdera_housing.queries.proprietario import simili_a

ACCETTATI = ".pdf,.jpg,.jpeg,.png"
IBAN_SBAGLIATO = "L’IBAN non è giusto: ricontrolla lettere e cifre."
NUOVO = "nuovo"


def area(etichetta: str, aiuto: str = "", *, massimo: int = 500, righe: int = 3, **altro: Any) -> forms.CharField:
    return forms.CharField(
        label=etichetta, help_text=aiuto, max_length=massimo, widget=forms.Textarea(attrs={"rows": righe}), **altro
    )


def contenuto(file: UploadedFile | None) -> tuple[str, bytes] | None:
    """(name, bytes) of an uploaded file."""
    return (file.name or "file", file.read()) if file else None


class ScegliNucleoForm(forms.Form):
    """Whose contract to guarantee, by the code of the household."""

    nucleo = CampoCodice(
        label="Codice del nucleo", max_length=14, help_text="Per esempio N-2026-0042: è in cima alla sua scheda"
    )

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente

    def clean_nucleo(self) -> Nucleo:
        codice = self.cleaned_data["nucleo"].replace("\x00", "")
        nucleo = Nucleo.objects.visibili_a(self.utente).select_related("comune").filter(codice=codice).first()
        if nucleo is None:
            raise forms.ValidationError("Non c’è un nucleo con questo codice fra quelli che segui.")
        return nucleo


class ContrattoPrivatoForm(ProprietarioForm):
    """The lease of a household with its own owner, and who the owner is."""

    tipo = forms.ChoiceField(
        label="Tipo di contratto",
        choices=[("", "Scegli"), *((t.value, t.label) for t in TipoContratto if t != TipoContratto.SUBLOCAZIONE)],
        error_messages={"required": "Scegli il tipo di contratto."},
    )
    stipulato_il = CampoData(label="Firmato il", validators=[passato])
    inizio = CampoData(label="Comincia il")
    fine = CampoData(label="Finisce il", help_text="La prima scadenza scritta nel contratto")
    canone_mensile = importo_positivo(label="Canone al mese", max_digits=10, help_text="Senza gli oneri accessori")
    deposito = CampoEuro(
        label="Deposito cauzionale", max_digits=10, min_value=0, help_text="Al massimo tre mensilità; 0,00 se non c’è"
    )

    class Meta(ProprietarioForm.Meta):
        fields = ("denominazione", "persona_giuridica", "codice_fiscale", "partita_iva", "indirizzo", "iban")

    DEL_CONTRATTO = ("tipo", "stipulato_il", "inizio", "fine", "canone_mensile", "deposito")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if simili := simili_a(
            str(self.data.get("denominazione", ""))[:160], codice_fiscale=self.data.get("codice_fiscale") or None
        ):
            scelte = [(str(altro.pk), descrivi(altro)) for altro in simili]
            self.fields["scelto"] = forms.ChoiceField(
                label="Proprietari già registrati",
                choices=[*scelte, (NUOVO, "No, è un altro proprietario")],
                widget=forms.RadioSelect,
                error_messages={"required": "Scegli se il proprietario è uno di questi o un altro."},
            )

    def validate_unique(self) -> None:
        """An owner already here is taken as she is, not refused."""

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        inizio, fine = dati.get("inizio"), dati.get("fine")
        if inizio and fine and fine < inizio:
            self.add_error("fine", "Il contratto non finisce prima di cominciare.")
        return dati

    @property
    def proprietario(self) -> Proprietario | dict[str, Any]:
        """The owner chosen among those already here, or what to write of a new one."""
        chiave = self.cleaned_data.get("scelto", NUOVO)
        if chiave != NUOVO:
            return Proprietario.objects.get(pk=chiave)
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}

    @property
    def contratto(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.DEL_CONTRATTO}

    @property
    def sezioni(self) -> list[Fieldset]:
        scelto = ["scelto"] if "scelto" in self.fields else []
        return [
            Fieldset(
                "Il proprietario",
                "denominazione",
                *scelto,
                "persona_giuridica",
                Row("codice_fiscale", "partita_iva"),
                Row("indirizzo", "iban"),
            ),
            Fieldset(
                "Il contratto",
                "tipo",
                Row("stipulato_il", "inizio", "fine"),
                Row("canone_mensile", "deposito"),
            ),
        ]


class GaranziaForm(forms.ModelForm):
    """What is asked: what is proposed from the contract may be changed."""

    motivo = area("Perché serve", "Che cosa chiede il proprietario, e perché la famiglia ne ha bisogno", massimo=1000)
    mensilita = forms.IntegerField(label="Mensilità garantite", min_value=1)
    franchigia_mensilita = forms.IntegerField(
        label="Mensilità a carico del proprietario", min_value=0, initial=0, help_text="Il fondo paga da quelle dopo"
    )
    massimale_canoni = CampoEuro(
        label="Massimale per i canoni", min_value=0, required=False, help_text="Vuoto: canone per mensilità"
    )
    massimale_danni = CampoEuro(label="Massimale per i danni", min_value=0, help_text="0,00 se non si coprono i danni")
    inizio = CampoData(label="Vale dal")
    scade_il = CampoData(label="Vale fino al", help_text="Non oltre la fine del contratto")
    titolare = forms.CharField(label="A favore di", max_length=200, help_text="Il proprietario, come sarà scritto")
    titolare_codice = CampoCodice(label="Codice fiscale o partita IVA", max_length=16, required=False)
    titolare_iban = CampoCodice(
        label="IBAN", max_length=42, required=False, help_text="Dove il fondo paga, se è escussa"
    )

    class Meta:
        model = Garanzia
        fields = (
            "titolare", "titolare_codice", "titolare_iban", "motivo", "mensilita", "franchigia_mensilita",
            "massimale_canoni", "massimale_danni", "inizio", "scade_il",
        )  # fmt: skip

    def __init__(self, *args: Any, mensilita_massime: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nome in ("mensilita", "franchigia_mensilita"):
            campo = self.fields[nome]
            campo.validators.append(MaxValueValidator(mensilita_massime, f"Al massimo {mensilita_massime}."))
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("A favore di chi", "titolare", Row("titolare_codice", "titolare_iban")),
            Fieldset(
                "Che cosa si garantisce",
                Row("mensilita", "massimale_canoni"),
                Row("massimale_danni", "franchigia_mensilita"),
                Row("inizio", "scade_il"),
            ),
            Fieldset("Perché", "motivo"),
        )

    def clean_titolare_iban(self) -> str:
        return controllato(self.cleaned_data["titolare_iban"], iban, IBAN_SBAGLIATO)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if "massimale_canoni" in dati and dati["massimale_canoni"] is None and dati.get("mensilita"):
            dati["massimale_canoni"] = massimale_canoni(self.instance.canone_mensile, dati["mensilita"])
        return dati


class IstruisciForm(forms.Form):
    istruttoria = area(
        "Che cosa si è verificato", "Reddito, canone sostenibile, affidabilità, parere", massimo=2000, righe=6
    )


class ApprovaForm(forms.Form):
    atto = forms.CharField(label="Atto", max_length=160, help_text="Per esempio: Determinazione 88/2026")
    motivo_decisione = area("Perché", "Facoltativo: che cosa ha pesato nella decisione", required=False)
    deroga = area(
        "Deroga", "Solo se nel fondo non c’è abbastanza: perché si approva lo stesso. Resta scritta", required=False
    )


class RifiutaForm(forms.Form):
    motivo_decisione = area("Perché", "Lo legge la famiglia")
    atto = forms.CharField(label="Atto", max_length=160, required=False, help_text="Se c’è")


class MotivoForm(forms.Form):
    motivo = area("Perché")


class SospendiForm(MotivoForm):
    lettera = forms.BooleanField(
        label="Prepara la lettera per il proprietario",
        required=False,
        initial=True,
        help_text="Resta fra le lettere",
    )


class FineForm(SospendiForm):
    finita_il = CampoData(label="Finisce il", initial=oggi, validators=[passato])

    helper = FormHelper()
    helper.layout = Layout("finita_il", "motivo", "lettera")


class AttivaForm(forms.Form):
    attiva_dal = CampoData(label="Consegnata il", initial=oggi, validators=[passato])
    accettazione = forms.FileField(
        label="Lettera firmata",
        required=False,
        help_text="PDF o foto, fino a 20 MB. Si può aggiungere anche solo la data",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"empty": "Il file è vuoto."},
    )


class LetteraForm(forms.Form):
    """Which letter to the owner, and where the home is when the office does not know."""

    documento = forms.ChoiceField(
        label="Lettera",
        choices=((LETTERA, "Lettera di garanzia, da firmare"), (SOSPENSIONE, "Sospensione")),
        widget=forms.RadioSelect,
    )
    casa = forms.CharField(
        label="Dov’è la casa", max_length=200, required=False, help_text="Via, numero e comune, come nel contratto"
    )

    def __init__(self, *args: Any, sospesa: bool, casa: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("documento", SOSPENSIONE if sospesa else LETTERA)
        self.initial.setdefault("casa", casa)
        if not sospesa:
            self.fields["documento"].choices = self.fields["documento"].choices[:1]
