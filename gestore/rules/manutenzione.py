"""By when a repair is due and who should pay for it (c.c. 1576, 1609; domain.md 1.10)."""

from dataclasses import dataclass
from datetime import date, timedelta

from valdera_housing.kit.esito import Motivo, avviso, si

PROPRIETARIO = "PROPRIETARIO"
NUCLEO = "NUCLEO"
ETS = "ETS"
CONDOMINIO = "CONDOMINIO"


@dataclass(frozen=True)
class GiorniUrgenza:
    """Days to repair for each urgency; the 24 hours of an emergency end the next day."""

    emergenza: int = 1
    urgente: int = 5
    ordinaria: int = 30


def scadenza_intervento(aperta_il: date, urgenza: str, giorni: GiorniUrgenza | None = None) -> date:
    """The day by which a repair is due; ``urgenza`` is EMERGENZA, URGENTE or ORDINARIA.

    Raises KeyError for any other word.
    """
    parametri = giorni or GiorniUrgenza()
    entro = {"EMERGENZA": parametri.emergenza, "URGENTE": parametri.urgente, "ORDINARIA": parametri.ordinaria}
    return aperta_il + timedelta(days=entro[urgenza])


@dataclass(frozen=True)
class ACarico:
    """Who is suggested to pay, and why; a person decides."""

    chi: str
    motivo: Motivo


PICCOLA = "art. 1609 c.c."
NECESSARIA = "art. 1576 c.c."
DANNI = "art. 1588 c.c."
COMUNI = "art. 1117 c.c."
NATURE: dict[str, tuple[str, ACarico]] = {
    "PICCOLA": (
        "Piccola riparazione da uso",
        ACarico(NUCLEO, si("Le piccole riparazioni dovute all’uso le paga chi abita", PICCOLA)),
    ),
    "VETUSTA": (
        "Guasto per vecchiaia o caso fortuito",
        ACarico(PROPRIETARIO, si("Se la causa è la vecchiaia o il caso, paga il proprietario", PICCOLA)),
    ),
    "IMPIANTI": (
        "Impianti: caldaia, elettrico, idraulico",
        ACarico(PROPRIETARIO, si("Il proprietario mantiene l’alloggio in buono stato", NECESSARIA)),
    ),
    "STRAORDINARIA": (
        "Lavori straordinari o strutturali",
        ACarico(PROPRIETARIO, si("Il proprietario mantiene l’alloggio in buono stato", NECESSARIA)),
    ),
    "DANNO": (
        "Danno di chi abita",
        ACarico(NUCLEO, si("Il danno lo paga chi abita, salvo che non sia sua la causa", DANNI)),
    ),
    "PARTI_COMUNI": (
        "Parti comuni: scale, tetto, facciata, ascensore",
        ACarico(CONDOMINIO, si("Le parti comuni le ripara il condominio", COMUNI)),
    ),
    "SFITTO": (
        "Ripristino fra un nucleo e l’altro",
        ACarico(ETS, si("Nessuno abita l’alloggio: verso il proprietario il conduttore è l’ente", PICCOLA)),
    ),
}
DA_DECIDERE = ACarico(ETS, avviso("Non è chiaro a chi tocchi: paga l’ente e decide dopo il sopralluogo"))


def suggerisci_a_carico(natura: str) -> ACarico:
    """Who pays by the nature of the repair: small ones the tenant, the others the owner; unknown, to be decided."""
    if natura not in NATURE:
        return DA_DECIDERE
    return NATURE[natura][1]
