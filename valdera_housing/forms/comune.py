from django import forms
from django.contrib.postgres.forms import SimpleArrayField

from valdera_housing.kit.campi import CampoCodice, con_calendario
from valdera_housing.models import Comune


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
            "aderente_dal",
            "aderente_al",
        )
        formfield_callback = con_calendario
