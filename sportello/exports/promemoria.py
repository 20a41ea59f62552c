from sportello.queries.promemoria import chi_riceve
from valdera_housing.kit.foglio import Colonne

PROMEMORIA: Colonne = (
    ("Appuntamento", lambda p: p.appuntamento.numero),
    ("Chi", lambda p: chi_riceve(p.appuntamento)),
    ("Appuntamento delle", lambda p: p.per_il),
    ("Stato", lambda p: p.get_stato_display()),
    ("A chi", lambda p: p.destinatario),
    ("Mandato alle", lambda p: p.mandato_alle),
    ("Tentativi", lambda p: p.tentativi),
    ("Perché no", lambda p: p.errore),
)
