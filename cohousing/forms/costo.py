from typing import Any

from cohousing.choices import VoceCosto
from cohousing.models import Costo
from valdera_housing.forms import costo


class CostoForm(costo.CostoForm):
    """An expense of a house or of a building: its kind decides under which heading it is claimed."""

    proprie = ("voce",)

    class Meta(costo.CostoForm.Meta):
        model = Costo
        fields = ("voce", *costo.CostoForm.Meta.fields)
        error_messages = costo.CostoForm.Meta.error_messages | {
            "voce": {"required": "Scegli che tipo di spesa è."},
        }
        help_texts = {
            "voce": "Decide sotto quale voce del rendiconto si chiede il rimborso",
            "descrizione": "Per esempio: letti e armadi, rilievo dell’edificio, polizza della casa",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campi: dict[str, Any] = self.fields
        campi["voce"].choices = [("", "Scegli"), *VoceCosto.choices]
