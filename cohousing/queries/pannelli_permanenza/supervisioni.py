from django.db.models import Count, Sum, Window

from cohousing.choices import StatoPermanenza
from cohousing.models import Permanenza
from cohousing.queries.pagine import indirizzo
from cohousing.queries.supervisione import ULTIME
from cohousing.queries.violazione import legge_le_parole
from cohousing.rules.supervisione import in_ore
from cohousing.workflow import TENGONO
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente


def pannello(permanenza: Permanenza, utente: Utente) -> Pannello | None:
    """The last talks with the household, and for how long in all. One query."""
    tutti = permanenza.supervisioni.filter(annullata_il=None).select_related("operatore")
    tutti = tutti.annotate(quanti=Window(Count("pk")), minuti_in_tutto=Window(Sum("minuti")))
    ultimi = list(tutti.order_by("-giorno", "-pk")[:ULTIME])
    vive = permanenza.stato in {StatoPermanenza.PREPARAZIONE, StatoPermanenza.IN_CORSO}
    registra = indirizzo("permanenza_colloquio", permanenza.pk) if vive and utente.ha_ruolo(*TENGONO) else ""
    if not ultimi and not registra:
        return None
    contesto = {
        "ultimi": ultimi,
        "quanti": ultimi[0].quanti if ultimi else 0,
        "ore": in_ore(ultimi[0].minuti_in_tutto) if ultimi else None,
        "legge": legge_le_parole(permanenza, utente),
        "registra": registra,
    }
    return Pannello("Colloqui", "cohousing/pannelli/colloqui.html", contesto)
