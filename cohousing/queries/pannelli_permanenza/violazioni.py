from typing import NamedTuple

from cohousing.choices import Provvedimento
from cohousing.models import Permanenza, Violazione
from cohousing.queries.pagine import indirizzo
from cohousing.queries.violazione import legge_le_parole
from cohousing.rules.violazione import SCALA
from cohousing.workflow import TENGONO
from valdera_housing.kit.aspetto import Aspetto, Pannello, Pulsante
from valdera_housing.models import Utente

ASPETTI = {
    Provvedimento.NESSUNO: ("anello", "inizio"),
    Provvedimento.PRIMO_RICHIAMO: ("triangolo", "attesa"),
    Provvedimento.SECONDO_RICHIAMO: ("triangolo", "attesa"),
    Provvedimento.PROPOSTA_ALLONTANAMENTO: ("croce", "negativo"),
}


class RigaViolazione(NamedTuple):
    """A rule not kept. ``legge``: this person reads which rule and what happened; the others day and measure."""

    violazione: Violazione
    aspetto: Aspetto
    legge: bool
    pulsanti: list[Pulsante]


def pannello(permanenza: Permanenza, utente: Utente) -> Pannello | None:
    """The rules not kept and what followed. One query."""
    legge = legge_le_parole(permanenza, utente)
    righe = [
        RigaViolazione(v, aspetto(v), legge, pulsanti(v, utente) if legge else [])
        for v in permanenza.violazioni.order_by("-giorno", "-pk")
    ]
    if not righe:
        return None
    return Pannello("Regole non rispettate", "cohousing/pannelli/violazioni.html", {"righe": righe, "scala": SCALA})


def aspetto(violazione: Violazione) -> Aspetto:
    if violazione.annullata_il:
        return Aspetto("spunta-quadra", "inizio", "Annullata")
    return Aspetto(
        *ASPETTI[Provvedimento(violazione.provvedimento)],  # type: ignore[arg-type]
        violazione.get_provvedimento_display(),
    )


def pulsanti(violazione: Violazione, utente: Utente) -> list[Pulsante]:
    """The letter, the day it was told, the annulment; nothing of one already annulled."""
    if violazione.annullata_il:
        return []
    richiamo = violazione.provvedimento != Provvedimento.NESSUNO
    di = f"per il fatto del {violazione.giorno:%d/%m/%Y}"
    voci = []
    if richiamo:
        voci.append(Pulsante("Lettera (PDF)", indirizzo("violazione_lettera", violazione.pk), contesto=di))
    if utente.ha_ruolo(*TENGONO):
        if richiamo and violazione.comunicato_il is None:
            comunica = indirizzo("violazione_comunica", violazione.pk)
            voci.append(Pulsante("Registra quando è stato detto…", comunica, contesto=di))
        voci.append(Pulsante("Annulla…", indirizzo("violazione_annulla", violazione.pk), "piano", contesto=di))
    return voci
