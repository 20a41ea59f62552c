"""The network: a resource, what it takes on for a household, a meeting of the table."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import Q, QuerySet

from sportello.choices import AiutoOfferto, TipoRisorsa
from sportello.models import ImpegnoRisorsa, IncontroTavolo, RisorsaTerritorio
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData, ScelteMultiple
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune

# Who sits at the SdS table: companies, agencies and those who stand by workers.
TIPI_DEL_TAVOLO = (
    TipoRisorsa.AZIENDA,
    TipoRisorsa.COOP_B,
    TipoRisorsa.AGENZIA_LAVORO,
    TipoRisorsa.AGENZIA_FORMATIVA,
    TipoRisorsa.CENTRO_IMPIEGO,
    TipoRisorsa.SINDACATO,
    TipoRisorsa.PATRONATO,
    TipoRisorsa.ENTE,
)


class SceltaRisorsa(forms.ModelChoiceField):
    """A resource by name and place."""

    def label_from_instance(self, risorsa: RisorsaTerritorio) -> str:
        return con_luogo(risorsa)


class SceltaPresenti(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, risorsa: RisorsaTerritorio) -> str:
        return con_luogo(risorsa)


def con_luogo(risorsa: RisorsaTerritorio) -> str:
    return f"{risorsa.nome}, {risorsa.comune}" if risorsa.comune else risorsa.nome


def risorse_in_uso(*, compresa: int | None = None) -> QuerySet[RisorsaTerritorio]:
    """Those that still help, and the one already chosen."""
    scelte = RisorsaTerritorio.objects.filter(Q(attiva=True) | Q(pk=compresa))
    return scelte.select_related("comune").order_by("cercabile", "pk")


class RisorsaForm(forms.ModelForm):
    tipo = forms.ChoiceField(label="Che cosa è", choices=[("", "Scegli"), *TipoRisorsa.choices])
    comune = forms.ModelChoiceField(
        label="Comune", queryset=Comune.objects.none(), required=False, empty_label="Tutto il territorio"
    )
    sito = forms.URLField(label="Sito", required=False, assume_scheme="https")
    aiuti = ScelteMultiple(
        label="Che cosa offre",
        choices=AiutoOfferto.choices,
        error_messages={"required": "Scegli almeno un aiuto."},
    )
    descrizione = forms.CharField(
        label="Come funziona",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Orari, come si chiede, che cosa serve portare",
    )
    aggiornata_il = CampoData(
        label="Controllata il",
        initial=oggi,
        validators=[passato],
        help_text="L’ultima volta che qualcuno ha verificato questi dati",
    )

    class Meta:
        model = RisorsaTerritorio
        fields = (
            "nome",
            "tipo",
            "comune",
            "indirizzo",
            "telefono",
            "email",
            "sito",
            "referente",
            "aiuti",
            "descrizione",
            "aggiornata_il",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comune"].queryset = Comune.objects.aderenti(oggi())
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Chi è", "nome", Row("tipo", "comune")),
            Fieldset("Che cosa offre", "aiuti", "descrizione"),
            Fieldset("Contatti", "indirizzo", Row("telefono", "email"), Row("sito", "referente")),
            Fieldset("Quanto è recente", "aggiornata_il"),
        )

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class ImpegnoForm(forms.ModelForm):
    """Who, what, since when."""

    risorsa = SceltaRisorsa(label="Chi", queryset=RisorsaTerritorio.objects.none(), empty_label="Scegli")
    dal = CampoData(label="Dal", initial=oggi, validators=[passato])

    class Meta:
        model = ImpegnoRisorsa
        fields = ("risorsa", "che_cosa", "dal")
        labels = {"che_cosa": "Che cosa fa per questo nucleo"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risorsa"].queryset = risorse_in_uso(compresa=self.instance.risorsa_id)

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class ConcludiImpegnoForm(forms.Form):
    al = CampoData(label="Fino al", initial=oggi, validators=[passato])
    esito = forms.CharField(label="Com’è andata", max_length=300)


class TavoloForm(forms.ModelForm):
    giorno = CampoData(label="Giorno", initial=oggi)
    ordine_del_giorno = forms.CharField(
        label="Ordine del giorno", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    presenti = SceltaPresenti(label="Chi c’era", queryset=RisorsaTerritorio.objects.none(), required=False)
    resoconto = forms.CharField(
        label="Che cosa si è detto", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    decisioni = forms.CharField(
        label="Che cosa si è deciso",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Una decisione per riga, con chi se ne occupa",
    )

    class Meta:
        model = IncontroTavolo
        fields = ("giorno", "luogo", "ordine_del_giorno", "presenti", "altri_presenti", "resoconto", "decisioni")
        labels = {"luogo": "Dove", "altri_presenti": "Altri presenti"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scelte = Q(attiva=True, tipo__in=TIPI_DEL_TAVOLO)
        if self.instance.pk:
            scelte |= Q(pk__in=self.instance.presenti.values("pk"))
        risorse = RisorsaTerritorio.objects.filter(scelte).select_related("comune")
        self.fields["presenti"].queryset = risorse.order_by("cercabile", "pk")
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Incontro", Row("giorno", "luogo"), "ordine_del_giorno"),
            Fieldset("Presenti", "presenti", "altri_presenti"),
            Fieldset("Resoconto", "resoconto", "decisioni"),
        )

    def dati(self) -> dict[str, Any]:
        """What is written on the row; who was there is a list of its own."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields if nome != "presenti"}


class VerbaleTavoloForm(forms.Form):
    file = forms.FileField(
        label="Verbale firmato",
        help_text="PDF, P7M o foto, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ".pdf,.p7m,.jpg,.jpeg,.png"}),
        error_messages={"required": "Scegli il file.", "empty": "Il file è vuoto."},
    )
