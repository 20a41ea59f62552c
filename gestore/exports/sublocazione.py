from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def colonne(utente: Utente) -> Colonne:
    """The list as a sheet; the tenant as this person may read it."""
    return (
        ("Numero", lambda c: c.numero),
        ("Conduttore", lambda c: c.chi_conduce(utente)),
        ("Nucleo", lambda c: c.nucleo.codice),
        ("Alloggio", lambda c: c.alloggio.codice),
        ("Indirizzo", lambda c: c.alloggio.indirizzo_completo),
        ("Comune", lambda c: c.alloggio.comune.nome),
        ("Inizio", lambda c: c.inizio),
        ("Fine", lambda c: c.fine_effettiva),
        ("Cessato il", lambda c: c.cessato_il),
        ("Canone al mese", lambda c: c.canone_mensile),
        ("Oneri al mese", lambda c: c.oneri_mensili),
        ("Deposito", lambda c: c.deposito),
        ("In ritardo", lambda c: c.arretrato or 0),
        ("Registrato il", lambda c: c.registrato_il),
        ("Stato", lambda c: c.get_stato_display()),
    )
