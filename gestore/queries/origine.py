"""What a due of the line comes from, told by its key; one of a contract already leads to the account of it."""

from gestore.models import PianoRientro
from gestore.queries.pagine import indirizzo
from valdera_housing.kit.aspetto import Voce
from valdera_housing.linea import DI_CHE_COSA
from valdera_housing.models import Scadenza, Utente


def origine_scadenza(utente: Utente, scadenza: Scadenza) -> Voce | None:
    """The plan of an instalment, or of what was left of it; None for who may not open it. One query."""
    genere, _, resto = scadenza.chiave.partition("/")
    if genere != "piano":
        return None
    piano = PianoRientro.objects.visibili_a(utente).filter(pk=int(resto.partition("/")[0])).first()
    return Voce(DI_CHE_COSA, piano, indirizzo("piano_scheda", piano.pk)) if piano else None
