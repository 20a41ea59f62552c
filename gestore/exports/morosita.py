from datetime import date

from gestore.queries.morosita import passo_dovuto_di
from gestore.rules.morosita import giorni_ritardo
from gestore.rules.passo_morosita import Soglie
from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def colonne_morosita(utente: Utente, giorno: date, soglie: Soglie) -> Colonne:
    """The list as this person may read it: a household's code for who audits."""

    def passo(m) -> str:
        dovuto = passo_dovuto_di(m, giorno, soglie)
        return dovuto.passo.label if dovuto else ""

    return (
        ("Contratto", lambda m: m.contratto.numero),
        ("Chi deve", lambda m: m.contratto.chi_conduce(utente)),
        ("Nucleo", lambda m: m.contratto.nucleo.codice),
        ("Alloggio", lambda m: f"{m.contratto.alloggio.indirizzo} {m.contratto.alloggio.civico}"),
        ("Comune", lambda m: m.contratto.alloggio.comune.nome),
        ("In ritardo", lambda m: m.debito),
        ("Il più vecchio scaduto il", lambda m: m.piu_vecchia),
        ("Giorni", lambda m: giorni_ritardo(m.piu_vecchia, giorno) if m.piu_vecchia else 0),
        ("Stato", lambda m: m.get_stato_display()),
        ("Passo da fare", passo),
        ("Aperta il", lambda m: m.aperta_il),
        ("Chiusa il", lambda m: m.chiusa_il),
    )
