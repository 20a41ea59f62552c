"""What the office asks of the bodies of the convention."""

from valdera_housing.choices import RuoloEnte
from valdera_housing.models import Convenzione, Ente


def ente_gestore() -> Ente | None:
    """Who writes the letters: the partner of the convention in force, or the only one registered."""
    convenzione = Convenzione.objects.select_related("attuatore").order_by("inizio").last()
    return convenzione.attuatore if convenzione else Ente.objects.filter(ruolo=RuoloEnte.ETS).order_by("pk").first()


def nome_del_gestore() -> str:
    """The head of the sheets the office hands out."""
    ente = ente_gestore()
    return ente.nome if ente else "Servizi abitativi"
