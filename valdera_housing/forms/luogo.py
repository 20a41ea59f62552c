"""What is typed about desks, rooms, hours, closures and mediators."""

from datetime import date, time
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.contrib.postgres.forms import SimpleArrayField

from valdera_housing.choices import GiornoSettimana
from valdera_housing.kit.campi import CampoData, con_calendario
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Mediatore, OrarioApertura, Sede, Stanza

FINE_PRIMA = "La fine viene prima dell’inizio."


class CampoOra(forms.TimeField):
    """An hour of the day, typed as ``9:30`` or picked."""

    def __init__(self, **opzioni: Any) -> None:
        opzioni.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(**opzioni)


def con_giorno(campo: Any, **opzioni: Any) -> forms.Field:
    """``formfield_callback``: dates and hours as the office writes them."""
    if campo.get_internal_type() == "TimeField":
        opzioni["form_class"] = CampoOra
    return con_calendario(campo, **opzioni)


class SedeForm(forms.ModelForm):
    class Meta:
        model = Sede
        fields = ("nome", "tipo", "comune", "indirizzo", "telefono", "minuti_viaggio", "attiva")
        labels = {"minuti_viaggio": "Minuti di viaggio", "attiva": "Si usa ancora"}
        help_texts = {
            "telefono": "Lo scriviamo nei promemoria: chi non può venire chiama qui.",
            "minuti_viaggio": "Dalla sede centrale: restano liberi prima e dopo ogni appuntamento.",
            "attiva": "Se non si usa più, non si propone per gli appuntamenti.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comune"].queryset = Comune.objects.order_by("nome")
        self.fields["comune"].empty_label = "Scegli"
        self.fields["tipo"].choices = [("", "Scegli"), *Sede._meta.get_field("tipo").choices]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Che sede è", Row("nome", "tipo")),
            Fieldset("Dov’è", Row("comune", "indirizzo"), Row("telefono", "minuti_viaggio")),
            Fieldset("Uso", "attiva"),
        )


class StanzaForm(forms.ModelForm):
    class Meta:
        model = Stanza
        fields = ("nome", "uso", "posti", "minuti_massimi", "attiva")
        labels = {"minuti_massimi": "Durata massima, in minuti", "attiva": "Si usa ancora"}
        help_texts = {
            "uso": "Nelle stanze per riunioni brevi non si ricevono incontri aperti al pubblico.",
            "posti": "Quante persone al massimo; vuoto se non c’è un limite.",
            "minuti_massimi": "Di una prenotazione; vuoto se non c’è un limite.",
        }
        error_messages = {
            "posti": {"min_value": "Una stanza ha almeno un posto."},
            "minuti_massimi": {"min_value": "Una stanza si usa per almeno 15 minuti."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uso"].choices = [("", "Scegli"), *Stanza._meta.get_field("uso").choices]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Stanza", Row("nome", "uso")),
            Fieldset("Limiti", Row("posti", "minuti_massimi")),
            Fieldset("Uso", "attiva"),
        )


class OrarioForm(forms.ModelForm):
    """Hours of a day of the week, with the days in which they hold; ``stanza`` is chosen among those of the desk."""

    giorno = forms.TypedChoiceField(label="Giorno", choices=[("", "Scegli"), *GiornoSettimana.choices], coerce=int)

    class Meta:
        model = OrarioApertura
        fields = ("giorno", "dalle", "alle", "stanza", "valido_dal", "valido_al")
        formfield_callback = con_giorno
        help_texts = {
            "stanza": "Lascia vuoto se la sede ne ha una sola.",
            "valido_al": "Vuoto se non si sa ancora quando finisce.",
        }

    def __init__(self, *args: Any, sede: Sede, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stanza"].queryset = sede.stanze.filter(attiva=True)
        self.fields["stanza"].empty_label = "Nessuna in particolare"
        if not self.instance.pk:
            self.fields["valido_dal"].initial = oggi
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Quando", Row("giorno", "dalle", "alle"), "stanza"),
            Fieldset("Da quando a quando vale", Row("valido_dal", "valido_al")),
        )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        pretende_ordine(self, dati, "dalle", "alle")
        pretende_ordine(self, dati, "valido_dal", "valido_al", uguali=True)
        return dati


class TogliOrarioForm(forms.Form):
    """The last day of some hours; those that have not begun need none."""

    al = CampoData(label="Ultimo giorno in cui vale", initial=oggi)

    def __init__(self, *args: Any, valido_dal: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if valido_dal > oggi():
            del self.fields["al"]


class ChiusuraForm(forms.Form):
    dal = CampoData(label="Primo giorno")
    al = CampoData(label="Ultimo giorno", required=False, help_text="Vuoto se è un giorno solo.")
    motivo = forms.CharField(label="Perché", max_length=120, help_text="Per esempio ferie, sciopero, lavori.")
    tutte = forms.BooleanField(label="Chiudono tutte le sedi", required=False)

    helper = FormHelper()
    helper.layout = Layout(Fieldset("Quando", Row("dal", "al")), Fieldset("Motivo", "motivo", "tutte"))

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if "al" in dati and dati["al"] is None:
            dati["al"] = dati.get("dal")
        pretende_ordine(self, dati, "dal", "al", uguali=True)
        if dati.get("al") and dati["al"] < oggi():
            self.add_error("al", "Questi giorni sono già passati.")
        return dati


class MediatoreForm(forms.ModelForm):
    lingue = SimpleArrayField(
        forms.CharField(max_length=30, strip=True),
        label="Lingue",
        help_text="Se sono più di una, separale con una virgola: Wolof, Francese.",
        error_messages={"item_invalid": "La lingua in posizione %(nth)s non va: ", "required": "Scrivi una lingua."},
    )

    class Meta:
        model = Mediatore
        fields = ("nome", "lingue", "telefono", "email", "attivo")
        labels = {"attivo": "Lavora ancora con noi"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Chi è", "nome", "lingue"), Fieldset("Recapiti", Row("telefono", "email")), "attivo"
        )

    def clean_lingue(self) -> list[str]:
        """Each language once, written with its capital, so that it is found however it was typed."""
        lingue = [lingua.strip().capitalize() for lingua in self.cleaned_data["lingue"]]
        return list(dict.fromkeys(lingua for lingua in lingue if lingua))


class DisponibilitaForm(forms.Form):
    giorno = forms.TypedChoiceField(label="Giorno", choices=[("", "Scegli"), *GiornoSettimana.choices], coerce=int)
    dalle = CampoOra(label="Dalle")
    alle = CampoOra(label="Alle")

    helper = FormHelper()
    helper.layout = Layout(Row("giorno", "dalle", "alle"))

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        pretende_ordine(self, dati, "dalle", "alle")
        return dati


def pretende_ordine(form: forms.BaseForm, dati: dict[str, Any], da: str, a: str, *, uguali: bool = False) -> None:
    """Write beside ``a`` that it comes before ``da``; the same day is fine for days, the same hour never is."""
    inizio: date | time | None = dati.get(da)
    fine = dati.get(a)
    if inizio is None or fine is None:
        return
    if fine < inizio or (fine == inizio and not uguali):
        form.add_error(a, FINE_PRIMA)
