"""What is typed about a house, and for the acts that open and close it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from cohousing.models import Struttura
from cohousing.queries.struttura import alloggi_da_condividere, chi_tiene
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Ente, Utente

NUCLEI_MASSIMI = 999
CAMPI = ("nome", "tipo", "categoria", "descrizione", "capienza_nuclei", "ente_supervisore", "responsabile")


class StrutturaForm(forms.ModelForm):
    """A house to correct."""

    capienza_nuclei = forms.IntegerField(
        label="Nuclei al massimo",
        required=False,
        min_value=1,
        max_value=NUCLEI_MASSIMI,
        help_text="Vuoto se sono quante le unità.",
    )

    class Meta:
        model = Struttura
        fields = CAMPI
        labels = {
            "nome": "Nome della casa",
            "tipo": "Che cos’è",
            "categoria": "Per chi è",
            "descrizione": "Come ci si vive",
            "ente_supervisore": "Ente che la segue",
            "responsabile": "Responsabile",
        }
        help_texts = {
            "categoria": "Una sola: chi ha bisogni simili vive meglio insieme.",
            "descrizione": "Quello che serve a chi propone la casa a una famiglia. Senza nomi di persone.",
        }
        error_messages = {
            "nome": {"required": "Scrivi il nome della casa.", "unique": "C’è già una casa con questo nome."},
            "tipo": {"required": "Scegli che cos’è."},
            "categoria": {"required": "Scegli per chi è."},
            "ente_supervisore": {"required": "Scegli l’ente che la segue."},
            "responsabile": {"required": "Scegli chi ne risponde."},
        }
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        campi["categoria"].choices = [("", "Scegli"), *((v, nome) for v, nome in campi["categoria"].choices if v)]
        campi["ente_supervisore"].queryset, campi["ente_supervisore"].empty_label = Ente.objects.all(), "Scegli"
        campi["responsabile"].queryset, campi["responsabile"].empty_label = chi_tiene(), "Scegli"
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.gruppi())

    def gruppi(self) -> list[Fieldset]:
        return [
            Fieldset("La casa", "nome", Row("tipo", "categoria"), "descrizione", "capienza_nuclei"),
            Fieldset("Chi la segue", Row("ente_supervisore", "responsabile")),
        ]

    def dati(self) -> dict[str, Any]:
        """What the act writes."""
        return {nome: self.cleaned_data[nome] for nome in CAMPI}


class NuovaStrutturaForm(StrutturaForm):
    """A new house, with the home it is in."""

    alloggio = forms.ModelChoiceField(
        label="Alloggio",
        queryset=None,
        empty_label="Scegli",
        help_text="Quelli che l’ente partner ha in mano e che non sono dati a nessuno.",
        error_messages={"required": "Scegli l’alloggio.", "invalid_choice": "Scegli un alloggio dell’elenco."},
    )
    condiviso_dal = CampoData(
        label="Condiviso dal",
        help_text="Da quel giorno non si propone più in sublocazione e non conta fra gli alloggi sfitti.",
        error_messages={"required": "Scrivi da quando."},
    )

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        campi["alloggio"].queryset = alloggi_da_condividere(utente).select_related("comune")
        campi["alloggio"].label_from_instance = descrivi_alloggio
        campi["condiviso_dal"].initial = oggi()

    def gruppi(self) -> list[Fieldset]:
        return [Fieldset("Dove", "alloggio", "condiviso_dal"), *super().gruppi()]


def descrivi_alloggio(alloggio: Any) -> str:
    """``AL-0012, via Roma 3, Pontedera: 6 posti letto``."""
    letti = f": {alloggio.posti_letto} posti letto" if alloggio.posti_letto else ""
    return f"{alloggio}, {alloggio.comune.nome}{letti}"


class AttivaForm(forms.Form):
    attiva_dal = CampoData(label="Aperta dal", error_messages={"required": "Scrivi da quando è aperta."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attiva_dal"].initial = oggi()


class ChiudiForm(forms.Form):
    chiusa_il = CampoData(label="Chiusa il", error_messages={"required": "Scrivi quando chiude."})
    motivo = forms.CharField(
        label="Perché chiude",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Scrivi perché la casa chiude."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chiusa_il"].initial = oggi()
