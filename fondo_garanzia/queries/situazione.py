"""The fund of each comune on the last day of a quarter, for its section of the report (domain.md 3.3)."""

from datetime import date

from fondo_garanzia.choices import Voce
from fondo_garanzia.queries.archivio import Archivio, ContoFondo
from valdera_housing.kit.denaro import ZERO
from valdera_housing.linea import FondoComune
from valdera_housing.models import Trimestre


def situazione_fondi(trimestre: Trimestre) -> list[FondoComune]:
    """The comuni that had joined by the end of the quarter, by name."""
    archivio = Archivio()
    return [situazione(archivio, f, trimestre.fine) for f in archivio.fondi if f.aperto(trimestre.fine)]


def situazione(archivio: Archivio, fondo: ContoFondo, giorno: date) -> FondoComune:
    return FondoComune(
        comune=fondo.comune,
        dotato=fondo.figura(Voce.DOTATO, giorno),
        erogato=fondo.figura(Voce.EROGATO, giorno),
        rientrato=fondo.figura(Voce.RIENTRATO, giorno),
        altri=fondo.figura(Voce.ALTRO, giorno),
        impegnato=sum((p.impegno(giorno) for p in archivio.promesse(fondo)), ZERO),
    )
