"""The forms of a sublease: whose and where, its terms, its signature, its cancellation."""

from typing import Any

from django import forms

from gestore.models import Locazione
from gestore.queries.sublocazione import alloggi_da_sublocare, dati_testa
from gestore.rules.canone import valuta_sostenibilita
from gestore.rules.sublocazione import valuta_giorni
from valdera_housing.choices import TipoDeposito
from valdera_housing.forms.euro import CampoEuro, importo_positivo
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoCodice, CampoData
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Nucleo, Utente
from valdera_housing.queries.canone import Soglia
from valdera_housing.rules.canone import valuta_deposito


class ScegliForm(forms.Form):
    """A home and the household it is for: what the long form needs to know before it is drawn."""

    alloggio = forms.ModelChoiceField(
        label="Alloggio",
        queryset=Alloggio.objects.none(),
        empty_label="Scegli",
        error_messages={
            "required": "Scegli l’alloggio.",
            "invalid_choice": "Questo alloggio non ha una locazione firmata che consente di sublocare, "
            "oppure è una casa condivisa.",
        },
    )
    nucleo = CampoCodice(label="Codice del nucleo", max_length=14, help_text="Come N-2026-0042")

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente
        self.fields["alloggio"].queryset = alloggi_da_sublocare(utente, oggi())

    def clean_nucleo(self) -> Nucleo:
        nucleo = Nucleo.objects.visibili_a(self.utente).filter(codice=self.cleaned_data["nucleo"]).first()
        if nucleo is None:
            raise forms.ValidationError("Non c’è un nucleo con questo codice fra quelli che segui.")
        return nucleo


class SublocazioneForm(forms.Form):
    """The terms of a draft; what the head lease and the income say is told beside the field it is about."""

    inizio = CampoData(label="Data di inizio", help_text="Il giorno in cui si danno le chiavi")
    fine = CampoData(label="Data di fine")
    reddito_annuo = CampoEuro(label="Reddito annuo netto del nucleo", required=False, min_value=0)
    canone_mensile = importo_positivo(label="Canone al mese")
    motivo_canone = forms.CharField(
        label="Motivo del canone più alto",
        max_length=300,
        required=False,
        help_text="Serve solo se supera il canone sostenibile",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    deposito = CampoEuro(label="Deposito cauzionale", min_value=0, help_text="Di solito 2 mensilità, al massimo 3")
    deposito_tipo = forms.ChoiceField(label="Forma del deposito", choices=TipoDeposito)
    oneri_mensili = CampoEuro(
        label="Oneri accessori, acconto al mese", required=False, min_value=0, help_text="Condominio e acqua"
    )
    giorno_scadenza = forms.IntegerField(label="Giorno del mese in cui si paga", min_value=1, max_value=28)

    def __init__(self, *args: Any, locazione: Locazione, soglia: Soglia, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locazione, self.soglia = locazione, soglia
        fine = locazione.contratto.occupato_fino_al
        self.fields["fine"].help_text = f"La locazione finisce il {in_data(fine)}"

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        dati["oneri_mensili"] = dati.get("oneri_mensili") or 0
        if "inizio" in dati and "fine" in dati:
            self._giorni(dati)
        if "canone_mensile" in dati:
            self._canone(dati)
        return dati

    def _giorni(self, dati: dict[str, Any]) -> None:
        """A start too early is told beside the start, everything else beside the end."""
        testa = dati_testa(self.locazione)
        presto = valuta_giorni(testa, dati["inizio"], max(dati["inizio"], testa.inizio)).ostacoli
        for motivo in valuta_giorni(testa, dati["inizio"], dati["fine"]).ostacoli:
            self.add_error("inizio" if motivo in presto else "fine", str(motivo))

    def _canone(self, dati: dict[str, Any]) -> None:
        canone, reddito = dati["canone_mensile"], dati.get("reddito_annuo")
        if "deposito" in dati:
            for motivo in valuta_deposito(dati["deposito"], canone).ostacoli:
                self.add_error("deposito", str(motivo))
        if reddito and not dati.get("motivo_canone"):
            esito = valuta_sostenibilita(canone, reddito, self.soglia.pct)
            if esito.livello == "avviso":
                self.add_error("motivo_canone", str(esito))


class FirmaSublocazioneForm(forms.Form):
    stipulato_il = CampoData(label="Firmato il", initial=oggi, validators=[passato])


class AnnullaSublocazioneForm(forms.Form):
    motivo = forms.CharField(
        label="Perché non parte",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Resta nella storia del contratto",
    )
