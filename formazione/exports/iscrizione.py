from valdera_housing.kit.foglio import Colonne

ISCRITTI: Colonne = (
    ("Cognome", lambda i: i.cognome),
    ("Nome", lambda i: i.nome),
    ("Stato", lambda i: i.get_stato_display()),
    ("Chi è", lambda i: i.get_destinatario_display()),
    ("E-mail", lambda i: i.email),
    ("Telefono", lambda i: i.telefono),
    ("Comune", lambda i: i.comune.nome if i.comune else ""),
    ("Nucleo", lambda i: i.nucleo.codice if i.nucleo else ""),
    ("Da dove", lambda i: i.get_fonte_display()),
    ("Chiesta", lambda i: i.chiesta_alle),
    ("In elenco dal", lambda i: i.in_fila_dalle),
    ("Ore di presenza", lambda i: f"{i.minuti // 60}:{i.minuti % 60:02}"),
    ("Perché è annullata", lambda i: i.motivo),
)
