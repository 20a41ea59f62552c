from valdera_housing.kit.foglio import Colonne

PRESENZE: Colonne = (
    ("Cognome", lambda p: p.iscrizione.cognome),
    ("Nome", lambda p: p.iscrizione.nome),
    ("Chi è", lambda p: p.iscrizione.get_destinatario_display()),
    ("Comune", lambda p: p.iscrizione.comune.nome if p.iscrizione.comune else ""),
    ("Entrata", lambda p: p.entrata),
    ("Uscita", lambda p: p.uscita),
    ("Minuti", lambda p: p.minuti),
    ("Segnata con", lambda p: p.get_modo_display()),
)
