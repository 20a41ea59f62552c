from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def colonne(utente: Utente) -> Colonne:
    """Rows of Permanenza with ``queries.conto.con_conto``, as this person may read them."""
    return (
        ("Permanenza", lambda p: p.numero),
        ("Chi", lambda p: p.chi(utente)),
        ("Nucleo", lambda p: p.nucleo.codice),
        ("Casa", lambda p: p.struttura.nome),
        ("Unità", lambda p: p.unita.nome),
        ("Stato", lambda p: p.get_stato_display()),
        ("Ingresso", lambda p: p.inizio),
        ("Fine", lambda p: p.fine_effettiva),
        ("Uscita", lambda p: p.uscita_il),
        ("Quota al mese", lambda p: p.quota_mensile),
        ("Chiesto fino a oggi", lambda p: p.dovuto),
        ("Pagato", lambda p: p.pagato),
        ("Da pagare", lambda p: p.resta),
        ("In ritardo", lambda p: p.scaduto),
    )
