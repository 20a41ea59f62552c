from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def colonne_escussioni(utente: Utente) -> Colonne:
    """The list as this person may read it: a household's code for who audits."""
    return (
        ("Numero", lambda e: e.numero),
        ("Garanzia", lambda e: e.garanzia.numero),
        ("Comune", lambda e: e.garanzia.fondo.comune.nome),
        ("Proprietario", lambda e: e.garanzia.titolare),
        ("Nucleo", lambda e: e.garanzia.nucleo.codice),
        ("Inquilino", lambda e: e.garanzia.contratto.chi_conduce(utente)),
        ("Stato", lambda e: e.get_stato_display()),
        ("Fatto del", lambda e: e.evento_il),
        ("Arrivata il", lambda e: e.presentata_il),
        ("Canoni non pagati", lambda e: e.canoni_richiesti),
        ("Danni", lambda e: e.danni),
        ("Deposito trattenuto", lambda e: e.deposito_trattenuto),
        ("Ammesso per i canoni", lambda e: e.ammesso_canoni),
        ("Ammesso per i danni", lambda e: e.ammesso_danni),
        ("Ammesso in tutto", lambda e: e.importo),
        ("Non coperto", lambda e: e.non_coperto),
        ("Atto", lambda e: e.atto),
        ("Decisa il", lambda e: e.decisa_il),
        ("Pagata il", lambda e: e.pagata_il),
    )
