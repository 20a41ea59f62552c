from formazione.models import Costo
from valdera_housing.forms import costo


class CostoForm(costo.CostoForm):
    """An expense of an event or of a campaign."""

    class Meta(costo.CostoForm.Meta):
        model = Costo
        help_texts = {"descrizione": "Per esempio: compenso del docente, stampa dei volantini, affitto della sala"}
