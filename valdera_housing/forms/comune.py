from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField

from valdera_housing.kit.campi import CampoCodice, con_calendario
from valdera_housing.kit.giorni import MESI
from valdera_housing.models import Comune
from valdera_housing.rules.luogo import patrono_esiste


class ComuneForm(forms.ModelForm):
    istat = forms.RegexField(
        r"^\d{6}$", label="Codice ISTAT", error_messages={"invalid": "Il codice ISTAT ha 6 cifre, per esempio 050029."}
    )
    belfiore = CampoCodice(label="Codice catastale", max_length=4, help_text="Per esempio G843.")
    cap = SimpleArrayField(
        forms.RegexField(r"^\d{5}$", strip=True, error_messages={"invalid": "Un CAP ha 5 cifre."}),
        label="CAP",
        help_text="Se sono più di uno, separali con una virgola.",
        error_messages={"item_invalid": "Il CAP in posizione %(nth)s non va: "},
    )
    patrono_giorno = forms.IntegerField(
        label="Santo patrono: giorno",
        min_value=1,
        max_value=31,
        required=False,
        help_text="In quel giorno le sedi del comune restano chiuse.",
    )
    patrono_mese = forms.TypedChoiceField(
        label="Santo patrono: mese",
        choices=[("", "Non indicato"), *enumerate(MESI, start=1)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = Comune
        fields = (
            "nome",
            "istat",
            "belfiore",
            "cap",
            "popolazione",
            "popolazione_al",
            "alta_tensione_abitativa",
            "patrono_giorno",
            "patrono_mese",
            "aderente_dal",
            "aderente_al",
        )
        formfield_callback = con_calendario

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        giorno, mese = dati.get("patrono_giorno"), dati.get("patrono_mese")
        if "patrono_giorno" in self.errors or "patrono_mese" in self.errors:
            return dati
        if (giorno is None) != (mese is None):
            self.add_error("patrono_giorno", "Del santo patrono scrivi sia il giorno sia il mese, o nessuno dei due.")
        elif giorno is not None and not patrono_esiste(giorno, mese):
            self.add_error("patrono_giorno", f"Il {giorno} {MESI[mese - 1]} non c’è tutti gli anni.")
        return dati
