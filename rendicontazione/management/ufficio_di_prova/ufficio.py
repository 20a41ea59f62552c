"""The whole office, in the order in which an office is born."""

from collections.abc import Callable
from datetime import date
from random import Random

from cohousing.management.cohousing_di_prova.carica import carica_cohousing
from fondo_garanzia.management.fondo_di_prova.carica import carica_fondo
from formazione.management.formazione_di_prova.carica import carica_formazione
from gestore.management.casa_di_prova.carica import carica_case
from gestore.management.casa_di_prova.scena import Scena as ScenaDelleCase
from rendicontazione.management.ufficio_di_prova.anagrafe import NUCLEI, carica_anagrafe
from rendicontazione.management.ufficio_di_prova.calendario import Calendario, alle
from rendicontazione.management.ufficio_di_prova.enti import (
    carica_comuni,
    carica_convenzione,
    carica_enti,
    carica_parametri,
)
from rendicontazione.management.ufficio_di_prova.orologio import momento
from rendicontazione.management.ufficio_di_prova.storia import Ufficio
from rendicontazione.management.ufficio_di_prova.utenti import carica_utenti
from sportello.management.sportello_di_prova.carica import carica_sportello
from valdera_housing.management.scena import Scena

NUCLEI_POCHI = 30


def carica_ufficio(giorno: date, seme: int, *, piccolo: bool, di: Callable[[str], object]) -> None:
    """Call it inside a transaction: either the whole office is there, or nothing."""
    caso, calendario = Random(seme), Calendario(giorno)  # noqa: S311 - invented data, not secrets
    with momento(alle(calendario.stipula, 9)):
        comuni = carica_comuni(calendario)
        unione, portone = carica_enti()
        carica_parametri(calendario)
        convenzione = carica_convenzione(calendario, unione, portone)
        squadra = carica_utenti(comuni, unione, portone)
        nuclei = carica_anagrafe(calendario, comuni, caso, NUCLEI_POCHI if piccolo else NUCLEI)
    di("  comuni, utenti, nuclei e convenzione")
    in_carico = [nucleo for nucleo in nuclei if nucleo.in_carico]
    scena = {
        "oggi": giorno,
        "inizio": calendario.inizio,
        "comuni": comuni,
        "nuclei": in_carico,
        "operatore": squadra.operatore,
        "operatrice": squadra.operatrice,
        "contabile": squadra.contabile,
        "coordinatore": squadra.coordinatore,
        "assistente": squadra.assistente,
        "funzionario": squadra.funzionario,
        "momento": momento,
        "piccola": piccolo,
    }
    # Each part has its own chance, so that a change in one leaves the others what they were.
    carica_case(ScenaDelleCase(**scena, caso=Random(seme + 1)))  # noqa: S311 - as above
    di("  case, contratti, canoni e morosità del gestore")
    carica_sportello(Scena(**scena, caso=Random(seme + 2)))  # noqa: S311 - as above
    di("  accessi, appuntamenti, sfratti e domande dello sportello")
    carica_fondo(Scena(**scena, caso=Random(seme + 3)))  # noqa: S311 - as above
    di("  dotazioni, garanzie, anticipi e conto dedicato del fondo")
    carica_formazione(Scena(**scena, caso=Random(seme + 4)))  # noqa: S311 - as above
    di("  eventi, iscrizioni, attestati e campagne della formazione")
    carica_cohousing(Scena(**scena, caso=Random(seme + 5)))  # noqa: S311 - as above
    di("  case condivise, abitanti, servizi e immobili del cohousing")
    Ufficio(calendario, convenzione, squadra, in_carico, caso, piccolo).racconta()
    di("  otto trimestri di spese, dal primo pagamento a oggi")
