"""What is typed of a contact with the desk: in twenty seconds, or corrected later."""

from datetime import date, datetime, time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from sportello.choices import Canale, ChiChiede, EsitoAccesso, MotivoAccesso
from sportello.models import Accesso
from sportello.queries.accesso import FUORI
from valdera_housing.forms.nucleo import descrivi, passato
from valdera_housing.kit.campi import CampoData, ScelteMultiple
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Persona, Sede

DA_FUORI = "FUORI"
ALTRO = HTML('<details class="apri altro-accesso"{% if form.altro_aperto %} open{% endif %}><summary>Altro</summary>')
FINE_ALTRO = HTML("</details>")


def gettoni(nome: str) -> Field:
    """The words of a field as chips, one beside the other."""
    return Field(nome, wrapper_class="gettoni")


class AccessoForm(forms.ModelForm):
    """The facts of a contact. Place and channel come filled, an empty time is now: most people choose three words."""

    canale = forms.ChoiceField(label="Come", choices=Canale, widget=forms.RadioSelect)
    comune = forms.ChoiceField(
        label="Comune di residenza",
        widget=forms.RadioSelect,
        error_messages={"required": f"Scegli il comune, o «{FUORI}»."},
    )
    motivi = ScelteMultiple(
        label="Perché", choices=MotivoAccesso, error_messages={"required": "Scegli almeno un motivo."}
    )
    esiti = ScelteMultiple(
        label="Che cosa si è fatto", choices=EsitoAccesso, error_messages={"required": "Scegli che cosa si è fatto."}
    )
    chi_chiede = forms.ChoiceField(
        label="Chi chiede", choices=ChiChiede, widget=forms.RadioSelect, initial=ChiChiede.INQUILINO
    )
    giorno = CampoData(label="Giorno", required=False, validators=[passato], help_text="Vuoto: oggi")
    ora = forms.TimeField(
        label="Ora",
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text="Vuota: adesso",
    )
    minuti = forms.IntegerField(label="Durata", required=False, min_value=1, max_value=480)

    class Meta:
        model = Accesso
        fields = (
            "canale", "sede", "comune", "motivi", "esiti", "chi_chiede", "minuti", "inviato_a", "nota", "primo_accesso"
        )  # fmt: skip
        labels = {"sede": "Dove", "primo_accesso": "È la prima volta che si rivolge allo sportello"}
        help_texts = {"inviato_a": "Il servizio o l’associazione", "nota": "Niente diagnosi: solo quello che serve"}
        widgets = {"nota": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, persona: Persona | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gia = self.instance if self.instance.pk else None
        self.fields["sede"].queryset = Sede.objects.filter(Q(attiva=True) | Q(pk=gia.sede_id if gia else None))
        self.fields["sede"].empty_label = "Nessuna sede"
        scelti = Comune.objects.aderenti(oggi())
        if gia and gia.comune:
            scelti = scelti | Comune.objects.filter(pk=gia.comune_id)
        self.comuni = {str(comune.pk): comune for comune in scelti}
        self.fields["comune"].choices = [*((pk, c.nome) for pk, c in self.comuni.items()), (DA_FUORI, FUORI)]
        self.fields["minuti"].unita = "minuti"
        if gia:
            quando = timezone.localtime(gia.avvenuto_alle)
            self.initial |= {"giorno": quando.date(), "ora": quando.time(), "comune": str(gia.comune_id or DA_FUORI)}
            for nome in ("giorno", "ora"):
                self.fields[nome].required, self.fields[nome].help_text = True, ""
            persona = gia.persona
        if persona:
            del self.fields["primo_accesso"]

    def clean_comune(self) -> Comune | None:
        return self.comuni.get(self.cleaned_data["comune"])

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        giorno, ora = dati.get("giorno") or oggi(), dati.get("ora")
        if "giorno" in self.errors or "ora" in self.errors:
            return dati
        if ora is None and giorno != oggi():
            self.add_error("ora", "Scrivi a che ora, anche all’incirca.")
        elif ora and istante(giorno, ora) > timezone.now():
            self.add_error("ora", "Quest’ora deve ancora venire.")
        return dati

    def dati(self) -> dict[str, Any]:
        """What the act writes; without day and hour it is now."""
        scritti = self.cleaned_data
        ora = scritti["ora"]
        quando = istante(scritti["giorno"] or oggi(), ora) if ora else timezone.now()
        return {n: scritti[n] for n in self.Meta.fields if n in scritti} | {"avvenuto_alle": quando}

    @property
    def altro_aperto(self) -> bool:
        """The folded part is open when it holds an error, or when an access is corrected."""
        fuori = {"canale", "sede", "comune", "motivi", "esiti"}
        return bool(self.instance.pk or set(self.errors) - fuori - {"__all__"})

    @property
    def helper(self) -> FormHelper:
        primo = ["primo_accesso"] if "primo_accesso" in self.fields else []
        cerca = ["cerca"] if "cerca" in self.fields else []
        aiuto = FormHelper()
        aiuto.layout = Layout(
            gettoni("canale"), "sede", gettoni("comune"), gettoni("motivi"), gettoni("esiti"),
            ALTRO, gettoni("chi_chiede"), *cerca, *primo, Row("giorno", "ora"), "minuti", "inviato_a", "nota",
            FINE_ALTRO,
        )  # fmt: skip
        return aiuto


def istante(giorno: date, ora: time) -> datetime:
    return timezone.make_aware(datetime.combine(giorno, ora))


class NuovoAccessoForm(AccessoForm):
    """A contact that has just happened. The first word to choose is where the person lives: focus starts there."""

    cerca = forms.CharField(
        label="Cognome della persona",
        required=False,
        max_length=80,
        help_text="Se lo scrivi, dopo avere registrato la cerchi in archivio.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comune"].widget.attrs["autofocus"] = True
        if "primo_accesso" not in self.fields:
            del self.fields["cerca"]


class CollegaForm(forms.Form):
    """Which of the people found is the one who came."""

    persona = forms.ModelChoiceField(
        label="Persona",
        queryset=Persona.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Scegli la persona.", "invalid_choice": "Scegli una delle persone."},
    )

    def __init__(self, *args: Any, persone: QuerySet[Persona], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persona"].queryset = persone
        self.fields["persona"].label_from_instance = descrivi


class PeriodoForm(forms.Form):
    """From which day to which, both included."""

    dal = CampoData(label="Dal")
    al = CampoData(label="Al")

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        dal, al = dati.get("dal"), dati.get("al")
        if dal and al and al < dal:
            self.add_error("al", "La fine viene prima dell’inizio.")
        return dati
