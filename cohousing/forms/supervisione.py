"""A visit, a meeting, a talk, an emergency: a few taps on a phone."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms

from cohousing.choices import TipoSupervisione
from cohousing.models import Permanenza, Struttura, Supervisione
from cohousing.workflow import TENGONO
from valdera_housing.forms.nucleo import passato
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

PERSONE_MASSIME = 999


class SceltaPermanenza(forms.ModelChoiceField):
    """A stay by the name of its guest and its room."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.ospite}, {obj.unita.nome}"


class SupervisioneForm(forms.ModelForm):
    """``colloquio``: of a stay already known, what it is and with whom are not asked."""

    giorno = CampoData(
        label="Giorno", initial=oggi, validators=[passato], error_messages={"required": "Scrivi il giorno."}
    )
    permanenza = SceltaPermanenza(
        label="Con chi",
        queryset=Permanenza.objects.none(),
        required=False,
        empty_label="Tutta la casa",
        help_text="Per un colloquio scegli con chi è stato.",
    )

    presenti = forms.IntegerField(
        label="Abitanti presenti",
        required=False,
        min_value=0,
        max_value=PERSONE_MASSIME,
        help_text="Quante persone della casa c’erano.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Supervisione
        fields = ("tipo", "giorno", "minuti", "permanenza", "operatore", "presenti", "verbale")
        labels = {"tipo": "Che cosa è stato", "minuti": "Durata, in minuti", "operatore": "Chi c’era per noi"}
        help_texts = {
            "verbale": "Di una riunione o di un’emergenza va sempre scritto. Lo legge solo chi segue la casa.",
        }
        error_messages = {"minuti": {"required": "Scrivi quanto è durata."}}
        widgets = {
            "tipo": forms.RadioSelect,
            "minuti": forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 1440}),
            "verbale": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(
        self, *args: Any, casa: Struttura, utente: Utente, colloquio: Permanenza | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        campi["operatore"].queryset = chi_segue(self.instance.operatore_id)
        campi["operatore"].empty_label = "Scegli"
        self.colloquio = colloquio
        if colloquio is not None:
            del campi["tipo"], campi["permanenza"], campi["presenti"]
            campi["verbale"].help_text = "Lo legge solo chi segue il nucleo."
        else:
            campi["tipo"].choices = TipoSupervisione.choices
            campi["permanenza"].queryset = di_casa(casa, utente, self.instance.permanenza_id)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *(nome for nome in ("tipo", "permanenza") if nome in campi),
            Row("giorno", "minuti"),
            "verbale",
            *(nome for nome in ("presenti", "operatore") if nome in campi),
        )

    def dati(self) -> dict[str, Any]:
        """What the act wants."""
        fissi = {"tipo": TipoSupervisione.COLLOQUIO, "permanenza": self.colloquio} if self.colloquio else {}
        return self.cleaned_data | fissi

    def _post_clean(self) -> None:
        """The rule answers for the constraints, all together: here only what each field says."""


def chi_segue(compreso: int | None) -> Any:
    """Who may have been there for the ETS; also who was, when a visit is corrected."""
    attivi = Utente.objects.filter(is_active=True, ruoli__overlap=list(TENGONO))
    return (attivi | Utente.objects.filter(pk=compreso)).order_by("last_name", "first_name", "username")


def di_casa(casa: Struttura, utente: Utente, compresa: int | None) -> Any:
    """The households of the house this person follows; also the one of a talk that is corrected."""
    viste = Permanenza.objects.visibili_a(utente).filter(struttura=casa)
    return (viste.vive() | viste.filter(pk=compresa)).select_related("unita").order_by("ospite", "pk")


class AnnullaForm(forms.Form):
    motivo = forms.CharField(
        label="Perché si annulla",
        max_length=300,
        help_text="Per esempio: registrata due volte.",
        error_messages={"required": "Scrivi perché."},
    )
