"""The list of the houses, column by column."""

from valdera_housing.kit.foglio import Colonne

STRUTTURE: Colonne = (
    ("Numero", lambda s: s.numero),
    ("Nome", lambda s: s.nome),
    ("Che cos’è", lambda s: s.get_tipo_display()),
    ("Per chi è", lambda s: s.get_categoria_display()),
    ("Comune", lambda s: s.alloggio.comune.nome),
    ("Indirizzo", lambda s: s.alloggio.indirizzo_completo),
    ("Alloggio", lambda s: s.alloggio.codice),
    ("Posti letto occupati", lambda s: s.occupati),
    ("Posti letto disponibili", lambda s: s.disponibili),
    ("Nuclei al massimo", lambda s: s.capienza_nuclei),
    ("Ente che la segue", lambda s: s.ente_supervisore.nome),
    ("Responsabile", lambda s: str(s.responsabile)),
    ("Stato", lambda s: s.get_stato_display()),
    ("Aperta dal", lambda s: s.attiva_dal),
    ("Chiusa il", lambda s: s.chiusa_il),
)
