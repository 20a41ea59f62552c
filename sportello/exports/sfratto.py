from collections.abc import Callable
from typing import Any

from sportello.choices import EsitoSfratto
from valdera_housing.kit.foglio import Colonne


def colonne_sfratti(indirizzo: Callable[[Any], str]) -> Colonne:
    """The evictions of the list; ``indirizzo`` gives the address this person may read."""
    return (
        ("Numero", lambda s: s.numero),
        ("Nucleo", lambda s: s.caso.nucleo.codice),
        ("Comune", lambda s: s.caso.nucleo.comune.nome),
        ("Caso", lambda s: s.caso.numero),
        ("Motivo", lambda s: s.get_tipo_display()),
        ("Fase", lambda s: s.get_stato_display()),
        ("Sospeso", lambda s: "sì" if s.sospeso else "no"),
        ("Prossima data", lambda s: s.prossima_data),
        ("Che cosa succede", lambda s: s.prossimo_passo),
        ("Conosciuto il", lambda s: s.aperto_il),
        ("Alloggio", indirizzo),
        ("Proprietario", lambda s: s.locatore),
        ("Avvocato", lambda s: s.legale),
        ("Tribunale", lambda s: s.tribunale),
        ("Ruolo", lambda s: "/".join(str(v) for v in (s.rg_numero, s.rg_anno) if v)),
        ("Canone al mese", lambda s: s.canone_mensile),
        ("Canoni arretrati", lambda s: s.importo_morosita),
        ("Spese legali", lambda s: s.spese_legali),
        ("Forza pubblica chiesta", lambda s: "sì" if s.forza_pubblica else "no"),
        ("Operatore di riferimento", lambda s: str(s.caso.case_manager or "")),
        ("Assistente sociale", lambda s: str(s.caso.assistente_sociale or "")),
        ("Esito", lambda s: s.get_esito_display()),
        ("Chiuso il", lambda s: s.chiuso_il),
    )


# Rows are (name, Provvedimenti) and (name, EsitiComune).
PROVVEDIMENTI: Colonne = (
    ("Motivo", lambda r: r[0]),
    ("Provvedimenti emessi", lambda r: r[1].emessi),
    ("Richieste di esecuzione", lambda r: r[1].richieste),
    ("Sfratti eseguiti", lambda r: r[1].eseguiti),
)
ESITI: Colonne = (
    ("Comune", lambda r: r[0]),
    ("Presi in carico", lambda r: r[1].presi_in_carico),
    ("Evitati: resta nella casa", lambda r: r[1].per_esito.get(EsitoSfratto.EVITATO_RESTA, 0)),
    ("Evitati: casa a casa", lambda r: r[1].per_esito.get(EsitoSfratto.EVITATO_CASA_A_CASA, 0)),
    ("Eseguiti con una soluzione", lambda r: r[1].per_esito.get(EsitoSfratto.ESEGUITO_CON_SOLUZIONE, 0)),
    ("Eseguiti senza soluzione", lambda r: r[1].per_esito.get(EsitoSfratto.ESEGUITO, 0)),
)
