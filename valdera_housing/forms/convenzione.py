from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from valdera_housing.kit.campi import CampoCodice, con_calendario
from valdera_housing.models import Convenzione

FISSI = ("inizio", "fine", "importo")


class ConvenzioneForm(forms.ModelForm):
    """An agreement. Dates and amount are typed once: quarters and budgets stand on them."""

    cup = CampoCodice(label="CUP", max_length=15, required=False)
    conto_dedicato = CampoCodice(label="IBAN del conto dedicato", max_length=42, required=False)

    class Meta:
        model = Convenzione
        fields = (
            "numero",
            "oggetto",
            "stipulata_il",
            "inizio",
            "fine",
            "importo",
            "procedente",
            "attuatore",
            "cup",
            "politica_cup",
            "iva_recuperabile_pct",
            "fondo_rotativo",
            "canoni_al_netto",
            "conto_dedicato",
        )
        localized_fields = ("importo", "iva_recuperabile_pct")
        formfield_callback = con_calendario

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for nome in FISSI:
                del self.fields[nome]

    @property
    def helper(self) -> FormHelper:
        date_e_importo = [] if self.instance.pk else [Row("inizio", "fine"), "importo"]
        aiuto = FormHelper()
        aiuto.layout = Layout(
            Fieldset("L’accordo", "numero", "oggetto", "stipulata_il", *date_e_importo),
            Fieldset("Le parti", "procedente", "attuatore", "conto_dedicato"),
            Fieldset("CUP e IVA", "cup", "politica_cup", "iva_recuperabile_pct"),
            Fieldset("Regole scelte", "fondo_rotativo", "canoni_al_netto"),
        )
        return aiuto
