from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def colonne(utente: Utente) -> Colonne:
    """The list as a sheet; the guest as this person may read it."""
    return (
        ("Numero", lambda p: p.numero),
        ("Ospite", lambda p: p.chi(utente)),
        ("Nucleo", lambda p: p.nucleo.codice),
        ("Casa", lambda p: p.struttura.nome),
        ("Unità", lambda p: p.unita.nome),
        ("Comune", lambda p: p.struttura.alloggio.comune.nome),
        ("Persone", lambda p: p.persone),
        ("Ingresso", lambda p: p.inizio),
        ("Fine prevista", lambda p: p.fine_prevista),
        ("Fine", lambda p: p.fine_effettiva),
        ("Uscita", lambda p: p.uscita_il),
        ("Quota al mese", lambda p: p.quota_mensile),
        ("Cauzione", lambda p: p.cauzione),
        ("Stato", lambda p: p.get_stato_display()),
        ("Com’è finita", lambda p: p.get_esito_display()),
    )
