"""The contract with an owner as it is typed, and what its acts ask."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet
from stdnum.iban import is_valid as iban_valido

from gestore.choices import ModelloIntervento
from gestore.models import Locazione
from gestore.queries.locazione import DI_TESTA, fasce_di
from valdera_housing.forms.allegato import campo_file
from valdera_housing.forms.euro import CampoEuro, CampoPercentuale, importo_positivo
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Contratto, FasciaAccordo, Proprietario
from valdera_housing.rules.durata import CONCORDATO, LIBERO, RINNOVI, fine_contratto

ANNI = {LIBERO: 4, CONCORDATO: 3}
ANNI_MASSIMI = 30


class SceltaFascia(forms.ModelChoiceField):
    def label_from_instance(self, fascia: FasciaAccordo) -> str:  # type: ignore[override]
        return f"{fascia} (dal {fascia.accordo.valido_dal:%d/%m/%Y})"


class LocazioneForm(forms.ModelForm):
    """A draft. The end may be left empty: it is the start plus the years of the type, less one day."""

    tipo = forms.ChoiceField(label="Tipo di contratto", choices=DI_TESTA, initial=CONCORDATO)
    proprietario = forms.ModelChoiceField(
        label="Proprietario", queryset=Proprietario.objects.none(), help_text="Chi firma, fra chi ha una quota"
    )
    modello_intervento = forms.ChoiceField(label="Modello", choices=ModelloIntervento)
    inizio = CampoData(label="Comincia il")
    durata_anni = forms.IntegerField(
        label="Anni", required=False, min_value=1, max_value=ANNI_MASSIMI, help_text="Vuoto: quelli del tipo"
    )
    fine = CampoData(label="Prima scadenza", required=False, help_text="Vuota: inizio più gli anni, meno un giorno")
    rinnovo_anni = forms.IntegerField(
        label="Anni di rinnovo",
        required=False,
        min_value=1,
        max_value=ANNI_MASSIMI,
        help_text="Vuoto: quelli di legge",
    )
    esigenza_transitoria = forms.CharField(
        label="Esigenza transitoria",
        max_length=300,
        required=False,
        help_text="Per i contratti transitori: perché, e con quale documento",
    )
    canone_mensile = importo_positivo(label="Canone al mese", max_digits=10)
    oneri_mensili = CampoEuro(
        label="Oneri al mese", max_digits=10, required=False, min_value=Decimal(0), help_text="Vuoto se non ci sono"
    )
    giorno_scadenza = forms.IntegerField(
        label="Giorno del mese", min_value=1, max_value=28, initial=5, help_text="In cui si paga"
    )
    iban_proprietario = CampoCodice(label="IBAN del proprietario", max_length=42, required=False)
    deposito = CampoEuro(
        label="Deposito cauzionale",
        max_digits=10,
        required=False,
        min_value=Decimal(0),
        help_text="Al massimo tre mensilità",
    )
    quota_istat = CampoPercentuale(
        label="Quota ISTAT", required=False, help_text="Vuota se il contratto non ha la clausola"
    )
    fascia = SceltaFascia(
        label="Fascia dell’accordo",
        queryset=FasciaAccordo.objects.none(),
        required=False,
        empty_label="Nessuna",
        help_text="Per il canone concordato",
    )
    maggiorazione_pct = CampoEuro(
        label="Maggiorazione",
        max_digits=5,
        required=False,
        min_value=Decimal(-50),
        max_value=Decimal(100),
        help_text="Per arredo, durata e altro, secondo l’accordo",
    )
    deroga_motivata = forms.CharField(label="Perché il canone è fuori dalla fascia", max_length=300, required=False)
    consenso = campo_file(
        "Consenso a sublocare",
        required=False,
        help_text="La clausola o la lettera firmata, PDF o foto: senza, la casa non si può dare a una famiglia",
    )

    class Meta:
        model = Contratto
        fields = (
            "tipo", "proprietario", "inizio", "fine", "canone_mensile", "oneri_mensili", "giorno_scadenza",
            "deposito", "deposito_tipo", "quota_istat", "cedolare",
        )  # fmt: skip

    def __init__(
        self, *args: Any, alloggio: Alloggio, proprietari: QuerySet[Proprietario], nuova: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["maggiorazione_pct"].unita = "%"
        self.fields["proprietario"].queryset = proprietari
        self.fields["fascia"].queryset = fasce_di(alloggio)
        if not nuova:
            del self.fields["consenso"]

    @property
    def helper(self) -> FormHelper:
        consenso = ["consenso"] if "consenso" in self.fields else []
        aiuto = FormHelper()
        aiuto.layout = Layout(
            Fieldset("Le parti", "proprietario", "modello_intervento", *consenso),
            Fieldset(
                "Tipo e durata",
                "tipo",
                Row("inizio", "durata_anni"),
                Row("fine", "rinnovo_anni"),
                "esigenza_transitoria",
            ),
            Fieldset(
                "Canone",
                Row("canone_mensile", "oneri_mensili"),
                Row("giorno_scadenza", "quota_istat"),
                "iban_proprietario",
                "cedolare",
            ),
            Fieldset("Fascia dell’accordo", "fascia", "maggiorazione_pct", "deroga_motivata"),
            Fieldset("Deposito", "deposito", "deposito_tipo"),
        )
        return aiuto

    def clean_iban_proprietario(self) -> str:
        iban: str = self.cleaned_data["iban_proprietario"] or ""
        if iban and not iban_valido(iban):
            raise forms.ValidationError("Questo IBAN non è giusto: controlla le cifre.")
        return iban

    def clean(self) -> dict[str, Any]:
        """Empty amounts are zero; the end that is not written is computed from the years."""
        dati = super().clean() or self.cleaned_data
        for campo in ("oneri_mensili", "deposito", "maggiorazione_pct"):
            if campo in dati and dati[campo] is None:
                dati[campo] = Decimal("0.00")
        if "fine" in dati and dati["fine"] is None and dati.get("inizio"):
            dati["fine"] = self._fine(dati)
        if dati.get("tipo") in RINNOVI and dati.get("rinnovo_anni") is None:
            dati["rinnovo_anni"] = RINNOVI[dati["tipo"]].anni
        return dati

    def _fine(self, dati: dict[str, Any]) -> date | None:
        anni = dati.get("durata_anni") or ANNI.get(dati.get("tipo", ""))
        if anni is None:
            self.add_error("fine", "Per questo tipo scrivi quando finisce, o per quanti anni dura.")
            return None
        dati["durata_anni"] = anni
        return fine_contratto(dati["inizio"], anni)


def locazione_iniziale(locazione: Locazione) -> dict[str, Any]:
    """What the gestore adds to the contract, as the form shows it."""
    nomi = (
        "modello_intervento", "durata_anni", "rinnovo_anni", "esigenza_transitoria", "fascia", "maggiorazione_pct",
        "deroga_motivata", "iban_proprietario",
    )  # fmt: skip
    return {nome: getattr(locazione, nome) for nome in nomi}


class ConsensoForm(forms.Form):
    consenso = campo_file("Clausola o consenso scritto", help_text="La pagina del contratto o la lettera, PDF o foto")


class FirmaLocazioneForm(forms.Form):
    """The day of the signature; for agreed rents the derogation and the certificate."""

    stipulato_il = CampoData(label="Firmato il", initial=oggi)
    deroga_motivata = forms.CharField(
        label="Perché il canone è fuori dalla fascia",
        max_length=300,
        required=False,
        help_text="Solo se è fuori: senza motivo non si firma",
    )
    attestazione_ente = forms.CharField(
        label="Attestazione rilasciata da",
        max_length=160,
        required=False,
        help_text="L’organizzazione che attesta la rispondenza all’accordo (art. 1 c. 8 DM 16/1/2017)",
    )
    attestazione_numero = forms.CharField(label="Numero dell’attestazione", max_length=40, required=False)
    attestazione_il = CampoData(label="Attestazione del", required=False)
    attestazione = campo_file("Attestazione", required=False)

    def __init__(self, *args: Any, concordato: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concordato = concordato
        if not concordato:
            for nome in tuple(self.fields):
                if nome != "stipulato_il":
                    del self.fields[nome]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        vuoti = {"deroga_motivata": "", "attestazione_ente": "", "attestazione_numero": "", "attestazione_il": None}
        return vuoti | {"attestazione": None} | dati

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        attestazione = Fieldset(
            "L’attestazione", "attestazione_ente", Row("attestazione_numero", "attestazione_il"), "attestazione"
        )
        aiuto.layout = Layout(
            Fieldset("La firma", "stipulato_il", *(["deroga_motivata"] if self.concordato else [])),
            *([attestazione] if self.concordato else []),
        )
        return aiuto


class ChiaviForm(forms.Form):
    chiavi_il = CampoData(label="Chiavi prese il", initial=oggi)


class AnnullaLocazioneForm(forms.Form):
    motivo = forms.CharField(label="Perché", max_length=300)


class ChiudiLocazioneForm(forms.Form):
    cessato_il = CampoData(label="Ultimo giorno", help_text="Quello in cui le chiavi tornano al proprietario")
    motivo = forms.CharField(label="Perché", max_length=300)
