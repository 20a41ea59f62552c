"""An application: which measure for which household, what it declares and asks, and each act with its facts."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from sportello.choices import CausaIncolpevole, ModalitaMisura, TipoRequisito
from sportello.models import DocumentoMisura, DomandaMisura, Misura, Sfratto
from sportello.rules.importo_misura import Massimale
from sportello.rules.misura import Requisito, normalizza_categoria
from valdera_housing.forms.euro import CampoEuro, CampoPercentuale, importo_positivo
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Isee, Persona

ACCETTATI = ".pdf,.jpg,.jpeg,.png"
# What a requirement, or a use of the money, needs to know: the others are not asked.
CAMPI_DI_REQUISITO: dict[str, tuple[str, ...]] = {
    TipoRequisito.CITTADINANZA: ("cittadinanza_o_permesso",),
    TipoRequisito.RESIDENZA_MESI: ("residente_dal",),
    TipoRequisito.RESIDENZA_O_LAVORO: ("residenza_o_lavoro",),
    TipoRequisito.CONTRATTO_REGISTRATO: ("contratto_registrato",),
    TipoRequisito.CATEGORIA_CATASTALE: ("categoria_catastale",),
    TipoRequisito.NON_ERP: ("alloggio_erp",),
    TipoRequisito.INCIDENZA_MINIMA: ("canone_annuo",),
    TipoRequisito.CALO_REDDITO: ("reddito_prima", "reddito_dopo"),
    TipoRequisito.CAUSA_INCOLPEVOLE: ("causa", "causa_del"),
    TipoRequisito.EVENTO_MESI: ("causa_del",),
    TipoRequisito.QUOTA_PROPRIETA: ("quota_proprieta",),
    TipoRequisito.ALLOGGIO_VICINO: ("alloggio_vicino",),
    TipoRequisito.PATRIMONIO_IMMOBILIARE: ("patrimonio_immobiliare",),
    TipoRequisito.PATRIMONIO_MOBILIARE: ("patrimonio_mobiliare",),
    TipoRequisito.PATRIMONIO_TOTALE: ("patrimonio_immobiliare", "patrimonio_mobiliare"),
    TipoRequisito.DICHIARAZIONE: ("dichiarazione",),
}
CAMPI_DI_MODALITA: dict[str, tuple[str, ...]] = {
    ModalitaMisura.RINUNCIA: ("importo_morosita", "spese_legali"),
    ModalitaMisura.NUOVO_CONTRATTO: ("importo_morosita", "spese_legali"),
    ModalitaMisura.CASA_A_CASA: ("nuovo_canone", "deposito", "agenzia"),
    ModalitaMisura.DIFFERIMENTO: ("canone_annuo",),
    ModalitaMisura.DEPOSITO: ("deposito",),
    ModalitaMisura.CANONI: ("nuovo_canone",),
    ModalitaMisura.CONTRIBUTO: ("canone_annuo",),
}
SEZIONI = (
    ("Chi chiede", ("richiedente", "isee", "sfratto", "cittadinanza_o_permesso", "residenza_o_lavoro")),
    (
        "La casa dove abita",
        ("residente_dal", "contratto_registrato", "categoria_catastale", "alloggio_erp", "canone_annuo"),
    ),
    ("Il reddito", ("reddito_prima", "reddito_dopo", "causa", "causa_del")),
    (
        "Che cosa possiede",
        ("quota_proprieta", "alloggio_vicino", "patrimonio_immobiliare", "patrimonio_mobiliare", "dichiarazione"),
    ),
    (
        "Che cosa si chiede",
        (
            "modalita",
            "importo_morosita",
            "spese_legali",
            "nuovo_canone",
            "deposito",
            "agenzia",
            "importo_richiesto",
        ),
    ),
)
SEMPRE = ("richiedente", "isee", "sfratto", "modalita", "importo_richiesto")


def contenuto(file: UploadedFile | None) -> tuple[str, bytes] | None:
    """(name, bytes) of an uploaded file."""
    return (file.name or "file", file.read()) if file else None


def campo_file(etichetta: str, **altro: Any) -> forms.FileField:
    return forms.FileField(
        label=etichetta,
        help_text="PDF o foto, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"empty": "Il file è vuoto.", "required": "Scegli il file."},
        **altro,
    )


def si_o_no(etichetta: str) -> forms.TypedChoiceField:
    """Yes, no, or nobody knows yet."""
    return forms.TypedChoiceField(
        label=etichetta,
        required=False,
        choices=(("", "Non si sa ancora"), ("True", "Sì"), ("False", "No")),
        coerce=lambda testo: testo == "True",
        empty_value=None,
    )


def euro(etichetta: str, aiuto: str = "", cifre: int = 12) -> CampoEuro:
    return CampoEuro(label=etichetta, help_text=aiuto, required=False, min_value=0, max_digits=cifre)


class NuovaDomandaForm(forms.Form):
    """The household by its code and the measure: the rest is already known."""

    nucleo = CampoCodice(
        label="Codice del nucleo", max_length=14, help_text="Per esempio N-2026-0042: è in cima alla sua scheda"
    )
    misura = forms.ModelChoiceField(label="Misura", queryset=Misura.objects.none(), empty_label="Scegli")

    def __init__(self, *args: Any, casi: QuerySet[Caso], misure: QuerySet[Misura], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.casi = casi
        self.fields["misura"].queryset = misure

    def clean_nucleo(self) -> Caso:
        codice = self.cleaned_data["nucleo"].replace("\x00", "")
        caso = self.casi.filter(nucleo__codice=codice).order_by("-aperto_il", "-pk").first()
        if caso is None:
            raise forms.ValidationError("Non c’è un caso aperto per questo nucleo: controlla il codice.")
        return caso


class CercaNucleoForm(forms.Form):
    """Whose household to look at, by its code."""

    nucleo = CampoCodice(
        label="Codice del nucleo", max_length=14, help_text="Per esempio N-2026-0042: è in cima alla sua scheda"
    )


class DomandaForm(forms.ModelForm):
    """What the household declares and asks: only what this measure looks at."""

    cittadinanza_o_permesso = si_o_no("Cittadinanza o permesso di soggiorno valido")
    residenza_o_lavoro = si_o_no("Risiede o lavora in uno dei comuni")
    contratto_registrato = si_o_no("Il contratto è registrato")
    alloggio_erp = si_o_no("L’alloggio è una casa popolare")
    alloggio_vicino = si_o_no("Possiede una casa adeguata vicina")
    dichiarazione = si_o_no("Dichiara quanto chiede il bando")
    residente_dal = CampoData(label="Residente nell’alloggio dal", required=False, validators=[passato])
    causa_del = CampoData(label="Da quando", required=False, validators=[passato])
    causa = forms.ChoiceField(
        label="Perché il reddito è calato",
        required=False,
        choices=[("", "Non si sa ancora"), *CausaIncolpevole.choices],
    )
    categoria_catastale = forms.CharField(
        label="Categoria catastale", max_length=5, required=False, help_text="Per esempio A/3: è nel contratto"
    )
    canone_annuo = euro("Canone di un anno", "Senza gli oneri accessori")
    reddito_prima = euro("Reddito annuo prima del calo")
    reddito_dopo = euro("Reddito annuo di adesso")
    quota_proprieta = CampoPercentuale(
        label="Quota di proprietà di una casa", required=False, help_text="Zero se nessuno ne possiede"
    )
    patrimonio_immobiliare = euro("Altri immobili", "Il valore; zero se non ne ha")
    patrimonio_mobiliare = euro("Patrimonio mobiliare", "Conti, titoli, risparmi")
    importo_morosita = euro("Canoni arretrati")
    spese_legali = euro("Spese legali", cifre=10)
    nuovo_canone = euro("Canone al mese della nuova casa", cifre=10)
    deposito = euro("Deposito della nuova casa", cifre=10)
    agenzia = euro("Spese di agenzia", cifre=10)
    importo_richiesto = euro("Importo chiesto", "Vuoto: tutto quello che spetta")
    modalita = forms.ChoiceField(label="Per che cosa", required=False)

    class Meta:
        model = DomandaMisura
        fields = [nome for _, nomi in SEZIONI for nome in nomi]
        labels = {"richiedente": "Chi la chiede", "isee": "ISEE", "sfratto": "Sfratto"}

    def __init__(
        self,
        *args: Any,
        persone: QuerySet[Persona],
        requisiti: list[Requisito],
        massimali: list[Massimale],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        caso = self.instance.caso
        self.fields["richiedente"].queryset, self.fields["richiedente"].empty_label = persone, None
        self.fields["isee"].queryset = Isee.objects.filter(nucleo=caso.nucleo_id)
        self.fields["isee"].empty_label = "L’ultimo valido"
        self.fields["sfratto"].queryset = Sfratto.objects.filter(caso=caso)
        self.fields["sfratto"].empty_label = "Nessuno"
        usi = list(dict.fromkeys(m.modalita for m in massimali))
        self.fields["modalita"].choices = [("", "Da decidere"), *((u, ModalitaMisura(u).label) for u in usi)]
        self._tieni(requisiti, usi)

    def _tieni(self, requisiti: list[Requisito], usi: list[str]) -> None:
        """Leave out what this measure does not look at."""
        utili = set(SEMPRE)
        for requisito in requisiti:
            utili |= set(CAMPI_DI_REQUISITO.get(requisito.tipo, ()))
        for uso in usi:
            utili |= set(CAMPI_DI_MODALITA.get(uso, ()))
        if not usi or usi == [ModalitaMisura.GRADUATORIA]:
            utili -= {"importo_richiesto"} if usi else {"modalita"}
        for nome in set(self.fields) - utili:
            del self.fields[nome]

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        sezioni = [(titolo, [nome for nome in nomi if nome in self.fields]) for titolo, nomi in SEZIONI]
        aiuto.layout = Layout(*(Fieldset(titolo, *_a_coppie(nomi)) for titolo, nomi in sezioni if nomi))
        return aiuto

    def clean_categoria_catastale(self) -> str:
        return normalizza_categoria(self.cleaned_data["categoria_catastale"])[:5]


def _a_coppie(nomi: list[str]) -> list[Any]:
    """Fields two on a row."""
    return [Row(*nomi[i : i + 2]) if len(nomi) > i + 1 else nomi[i] for i in range(0, len(nomi), 2)]


class AllegaForm(forms.Form):
    richiesto = forms.ModelChoiceField(
        label="Quale documento è", queryset=DocumentoMisura.objects.none(), required=False, empty_label="Un altro"
    )
    nome = forms.CharField(
        label="Che cos’è", max_length=160, required=False, help_text="Serve solo se è un altro documento"
    )
    file = campo_file("File")

    def __init__(self, *args: Any, richiesti: QuerySet[DocumentoMisura], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["richiesto"].queryset = richiesti

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if "richiesto" in dati and not dati["richiesto"] and not dati.get("nome"):
            self.add_error("nome", "Scrivi che documento è.")
        return dati


def motivo(etichetta: str, aiuto: str = "", **altro: Any) -> forms.CharField:
    return forms.CharField(
        label=etichetta, help_text=aiuto, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **altro
    )


class PresentaForm(forms.Form):
    presentata_il = CampoData(label="Presentata il", initial=oggi, validators=[passato])
    protocollo = forms.CharField(label="Protocollo", max_length=40)
    motivo = motivo("Perché si presenta lo stesso", "Solo se un requisito risponde no", required=False)


class IntegrazioneForm(forms.Form):
    motivo = motivo("Che cosa manca")
    integrare_entro = CampoData(label="Entro il")

    def clean_integrare_entro(self) -> Any:
        giorno = self.cleaned_data["integrare_entro"]
        if giorno < oggi():
            raise forms.ValidationError("Questo giorno è già passato.")
        return giorno


class AmmettiForm(forms.Form):
    importo = CampoEuro(label="Importo ammesso", min_value=0, required=False, help_text="Vuoto: quello calcolato")
    pagare_a = forms.CharField(label="Nome di chi è pagato", max_length=160, required=False)
    motivo = motivo(
        "Motivo", "Serve se un requisito non risponde sì, o se l’importo supera quello calcolato", required=False
    )


class MotivoForm(forms.Form):
    """An act that wants its reason."""

    motivo = motivo("Motivo")


class CommissioneForm(forms.Form):
    commissione_il = CampoData(label="Commissione del", initial=oggi, validators=[passato])


class NonFinanziaForm(CommissioneForm):
    motivo = motivo("Motivo")


class LiquidaForm(forms.Form):
    """The payment; an owner also signs that he accepts."""

    liquidata_il = CampoData(label="Pagata il", initial=oggi, validators=[passato])
    importo = importo_positivo(label="Importo pagato")
    pagare_a = forms.CharField(label="Pagata a", max_length=160)
    accettazione_il = CampoData(label="Accettazione firmata il", required=False, validators=[passato])
    accettazione = campo_file("Accettazione firmata dal proprietario", required=False)

    def __init__(self, *args: Any, proprietario: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pagamento = Fieldset("Pagamento", Row("liquidata_il", "importo"), "pagare_a")
        self.helper = FormHelper()
        self.helper.layout = Layout(pagamento)
        if proprietario:
            self.helper.layout.append(Fieldset("Il proprietario ha accettato", "accettazione_il", "accettazione"))
        else:
            del self.fields["accettazione_il"], self.fields["accettazione"]
