"""How full a house is, month by month. No query: it reads the house as its record loads it (``con_unita``)."""

from cohousing.choices import StatoStruttura
from cohousing.models import Struttura
from cohousing.queries.occupazione import casa_nel_tempo, mesi_intorno, mesi_occupati
from cohousing.queries.pagine import indirizzo
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

PRIMA, DOPO = 6, 3


def pannello(struttura: Struttura, utente: Utente) -> Pannello | None:
    """Nothing until the house opens."""
    if struttura.stato == StatoStruttura.PROGETTO or struttura.attiva_dal is None:
        return None
    giorno = oggi()
    contesto = {
        "mesi": mesi_occupati(casa_nel_tempo(struttura, giorno), mesi_intorno(giorno, PRIMA, DOPO), giorno),
        "tutti_url": indirizzo("struttura_occupazione", struttura.pk),
    }
    return Pannello("Occupazione", "cohousing/struttura/_occupazione.html", contesto)
