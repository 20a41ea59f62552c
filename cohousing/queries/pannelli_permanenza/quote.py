"""What a stay owes, on its record: due, paid, late, and the deposit. One query."""

from cohousing.choices import StatoPermanenza
from cohousing.models import Permanenza
from cohousing.queries.conto import cauzione_di, scadenze_di
from cohousing.queries.pagine import indirizzo
from cohousing.workflow import CONTI
from valdera_housing.choices import Verso
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.queries.partitario import aspetto_scadenza

MOSTRATE = 6


def pannello(permanenza: Permanenza, utente: Utente) -> Pannello | None:
    """What is open comes first, the oldest on top; nothing before the entry."""
    if permanenza.stato not in {StatoPermanenza.IN_CORSO, StatoPermanenza.CONCLUSA}:
        return None
    giorno = oggi()
    scadenze = scadenze_di(permanenza, utente)
    dovute = [s for s in scadenze if s.verso == Verso.ENTRATA]
    aperte = sorted((s for s in scadenze if s.aperta), key=lambda s: (s.scade_il, s.pk))
    mostrate = [*aperte, *(s for s in scadenze if not s.aperta)][:MOSTRATE]
    cauzione = cauzione_di(scadenze)
    da_decidere = bool(permanenza.uscita_il and cauzione.versata and not cauzione.restituzione)
    contesto = {
        "righe": [(s, aspetto_scadenza(s, giorno)) for s in mostrate],
        "altre": len(scadenze) - len(mostrate),
        "dovuto": sum((s.importo for s in dovute if s.scade_il <= giorno), ZERO),
        "pagato": sum((s.imputato for s in dovute), ZERO),
        "scaduto": sum((s.residuo for s in dovute if s.scade_il < giorno), ZERO),
        "cauzione": cauzione,
        "da_decidere": da_decidere,
        "restituisci": indirizzo("cauzione_restituisci", permanenza.pk)
        if permanenza.uscita_il and cauzione.versata and utente.ha_ruolo(*CONTI)
        else "",
        "codice": permanenza.nucleo.codice,
    }
    return Pannello("Quote e spese", "cohousing/pannelli/quote.html", contesto)
