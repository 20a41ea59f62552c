from formazione.exports.campagna import gruppi
from valdera_housing.kit.foglio import Colonne

NEWSLETTER: Colonne = (
    ("Numero", lambda n: n.numero),
    ("Oggetto", lambda n: n.oggetto),
    ("Stato", lambda n: n.get_stato_display()),
    ("Scritta il", lambda n: n.creata_il),
    ("A chi", lambda n: gruppi(n.destinatari) or "Tutti"),
    ("Campagna", lambda n: n.campagna.titolo if n.campagna else ""),
    ("Inviata", lambda n: n.inviata_alle),
    ("Partite", lambda n: n.partite),
    ("Non partite", lambda n: n.fallite),
)
SPEDIZIONI: Colonne = (
    ("E-mail", lambda s: s.contatto.email),
    ("Nome", lambda s: s.contatto.nome),
    ("Chi è", lambda s: s.contatto.get_destinatario_display()),
    ("Stato", lambda s: s.get_stato_display()),
    ("Mandata", lambda s: s.mandata_alle),
    ("Perché no", lambda s: s.errore),
)
