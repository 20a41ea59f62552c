"""Who comes and why, when and where, and how it went."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet

from sportello.choices import ModoAppuntamento, MotivoAccesso
from sportello.queries.agenda import operatori, sedi_attive
from valdera_housing.kit.campi import PRIMO_GIORNO, ULTIMO_GIORNO, CampoData, ScelteMultiple
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Mediatore, Persona, Stanza
from valdera_housing.queries.prenotazione import misure
from valdera_housing.rules.orari import ROMA, esiste, istante

MINUTI_MINIMI, MINUTI_MASSIMI = 10, 240
CHI = ("persona", "nome_riferito", "telefono", "email", "comune", "modo", "motivi", "lingua", "luogo", "nota")
PERCHE_LO_STESSO = "Solo se quel giorno è chiuso o manca il mediatore: resta scritto nella nota."


def lingue() -> list[str]:
    """Every language a mediator speaks."""
    parlate = Mediatore.objects.filter(attivo=True).values_list("lingue", flat=True)
    return sorted({lingua for lista in parlate for lingua in lista})


class QuandoForm(forms.Form):
    """Day, hour and place; ``orari()`` is what the act wants."""

    giorno = CampoData(label="Giorno")
    ora = forms.TimeField(label="Ora", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minuti = forms.IntegerField(label="Durata, in minuti", min_value=MINUTI_MINIMI, max_value=MINUTI_MASSIMI)
    operatore = forms.ModelChoiceField(label="Con chi", queryset=None, empty_label="Scegli")
    sede = forms.ModelChoiceField(label="Sede", queryset=None, required=False, empty_label="Nessuna")
    stanza = forms.ModelChoiceField(label="Stanza", queryset=None, required=False, empty_label="Nessuna")
    perche = forms.CharField(
        label="Perché lo fissi lo stesso", max_length=200, required=False, help_text=PERCHE_LO_STESSO
    )

    modo = ModoAppuntamento.PRESENZA

    def __init__(self, *args: Any, modo: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modo = modo or self.modo
        self.soglie = misure(oggi())
        self.fields["minuti"].initial = self.soglie.appuntamento
        stanze = Stanza.objects.filter(attiva=True, sede__attiva=True).select_related("sede")
        self.conosciuti = {
            "operatore": self._scelte("operatore", operatori(), str),
            "sede": self._scelte("sede", sedi_attive(), str),
            "stanza": self._scelte("stanza", stanze, lambda stanza: f"{stanza.nome}, {stanza.sede}"),
        }

    def _scelte(self, nome: str, righe: QuerySet, etichetta: Callable[[Any], str]) -> dict[str, Any]:
        """Fill a menu and keep its rows by key: the page reads them once for the menu and for what is free."""
        campo, lette = self.fields[nome], list(righe)
        campo.queryset = righe
        campo.choices = [("", campo.empty_label), *((riga.pk, etichetta(riga)) for riga in lette)]
        return {str(riga.pk): riga for riga in lette}

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        aiuto.layout = Layout(*self.riquadri())
        return aiuto

    def riquadri(self) -> list[Any]:
        return [
            Fieldset("Quando", Row("giorno", "ora", "minuti"), "operatore"),
            Fieldset("Dove", Row("sede", "stanza"), "perche"),
        ]

    def clean_giorno(self) -> Any:
        giorno = self.cleaned_data["giorno"]
        if giorno < oggi():
            raise forms.ValidationError("È un giorno passato.")
        return giorno

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        giorno, ora = dati.get("giorno"), dati.get("ora")
        if giorno and ora and not esiste(giorno, ora):
            self.add_error("ora", "Quel giorno l’orologio passa dalle 2 alle 3: quell’ora non c’è.")
        stanza = dati.get("stanza")
        if stanza and not dati.get("sede"):
            dati["sede"] = stanza.sede
        if stanza and dati["sede"] != stanza.sede:
            self.add_error("stanza", f"{stanza} è un’altra sede: {stanza.sede}.")
        self.controlla_luogo(dati, dati.get("modo", self.modo))
        return dati

    def controlla_luogo(self, dati: dict[str, Any], modo: str) -> None:
        if modo == ModoAppuntamento.VISITA:
            dati["sede"] = dati["stanza"] = None
        if modo == ModoAppuntamento.PRESENZA and not dati.get("sede") and "sede" not in self.errors:
            self.add_error("sede", "Scegli dove si riceve la persona.")

    def proposti(self) -> dict[str, Any]:
        """Day, hour, place and operator typed so far, or proposed when the page was opened; those that make sense."""
        if self.is_bound:
            self.is_valid()
            return self.cleaned_data
        dati = {nome: self[nome].value() for nome in ("giorno", "ora", "minuti")}
        scelti = {nome: righe.get(str(self[nome].value() or "")) for nome, righe in self.conosciuti.items()}
        return {"modo": self.modo} | dati | scelti

    def orari(self, dati: dict[str, Any] | None = None) -> dict[str, Any]:
        """``inizio`` as an instant, with the rest as it was typed."""
        dati = dati or self.cleaned_data
        altri = {nome: dati.get(nome) for nome in ("minuti", "operatore", "sede", "stanza")}
        return {"inizio": istante(dati["giorno"], dati["ora"]), "perche": dati.get("perche", ""), **altri}


class ChiForm(forms.Form):
    """Who comes and why. A person of the registry, or the name with which somebody introduces herself."""

    persona = forms.ModelChoiceField(label="Persona", queryset=None, required=False, widget=forms.HiddenInput)
    nome_riferito = forms.CharField(
        label="Nome", max_length=120, required=False, help_text="Per chi non è in archivio: come si presenta."
    )
    telefono = forms.CharField(label="Telefono", max_length=30, required=False)
    email = forms.EmailField(label="E-mail per il promemoria", required=False)
    comune = forms.ModelChoiceField(
        label="Comune di residenza", queryset=None, required=False, empty_label="Non lo so"
    )
    modo = forms.ChoiceField(
        label="Dove ci si vede", choices=ModoAppuntamento, widget=forms.RadioSelect, initial=ModoAppuntamento.PRESENZA
    )
    luogo = forms.CharField(
        label="Indirizzo della visita", max_length=160, required=False, help_text="Se si va a casa della persona."
    )
    motivi = ScelteMultiple(
        label="Per che cosa viene", choices=MotivoAccesso, error_messages={"required": "Scegli almeno un motivo."}
    )
    lingua = forms.ChoiceField(label="Mediatore di lingua", required=False)
    nota = forms.CharField(
        label="Nota per chi riceve", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, persone: QuerySet[Persona], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persona"].queryset = persone
        self.fields["comune"].queryset = Comune.objects.aderenti(oggi())
        self.fields["lingua"].choices = [("", "Non serve"), *((lingua, lingua) for lingua in lingue())]

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        aiuto.layout = Layout(*self.riquadri())
        return aiuto

    def riquadri(self) -> list[Any]:
        return [
            Fieldset("Chi viene", "persona", "nome_riferito", Row("telefono", "email"), "comune"),
            Fieldset("Perché", "motivi", "nota"),
            Fieldset("Come", "modo", Row("luogo", "lingua")),
        ]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if not dati.get("persona") and not dati.get("nome_riferito") and "persona" not in self.errors:
            self.add_error("nome_riferito", "Scegli la persona, o scrivi il nome con cui si presenta.")
        if dati.get("modo") == ModoAppuntamento.VISITA and not dati.get("luogo"):
            self.add_error("luogo", "Scrivi l’indirizzo della visita.")
        return dati

    def chi(self) -> dict[str, Any]:
        """What the appointment is written with; a known person brings her own comune."""
        dati = {nome: self.cleaned_data[nome] for nome in CHI}
        if dati["persona"] is not None:
            dati |= {"nome_riferito": "", "comune": dati["persona"].comune}
        return dati


class RichiediForm(ChiForm):
    """Asked for and not set yet; ``sede`` is where the person would rather come."""

    sede = forms.ModelChoiceField(label="Dove preferisce", queryset=None, required=False, empty_label="È lo stesso")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sede"].queryset = sedi_attive()

    def riquadri(self) -> list[Any]:
        return [*super().riquadri(), Fieldset("Dove", "sede")]

    def chi(self) -> dict[str, Any]:
        return super().chi() | {"sede": self.cleaned_data["sede"]}


class PrenotaForm(ChiForm, QuandoForm):
    """Both at once: at the counter, on the telephone."""

    def riquadri(self) -> list[Any]:
        return [*ChiForm.riquadri(self), *QuandoForm.riquadri(self)]


def proposto(inizio: str) -> dict[str, Any]:
    """Day and hour of a free slot that was clicked: ``2026-11-26T09:00``; nothing when it is not an instant."""
    try:
        momento = datetime.fromisoformat(inizio)
    except ValueError:
        return {}
    if not PRIMO_GIORNO.year <= momento.year <= ULTIMO_GIORNO.year:
        return {}
    qui = momento.astimezone(ROMA) if momento.tzinfo else momento
    return {"giorno": qui.date(), "ora": qui.time()}


class SvolgiForm(forms.Form):
    esito = forms.CharField(label="Com’è andato", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NotaForm(forms.Form):
    """Nothing is needed: a line on why the person did not come."""

    esito = forms.CharField(label="Che cosa si sa", max_length=500, required=False)


class PercheForm(forms.Form):
    perche = forms.CharField(label="Perché", max_length=500)


class FoglioForm(forms.Form):
    """Which day and which desk the sheet is for."""

    giorno = CampoData(label="Giorno", required=False)
    sede = forms.ModelChoiceField(label="Sede", queryset=None, required=False, empty_label="Tutte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sede"].queryset = sedi_attive()
