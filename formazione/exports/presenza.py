from collections.abc import Callable
from typing import Any

from valdera_housing.kit.foglio import Colonne


def qui(leggi: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A column of her presence at the session; empty for who is not recorded."""
    return lambda iscrizione: leggi(iscrizione.qui[0]) if iscrizione.qui else None


PRESENZE: Colonne = (
    ("Cognome", lambda i: i.cognome),
    ("Nome", lambda i: i.nome),
    ("Chi è", lambda i: i.get_destinatario_display()),
    ("Comune", lambda i: i.comune.nome if i.comune else ""),
    ("Entrata", qui(lambda p: p.entrata)),
    ("Uscita", qui(lambda p: p.uscita)),
    ("Minuti", qui(lambda p: p.minuti)),
    ("Segnata con", qui(lambda p: p.get_modo_display())),
    ("Attestato", lambda i: i.attestato),
)
