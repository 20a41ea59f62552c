"""The extensions of a stay, for its record: one query, none when it was never extended."""

from cohousing.models import Permanenza
from cohousing.queries.pagine import indirizzo
from cohousing.workflow import SEGUONO
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente


def pannello(permanenza: Permanenza, utente: Utente) -> Pannello | None:
    if permanenza.fine_effettiva == permanenza.fine_prevista:
        return None
    segue = utente.ha_ruolo(*SEGUONO)
    proroghe = [
        (p, indirizzo("proroga_verbale", p.pk) if segue else "")
        for p in permanenza.proroghe.select_related("decisa_da")
    ]
    contesto = {"proroghe": proroghe, "racconta": segue}
    return Pannello("Proroghe", "cohousing/permanenza/_proroghe.html", contesto)
