from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet

from valdera_housing.choices import Parentela, Sesso
from valdera_housing.kit.campi import CampoCodice, CampoData, con_calendario
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Nucleo, Persona, Utente
from valdera_housing.models.anagrafe.persona import valida_codice_sanitario
from valdera_housing.queries.anagrafe import comuni_di


class PersonaForm(forms.ModelForm):
    """The facts of a person. The protected address appears only to the roles that may read it."""

    codice_fiscale = CampoCodice(
        label="Codice fiscale",
        max_length=24,
        required=False,
        empty_value=None,
        help_text="Anche provvisorio di 11 cifre. Può arrivare dopo.",
    )
    codice_sanitario_provvisorio = CampoCodice(
        label="Codice STP o ENI",
        max_length=24,
        required=False,
        validators=[valida_codice_sanitario],
        help_text="Solo se non ha ancora il codice fiscale.",
    )

    class Meta:
        model = Persona
        fields = (
            "cognome",
            "nome",
            "codice_fiscale",
            "codice_sanitario_provvisorio",
            "codice_sanitario_scade_il",
            "sesso",
            "nato_il",
            "luogo_nascita",
            "cittadinanza",
            "comune",
            "indirizzo",
            "indirizzo_protetto",
            "telefono",
            "email",
        )
        formfield_callback = con_calendario

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        persona = self.instance if self.instance.pk else None
        self.utente = utente
        self.fields["comune"].queryset = comuni_di(utente, compreso=persona and persona.comune)
        self.fields["comune"].empty_label = "Scegli"
        self.fields["sesso"].choices = [("", "Non indicato"), *Sesso.choices]
        self.fields["indirizzo_protetto"].help_text = "Lo vedranno solo servizio sociale e coordinatore."
        if persona and not persona.indirizzo_visibile_a(utente):
            del self.fields["indirizzo"], self.fields["indirizzo_protetto"]

    def clean_nato_il(self) -> Any:
        if (nascita := self.cleaned_data["nato_il"]) and nascita > oggi():
            raise forms.ValidationError("La data di nascita è nel futuro.")
        return nascita

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if dati.get("codice_sanitario_provvisorio") and not dati.get("codice_sanitario_scade_il"):
            self.add_error("codice_sanitario_scade_il", "Scrivi quando scade: di norma sei mesi dopo il rilascio.")
        return dati

    @property
    def sezioni(self) -> list[Fieldset]:
        recapiti = [nome for nome in ("indirizzo", "indirizzo_protetto") if nome in self.fields]
        return [
            Fieldset(
                "Chi è",
                Row("cognome", "nome"),
                Row("nato_il", "luogo_nascita"),
                Row("sesso", "cittadinanza"),
            ),
            Fieldset("Codice fiscale", "codice_fiscale"),
            Fieldset("Codice sanitario provvisorio", "codice_sanitario_provvisorio", "codice_sanitario_scade_il"),
            Fieldset("Dove si trova", "comune", *recapiti, Row("telefono", "email")),
        ]

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        aiuto.layout = Layout(*self.sezioni)
        return aiuto


class NuovaPersonaForm(PersonaForm):
    """A person seen for the first time: possible duplicates are shown and must be excluded by hand."""

    parentela = forms.ChoiceField(label="Parentela con l’intestatario", choices=Parentela)
    dal = CampoData(label="Fa parte del nucleo dal", initial=oggi)
    altra_persona = forms.BooleanField(
        label="È un’altra persona", required=False, help_text="Ho controllato le persone elencate qui sopra."
    )

    def __init__(self, *args: Any, nucleo: Nucleo | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nucleo = nucleo
        if nucleo is None:
            del self.fields["parentela"]
            self.fields["dal"].label = "Il suo nucleo esiste dal"
        else:
            self.fields["parentela"].choices = [s for s in Parentela.choices if s[0] != Parentela.INTESTATARIO]
            self.fields["comune"].initial = nucleo.comune_id

    @property
    def simili(self) -> QuerySet[Persona]:
        """People already registered with the same name and no different birth date, whoever follows them."""
        dati = getattr(self, "cleaned_data", {})
        if not (dati.get("cognome") and dati.get("nome")):
            return Persona.objects.none()
        return Persona.objects.simili_a(dati["cognome"], dati["nome"], dati.get("nato_il"))

    @property
    def simili_visibili(self) -> QuerySet[Persona]:
        return self.simili.filter(pk__in=Persona.objects.visibili_a(self.utente)).select_related("comune")[:5]

    @property
    def sezioni(self) -> list[Fieldset]:
        in_nucleo = ["parentela", "dal"] if self.nucleo else ["dal"]
        doppioni = [Fieldset("Possibile doppione", "altra_persona")] if self.simili.exists() else []
        return [*doppioni, *super().sezioni, Fieldset("Nucleo", Row(*in_nucleo))]
