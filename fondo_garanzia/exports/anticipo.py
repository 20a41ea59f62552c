from valdera_housing.kit.foglio import Colonne

ANTICIPI: Colonne = (
    ("Numero", lambda a: a.numero),
    ("Nucleo", lambda a: a.nucleo.codice),
    ("Comune", lambda a: a.fondo.comune.nome),
    ("Per che cosa", lambda a: a.get_motivo_display()),
    ("Stato", lambda a: a.get_stato_display()),
    ("Richiesto il", lambda a: a.richiesto_il),
    ("Importo", lambda a: a.importo),
    ("Creditore", lambda a: a.creditore),
    ("Rate", lambda a: a.n_rate),
    ("Prima rata", lambda a: a.prima_rata),
    ("Deciso il", lambda a: a.deciso_il),
    ("Atto", lambda a: a.atto),
    ("Pagato il", lambda a: a.erogato_il),
    ("Restituito", lambda a: a.restituito),
    ("Resta", lambda a: a.residuo if a.erogato_il else None),
    ("In ritardo", lambda a: a.scaduto),
    ("Chiuso il", lambda a: a.chiuso_il),
    ("Atto di stralcio", lambda a: a.atto_stralcio),
)
