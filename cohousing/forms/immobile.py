"""What is typed about a building of the survey, and in its acts."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db import models

from cohousing.choices import Categoria, StatoImmobile
from cohousing.models import RicognizioneImmobile
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoCodice, CampoData, ScelteMultiple, con_calendario
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune

DA_1_A_5 = [("", "Non si sa ancora"), *((n, str(n)) for n in range(1, 6))]
RILIEVO = ("superficie", "posti_letto", "stato_conservazione", "servizi_vicini", "accessibile", "vincoli")
AIUTO_CONSERVAZIONE = "1 rovina, 2 cattivo, 3 mediocre, 4 buono, 5 pronto"
AIUTO_SERVIZI = "1 isolato, 3 raggiungibili a piedi o in autobus, 5 sotto casa"


class CampoMetri(CampoEuro):
    """Square metres, typed as 72,5."""

    unita = "m²"
    default_error_messages = {
        "invalid": "Scrivi una misura come 72,5.",
        "max_decimal_places": "La misura ha troppi decimali.",
        "max_digits": "La misura è troppo grande.",
        "max_whole_digits": "La misura è troppo grande.",
        "required": "Scrivi la superficie.",
    }


def campo_immobile(campo: Any, **opzioni: Any) -> Any:
    """``formfield_callback``: amounts and metres as the office writes them, scales as a choice of five."""
    if isinstance(campo, models.DecimalField):
        tipo = CampoMetri if campo.name == "superficie" else CampoEuro
        return campo.formfield(form_class=tipo, **opzioni)
    return con_calendario(campo, **opzioni)


def da_1_a_5(label: str, help_text: str, *, required: bool = False) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=DA_1_A_5,
        coerce=int,
        empty_value=None,
        required=required,
        help_text=help_text,
        error_messages={"required": "Scegli da 1 a 5."},
    )


class ImmobileForm(forms.ModelForm):
    """A building, told of for the first time or to correct."""

    segnalato_il = CampoData(label="Segnalato il", initial=oggi, validators=[passato])
    categorie = ScelteMultiple(label="Per chi potrebbe essere", choices=Categoria, required=False)
    catasto_categoria = CampoCodice(label="Categoria catastale", max_length=5, required=False, help_text="Come B/5")
    stato_conservazione = da_1_a_5("Stato di conservazione", AIUTO_CONSERVAZIONE)
    servizi_vicini = da_1_a_5("Servizi e trasporti vicini", AIUTO_SERVIZI)

    class Meta:
        model = RicognizioneImmobile
        fields = (
            "comune", "indirizzo", "civico", "denominazione", "catasto_foglio", "catasto_particella",
            "catasto_subalterno", "catasto_categoria", "proprietario_tipo", "proprietario", "destinazione",
            "disponibilita", "disponibile_dal", "titolo_possibile", *RILIEVO, "rilevato_il", "costo_adeguamento",
            "categorie", "fonte", "segnalato_il", "note",
        )  # fmt: skip
        formfield_callback = campo_immobile
        labels = {
            "comune": "Comune", "indirizzo": "Via o piazza", "civico": "Numero civico",
            "denominazione": "Come si chiama", "catasto_foglio": "Foglio", "catasto_particella": "Particella",
            "catasto_subalterno": "Subalterno", "proprietario_tipo": "Di chi è", "proprietario": "Proprietario",
            "destinazione": "A che cosa serve adesso", "disponibilita": "Disponibilità",
            "disponibile_dal": "Disponibile dal", "titolo_possibile": "Come si potrebbe avere",
            "superficie": "Superficie", "posti_letto": "Posti letto possibili",
            "accessibile": "È accessibile a chi ha una disabilità motoria", "vincoli": "Vincoli",
            "rilevato_il": "Sopralluogo del", "costo_adeguamento": "Costo stimato dei lavori",
            "fonte": "Da dove viene", "note": "Note",
        }  # fmt: skip
        help_texts = {
            "denominazione": "Per esempio: ex scuola elementare",
            "disponibile_dal": "Lascia vuoto se lo è da subito, o se non si sa",
            "proprietario": "Il nome dell’ente; di un privato scrivi solo ciò che serve per ritrovarlo",
            "vincoli": "Per esempio: vincolo della Soprintendenza, area a rischio idraulico",
        }
        error_messages = {
            "comune": {"required": "Scegli il comune."},
            "indirizzo": {"required": "Scrivi la via o la piazza."},
            "proprietario_tipo": {"required": "Scegli di chi è."},
            "fonte": {"required": "Scegli da dove viene."},
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        suo = Comune.objects.filter(pk=self.instance.comune_id) if self.instance.pk else Comune.objects.none()
        campi["comune"].queryset, campi["comune"].empty_label = Comune.objects.aderenti(oggi()) | suo, "Scegli"
        for nome in ("proprietario_tipo", "fonte"):
            campi[nome].choices = [("", "Scegli"), *((v, parola) for v, parola in campi[nome].choices if v)]
        if self.instance.stato == StatoImmobile.SEGNALATO:
            del campi["rilevato_il"]
        visto = ["rilevato_il"] if "rilevato_il" in campi else []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Dov’è", "comune", Row("indirizzo", "civico"), "denominazione"),
            Fieldset("Di chi è", Row("proprietario_tipo", "proprietario"), "destinazione"),
            Fieldset("Se si può avere", Row("disponibilita", "disponibile_dal", "titolo_possibile")),
            Fieldset(
                "Com’è", *visto, Row("superficie", "posti_letto"), Row("stato_conservazione", "servizi_vicini"),
                "accessibile", "vincoli",
            ),
            Fieldset("Che cosa se ne potrebbe fare", "costo_adeguamento", "categorie"),
            Fieldset(
                "Catasto", Row("catasto_foglio", "catasto_particella"), Row("catasto_subalterno", "catasto_categoria")
            ),
            Fieldset("Segnalazione", Row("fonte", "segnalato_il"), "note"),
        )  # fmt: skip

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields if nome in self.cleaned_data}


class RilevaForm(forms.ModelForm):
    """What was seen on the spot."""

    rilevato_il = CampoData(
        label="Sopralluogo del",
        initial=oggi,
        validators=[passato],
        error_messages={"required": "Scrivi il giorno del sopralluogo."},
    )
    posti_letto = forms.IntegerField(
        label="Posti letto possibili",
        min_value=1,
        max_value=500,
        help_text="Quanti ce ne starebbero dopo i lavori",
        error_messages={"required": "Scrivi quanti posti letto può avere."},
    )
    stato_conservazione = da_1_a_5("Stato di conservazione", AIUTO_CONSERVAZIONE, required=True)
    servizi_vicini = da_1_a_5("Servizi e trasporti vicini", AIUTO_SERVIZI, required=True)

    class Meta:
        model = RicognizioneImmobile
        fields = ("rilevato_il", *RILIEVO)
        formfield_callback = campo_immobile
        labels = {
            "superficie": "Superficie", "accessibile": "È accessibile a chi ha una disabilità motoria",
            "vincoli": "Vincoli",
        }  # fmt: skip
        help_texts = {"vincoli": "Lascia vuoto se non ce ne sono"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superficie"].required = True
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "rilevato_il", Row("superficie", "posti_letto"), Row("stato_conservazione", "servizi_vicini"),
            "accessibile", "vincoli",
        )  # fmt: skip


class ValutaForm(forms.ModelForm):
    """What makes the score possible: cost, title, for whom."""

    categorie = ScelteMultiple(
        label="Per chi potrebbe essere",
        choices=Categoria,
        error_messages={"required": "Scegli almeno una categoria."},
    )

    class Meta:
        model = RicognizioneImmobile
        fields = ("costo_adeguamento", "titolo_possibile", "categorie")
        formfield_callback = campo_immobile
        labels = {"costo_adeguamento": "Costo stimato dei lavori", "titolo_possibile": "Come si potrebbe avere"}
        help_texts = {"costo_adeguamento": "Se hai scritto le fasi, è già la loro somma"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["costo_adeguamento"].required = True


class ProponiForm(forms.Form):
    proposta = forms.CharField(
        label="La proposta",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Per chi, che cosa diventa, chi la segue. Fasi, costi e punteggio ci sono già.",
        error_messages={"required": "Scrivi il testo della proposta."},
    )


class ApprovaForm(forms.Form):
    seduta = forms.CharField(
        label="Seduta della Cabina di Regia",
        max_length=160,
        help_text="Per esempio: seduta n. 4 del 12/11/2026",
        error_messages={"required": "Scrivi in quale seduta la Cabina ha deciso."},
    )
    approvato_il = CampoData(
        label="Approvato il", validators=[passato], error_messages={"required": "Scrivi quando l’ha approvato."}
    )


class RinviaForm(forms.Form):
    osservazioni = forms.CharField(
        label="Che cosa osserva la Cabina",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Scrivi che cosa osserva la Cabina."},
    )


class ScartaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché si scarta",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché l’immobile è scartato."},
    )
