from datetime import date

from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def colonne_rivalse(utente: Utente, giorno: date) -> Colonne:
    """The list as this person may read it: a household's code for who audits."""
    return (
        ("Rivalsa", lambda c: c.numero),
        ("Chi deve", lambda c: c.escussione.garanzia.contratto.chi_conduce(utente)),
        ("Nucleo", lambda c: c.nucleo.codice),
        ("Comune", lambda c: c.escussione.garanzia.fondo.comune.nome),
        ("Escussione", lambda c: c.escussione.numero),
        ("Pagato a", lambda c: c.escussione.garanzia.titolare),
        ("Aperta il", lambda c: c.aperto_il),
        ("Stato", lambda c: c.get_stato_display()),
        ("Importo", lambda c: c.importo),
        ("Restituito", lambda c: c.restituito),
        ("Resta", lambda c: ZERO if c.atto_stralcio else c.residuo),
        ("Stralciato", lambda c: c.residuo if c.atto_stralcio else ZERO),
        ("Scaduto", lambda c: c.scaduto),
        ("La più vecchia scaduta il", lambda c: c.piu_vecchia),
        ("Giorni", lambda c: (giorno - c.piu_vecchia).days if c.piu_vecchia else 0),
        ("Chiusa il", lambda c: c.chiuso_il),
        ("Atto di stralcio", lambda c: c.atto_stralcio),
    )
