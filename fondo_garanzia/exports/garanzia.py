from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def colonne_garanzie(utente: Utente) -> Colonne:
    """The list as this person may read it: a household's code for who audits."""
    return (
        ("Numero", lambda g: g.numero),
        ("Comune", lambda g: g.fondo.comune.nome),
        ("Nucleo", lambda g: g.nucleo.codice),
        ("Inquilino", lambda g: g.contratto.chi_conduce(utente)),
        ("Contratto", lambda g: g.contratto.numero),
        ("A favore di", lambda g: g.titolare),
        ("Stato", lambda g: g.get_stato_display()),
        ("Richiesta il", lambda g: g.richiesta_il),
        ("Atto", lambda g: g.atto),
        ("Decisa il", lambda g: g.decisa_il),
        ("Vale dal", lambda g: g.inizio),
        ("Vale fino al", lambda g: g.scade_il),
        ("Mensilità", lambda g: g.mensilita),
        ("Massimale canoni", lambda g: g.massimale_canoni),
        ("Massimale danni", lambda g: g.massimale_danni),
        ("Pagato canoni", lambda g: g.pagato_canoni),
        ("Pagato danni", lambda g: g.pagato_danni),
        ("Impegnato", lambda g: g.impegno),
        ("Finita il", lambda g: g.finita_il),
    )
