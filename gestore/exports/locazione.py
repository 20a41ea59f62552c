"""The contracts with owners as a spreadsheet."""

from gestore.choices import StatoRegistrazione
from gestore.queries.registrazione import registrazione_di
from valdera_housing.kit.foglio import Colonne
from valdera_housing.kit.tempo import oggi

SENZA_PROPRIETARIO: Colonne = (
    ("Numero", lambda c: c.numero),
    ("Tipo", lambda c: c.get_tipo_display()),
    ("Stato", lambda c: c.get_stato_display()),
    ("Alloggio", lambda c: c.alloggio.codice),
    ("Indirizzo", lambda c: c.alloggio.indirizzo_completo),
    ("Comune", lambda c: c.alloggio.comune.nome),
    ("Firmato il", lambda c: c.stipulato_il),
    ("Inizio", lambda c: c.inizio),
    ("Prima scadenza", lambda c: c.fine),
    ("Fine", lambda c: c.fine_effettiva),
    ("Cessato il", lambda c: c.cessato_il),
    ("Canone al mese", lambda c: c.canone_mensile),
    ("Oneri al mese", lambda c: c.oneri_mensili),
    ("Deposito", lambda c: c.deposito),
    ("Cedolare secca", lambda c: "sì" if c.cedolare else "no"),
    ("Registrazione", lambda c: StatoRegistrazione(registrazione_di(c, oggi()).stato).label),
    ("Registrato il", lambda c: c.registrato_il),
)
LOCAZIONI: Colonne = (*SENZA_PROPRIETARIO, ("Proprietario", lambda c: c.proprietario.denominazione))
