from datetime import date
from typing import Any, NamedTuple

from cohousing.choices import StatoStruttura, TipoSupervisione
from cohousing.models import Struttura
from cohousing.queries.pagine import indirizzo
from cohousing.queries.supervisione import GIORNI_CONTATI, supervisione_della_casa
from cohousing.rules.supervisione import in_ore, ore_a_settimana
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


class UltimaSupervisione(NamedTuple):
    pagina: str
    tipo: str
    giorno: date
    minuti: int
    operatore: str


def pannello(struttura: Struttura, utente: Utente) -> Pannello | None:
    """The last visits, the hours of the last four weeks, and the alert when nobody has been there. One query."""
    if struttura.stato == StatoStruttura.PROGETTO:
        return None
    casa: Any = supervisione_della_casa(struttura, utente, oggi())
    contesto = {
        "ultime": [ultima(riga) for riga in casa.ultime],
        "ore": in_ore(casa.minuti_contati),
        "ore_settimana": ore_a_settimana(casa.minuti_contati, GIORNI_CONTATI),
        "allarme": frase_allarme(casa),
        "tutte": indirizzo("supervisione_elenco", domanda=f"casa={struttura.pk}"),
    }
    return Pannello("Visite e riunioni", "cohousing/pannelli/supervisioni.html", contesto)


def ultima(riga: dict[str, Any]) -> UltimaSupervisione:
    return UltimaSupervisione(
        indirizzo("supervisione_scheda", riga["pk"]),
        TipoSupervisione(riga["tipo"]).label,
        date.fromisoformat(riga["giorno"]),
        riga["minuti"],
        riga["operatore"],
    )


def frase_allarme(casa: Any) -> str:
    """Why somebody should go there, or nothing. Only of an open house."""
    if casa.stato != StatoStruttura.ATTIVA or casa.giorni_senza <= casa.soglia_visite:
        return ""
    da = (
        f"L’ultima visita è del {casa.ultima_visita:%d/%m/%Y}"
        if casa.ultima_visita
        else "Nessuna visita dall’apertura"
    )
    return f"{da}: sono {casa.giorni_senza} giorni, la soglia è {casa.soglia_visite}."
