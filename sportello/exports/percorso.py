from valdera_housing.kit.foglio import Colonne

PERCORSI: Colonne = (
    ("Numero", lambda p: p.numero),
    ("Persona", lambda p: str(p.persona)),
    ("Nucleo", lambda p: p.caso.nucleo.codice),
    ("Comune", lambda p: p.caso.nucleo.comune.nome),
    ("Iniziato il", lambda p: p.aperto_il),
    ("Che cosa si cerca", lambda p: p.obiettivo),
    ("DID", lambda p: p.did_il),
    ("Patto di servizio", lambda p: p.patto_il),
    ("Tirocinio", lambda p: p.get_tirocinio_display()),
    ("Dove si svolge", lambda p: p.ospitante.nome if p.ospitante else ""),
    ("Tirocinio dal", lambda p: p.tirocinio_dal),
    ("Tirocinio al", lambda p: p.tirocinio_al),
    ("Indennità al mese", lambda p: p.indennita),
    ("Corso", lambda p: p.corso),
    ("Stato", lambda p: p.get_stato_display()),
    ("Esito", lambda p: p.get_esito_display()),
    ("Concluso il", lambda p: p.concluso_il),
)
