"""Work: what is offered, the path of a person and how it ended."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import Q, QuerySet

from sportello.choices import EsitoPercorso, TipoTirocinio
from sportello.forms.rete import SceltaRisorsa, risorse_in_uso
from sportello.models import OpportunitaLavoro, PercorsoLavoro, RisorsaTerritorio
from sportello.rules.lavoro import SoglieTirocinio
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData, con_calendario
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Persona


class OpportunitaForm(forms.ModelForm):
    risorsa = SceltaRisorsa(label="Chi la offre", queryset=RisorsaTerritorio.objects.none(), empty_label="Scegli")
    comune = forms.ModelChoiceField(
        label="Dove", queryset=Comune.objects.none(), required=False, empty_label="Altrove, o più comuni"
    )
    requisiti = forms.CharField(
        label="Che cosa serve", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    posti = forms.IntegerField(label="Posti", initial=1, min_value=1, max_value=9999)
    pubblicata_il = CampoData(label="Pubblicata il", initial=oggi, validators=[passato])
    scade_il = CampoData(label="Scade il", required=False, help_text="Vuoto: non ha una scadenza")

    class Meta:
        model = OpportunitaLavoro
        fields = ("risorsa", "ruolo", "comune", "requisiti", "posti", "pubblicata_il", "scade_il")
        labels = {"ruolo": "Che lavoro è"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risorsa"].queryset = risorse_in_uso(compresa=self.instance.risorsa_id)
        self.fields["comune"].queryset = Comune.objects.aderenti(oggi())
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "ruolo", Row("risorsa", "comune"), "requisiti", Row("posti", "pubblicata_il", "scade_il")
        )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        pubblicata, scade = dati.get("pubblicata_il"), dati.get("scade_il")
        if pubblicata and scade and scade < pubblicata:
            self.add_error("scade_il", "La scadenza viene prima della pubblicazione.")
        return dati

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class PercorsoForm(forms.ModelForm):
    """A path, new or as it goes on. The person is chosen once."""

    persona = forms.ModelChoiceField(label="Chi", queryset=Persona.objects.none(), empty_label="Scegli")
    aperto_il = CampoData(label="Iniziato il", initial=oggi, validators=[passato])
    did_il = CampoData(
        label="DID del",
        required=False,
        validators=[passato],
        help_text="La dichiarazione di disponibilità al centro per l’impiego",
    )
    patto_il = CampoData(
        label="Patto di servizio del",
        required=False,
        validators=[passato],
        help_text="Si firma al centro per l’impiego, dopo la DID",
    )
    tirocinio = forms.ChoiceField(label="Tirocinio", choices=TipoTirocinio, initial=TipoTirocinio.NESSUNO)
    opportunita = forms.ModelChoiceField(
        label="Opportunità",
        queryset=OpportunitaLavoro.objects.none(),
        required=False,
        empty_label="Nessuna",
        help_text="Se risponde a un’offerta della rete",
    )
    ospitante = SceltaRisorsa(
        label="Dove si svolge", queryset=RisorsaTerritorio.objects.none(), required=False, empty_label="Non ancora"
    )
    indennita = CampoEuro(label="Indennità al mese", required=False, min_value=0, max_digits=8)
    nota = forms.CharField(label="Nota", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = PercorsoLavoro
        fields = (
            "persona",
            "aperto_il",
            "obiettivo",
            "did_il",
            "patto_il",
            "opportunita",
            "corso",
            "tirocinio",
            "ospitante",
            "tirocinio_dal",
            "tirocinio_al",
            "indennita",
            "nota",
        )
        labels = {
            "obiettivo": "Che cosa si cerca",
            "corso": "Corso",
            "tirocinio_dal": "Tirocinio dal",
            "tirocinio_al": "Tirocinio al",
        }
        formfield_callback = con_calendario

    def __init__(self, *args: Any, adulti: QuerySet[Persona] | None, soglie: SoglieTirocinio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if adulti is None:
            del self.fields["persona"]
        else:
            self.fields["persona"].queryset = adulti
        aperte = Q(scade_il=None) | Q(scade_il__gte=oggi()) | Q(pk=self.instance.opportunita_id)
        self.fields["opportunita"].queryset = OpportunitaLavoro.objects.filter(aperte).select_related("risorsa")
        self.fields["ospitante"].queryset = risorse_in_uso(compresa=self.instance.ospitante_id)
        self.fields["indennita"].help_text = f"In Toscana il minimo è {in_euro(soglie.indennita)}"
        chi = [Row("persona", "aperto_il")] if "persona" in self.fields else ["aperto_il"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Percorso", *chi, "obiettivo", Row("did_il", "patto_il")),
            Fieldset("Offerta e corso", "opportunita", "corso"),
            Fieldset("Tirocinio", Row("tirocinio", "ospitante"), Row("tirocinio_dal", "tirocinio_al"), "indennita"),
            Fieldset("Altro", "nota"),
        )

    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields if nome in self.fields}


class ConcludiPercorsoForm(forms.Form):
    esito = forms.ChoiceField(
        label="Com’è finito",
        choices=[("", "Scegli"), *EsitoPercorso.choices],
        error_messages={"required": "Scegli com’è finito."},
    )
    concluso_il = CampoData(label="Concluso il", initial=oggi, validators=[passato])
    nota = forms.CharField(label="Nota", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
