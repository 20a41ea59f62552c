"""What is typed about a home: the owner's call, the long form, its acts, quotas, utilities and files."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db import models

from gestore.rules.quote import controlla_quote
from valdera_housing.choices import (
    ClasseEnergetica,
    IntestatarioFornitura,
    Riscaldamento,
    TipoFileAlloggio,
    TipoFornitura,
)
from valdera_housing.forms.euro import CampoEuro, CampoPercentuale, CifraInput
from valdera_housing.forms.nucleo import passato
from valdera_housing.forms.proprietario import descrivi
from valdera_housing.kit.campi import CampoCodice, CampoData, con_calendario
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Fornitura, Proprietario, Utente
from valdera_housing.queries.anagrafe import comuni_di
from valdera_housing.queries.proprietario import simili_a

IMPORTI = ("catasto_rendita", "spese_condominiali", "canone_richiesto")
METRI = {"mq_calpestabili": "Superficie calpestabile", "mq_convenzionali": "Superficie convenzionale"}
CATEGORIA = re.compile(r"([A-F])/?(\d{1,2})", re.ASCII)
NUOVO = "nuovo"


class MisuraInput(CifraInput):
    """A measure as people say it: 72,5 and not 72,50."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Decimal):
            return in_cifre(value).rstrip("0").removesuffix(",")
        return super().format_value(value)


class CampoMisura(CampoEuro):
    """A measure: square metres, rooms, energy."""

    widget = MisuraInput
    unita = ""
    default_error_messages = {
        "invalid": "Scrivi un numero come 72,5.",
        "max_decimal_places": "Il numero ha troppi decimali.",
        "max_digits": "Il numero è troppo grande.",
        "max_whole_digits": "Il numero è troppo grande.",
    }


def campo_alloggio(campo: Any, **opzioni: Any) -> Any:
    """``formfield_callback`` of the forms of a home: amounts and measures typed as the office writes them."""
    if not isinstance(campo, models.DecimalField):
        return con_calendario(campo, **opzioni)
    trovato = campo.formfield(form_class=CampoEuro if campo.name in IMPORTI else CampoMisura, **opzioni)
    if campo.name in METRI:
        trovato.label, trovato.unita = METRI[campo.name], "m²"
    return trovato


class SegnalazioneForm(forms.ModelForm):
    """The owner's call: where the home is and who is calling; all the rest can come later."""

    il = CampoData(label="Segnalato il", initial=oggi, validators=[passato])
    denominazione = forms.CharField(label="Cognome e nome del proprietario, o denominazione", max_length=160)
    telefono = forms.CharField(label="Telefono del proprietario", max_length=30, required=False)

    class Meta:
        model = Alloggio
        fields = ("comune", "indirizzo", "civico", "interno", "camere", "canone_richiesto", "note")
        formfield_callback = campo_alloggio
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, utente: Utente, proprietario: Proprietario | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proprietario = proprietario
        self.fields["comune"].queryset = comuni_di(utente)
        self.fields["comune"].empty_label = "Scegli"
        if proprietario is not None:
            del self.fields["denominazione"], self.fields["telefono"]
        elif simili := simili_a(str(self.data.get("denominazione", ""))[:160]):
            scelte = [(str(altro.pk), descrivi(altro)) for altro in simili]
            self.fields["scelto"] = forms.ChoiceField(
                label="Proprietari con questo nome",
                choices=[*scelte, (NUOVO, "No, è un altro proprietario")],
                widget=forms.RadioSelect,
                error_messages={"required": "Scegli se chi chiama è uno di questi o un altro."},
            )

    @property
    def scelto(self) -> Proprietario | None:
        """The owner chosen among those already here, None when she is new."""
        chiave = self.cleaned_data.get("scelto", NUOVO)
        return self.proprietario or (None if chiave == NUOVO else Proprietario.objects.get(pk=chiave))

    def dati(self) -> dict[str, Any]:
        """What the act writes of the home."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        chi = [nome for nome in ("scelto", "telefono") if nome in self.fields]
        proprietario = [] if self.proprietario else [Fieldset("Chi chiama", "denominazione", *chi)]
        aiuto.layout = Layout(
            *proprietario,
            Fieldset("L’alloggio", "comune", "indirizzo", Row("civico", "interno", "camere")),
            Fieldset("La telefonata", Row("il", "canone_richiesto"), "note"),
        )
        return aiuto


class AlloggioForm(forms.ModelForm):
    """All that is known of a home, in sections."""

    catasto_categoria = CampoCodice(
        label="Categoria", max_length=6, required=False, help_text="Come A/3. A/1, A/8 e A/9 non si possono prendere."
    )

    class Meta:
        model = Alloggio
        fields = (
            *("comune", "indirizzo", "civico", "interno", "piano", "cap", "tipologia", "regime"),
            *("vani", "camere", "posti_letto", "mq_calpestabili", "mq_convenzionali"),
            *("arredato", "ascensore", "accessibile", "riscaldamento", "anno_costruzione"),
            *("classe_energetica", "epgl_nren", "ape_codice", "ape_scade_il", "agibilita", "impianti_conformi"),
            *("catasto_sezione", "catasto_foglio", "catasto_particella", "catasto_subalterno"),
            *("catasto_categoria", "catasto_classe", "catasto_rendita"),
            *("amministratore", "spese_condominiali", "polizza", "canone_richiesto", "note"),
        )
        formfield_callback = campo_alloggio
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comune"].queryset = comuni_di(utente, compreso=self.instance.comune)
        self.fields["riscaldamento"].choices = [("", "Non indicato"), *Riscaldamento.choices]
        self.fields["classe_energetica"].choices = [("", "Non indicata"), *ClasseEnergetica.choices]
        self.fields["camere"].help_text = "0 se è un’unica stanza."
        self.fields["piano"].help_text = "0 è il piano terra."

    def clean_catasto_categoria(self) -> str:
        scritta = self.cleaned_data["catasto_categoria"]
        trovata = CATEGORIA.fullmatch(scritta)
        if scritta and not trovata:
            raise forms.ValidationError("La categoria è una lettera e un numero, come A/3.")
        return f"{trovata[1]}/{int(trovata[2])}" if trovata else ""

    @property
    def helper(self) -> FormHelper:
        aiuto = FormHelper()
        aiuto.layout = Layout(
            Fieldset("Dove", Row("comune", "cap"), "indirizzo", Row("civico", "interno", "piano")),
            Fieldset(
                "Com’è fatto",
                Row("tipologia", "regime"),
                Row("camere", "posti_letto", "vani"),
                Row("mq_calpestabili", "mq_convenzionali"),
                Row("riscaldamento", "anno_costruzione"),
                "arredato",
                "ascensore",
                "accessibile",
            ),
            Fieldset(
                "Energia e impianti",
                Row("classe_energetica", "epgl_nren"),
                Row("ape_codice", "ape_scade_il"),
                "agibilita",
                "impianti_conformi",
            ),
            Fieldset(
                "Catasto",
                Row("catasto_sezione", "catasto_foglio"),
                Row("catasto_particella", "catasto_subalterno"),
                Row("catasto_categoria", "catasto_classe", "catasto_rendita"),
            ),
            Fieldset("Condominio e assicurazione", "amministratore", "spese_condominiali", "polizza"),
            Fieldset("Accordi e note", "canone_richiesto", "note"),
        )
        return aiuto


class AttoAlloggioForm(forms.Form):
    """A step of the life of a home: when and, where it matters, why."""

    il = CampoData(label="Data", initial=oggi, validators=[passato])
    motivo = forms.CharField(label="Perché", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, con_motivo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivo"].required = con_motivo
        if not con_motivo:
            self.fields["motivo"].label = "Note"


class QuoteForm(forms.Form):
    """How much of the home is whose: a box for each owner, empty for who owns nothing of it any more."""

    dal = CampoData(label="Valgono dal", validators=[passato])

    def __init__(self, *args: Any, proprietari: Sequence[Proprietario], attuali: dict[int, Decimal], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.proprietari = proprietari
        for proprietario in proprietari:
            self.fields[f"quota_{proprietario.pk}"] = CampoPercentuale(
                label=f"Quota di {proprietario}", required=False, initial=attuali.get(proprietario.pk)
            )
        self.order_fields([*(f"quota_{p.pk}" for p in proprietari), "dal"])

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if not self.errors and not (esito := controlla_quote(list(self.quote().values()))).positivo:
            self.add_error(None, str(esito))
        return dati

    def quote(self) -> dict[int, Decimal]:
        """Owner's pk → per cent, without the empty boxes."""
        scritte = {p.pk: self.cleaned_data.get(f"quota_{p.pk}") for p in self.proprietari}
        return {pk: quota for pk, quota in scritte.items() if quota}


class FornituraForm(forms.ModelForm):
    codice = CampoCodice(
        label="POD, PDR o codice utenza",
        max_length=24,
        required=False,
        help_text="Il POD della luce è come IT001E12345678, il PDR del gas ha 14 cifre.",
    )

    class Meta:
        model = Fornitura
        fields = ("tipo", "codice", "intestatario", "fornitore", "voltura_il")
        formfield_callback = con_calendario

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nome, parole in (("tipo", TipoFornitura), ("intestatario", IntestatarioFornitura)):
            self.fields[nome].choices = [("", "Scegli"), *parole.choices]


class FileAlloggioForm(forms.Form):
    """A photo or a document of the home."""

    tipo = forms.ChoiceField(label="Che cosa è", choices=TipoFileAlloggio)
    descrizione = forms.CharField(label="Descrizione", max_length=160, required=False)
    file = forms.FileField(
        label="File",
        help_text="PDF, JPEG o PNG, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Scegli il file.", "empty": "Il file è vuoto."},
    )
