from valdera_housing.kit.foglio import Colonne

CONTATTI: Colonne = (
    ("E-mail", lambda c: c.email),
    ("Nome", lambda c: c.nome),
    ("Chi è", lambda c: c.get_destinatario_display()),
    ("Chiesta il", lambda c: c.chiesto_alle),
    ("Confermata il", lambda c: c.confermato_alle),
    ("Informativa", lambda c: c.informativa),
)
