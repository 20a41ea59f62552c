from cohousing.choices import AreaAutonomia, StatoPermanenza
from cohousing.models import Permanenza
from cohousing.queries.autonomia import GUIDE, percorso
from cohousing.queries.pagine import indirizzo
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


def pannello(permanenza: Permanenza, utente: Utente) -> Pannello | None:
    """The path over time: figures only, for everybody who sees the stay. One query."""
    via = percorso(permanenza, oggi())
    if via.vuoto and permanenza.stato != StatoPermanenza.IN_CORSO:
        return None
    contesto = {
        "percorso": via,
        "tracce": via.tracce(),
        "guide": GUIDE,
        "aree": [area.label for area in AreaAutonomia],
        "righe": via.righe(),
        "mete": via.mete(),
        "pagina": indirizzo("permanenza_autonomia", permanenza.pk),
    }
    return Pannello("Percorso di autonomia", "cohousing/pannelli/autonomia.html", contesto)
