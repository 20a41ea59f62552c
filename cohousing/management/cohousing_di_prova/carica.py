"""Nearly two years of shared houses, in the order in which they happened."""

from cohousing.choices import TipoStruttura
from cohousing.management.cohousing_di_prova import conti, immobili, vita
from cohousing.management.cohousing_di_prova.abitanti import Disponibili, carica_abitanti
from cohousing.management.cohousing_di_prova.case import carica_casa
from cohousing.management.cohousing_di_prova.copione import CASE
from valdera_housing.management.scena import Scena

# Nobody has visited this one for two weeks: the alert can be seen at work.
SENZA_VISITE = "Casa Gelsomino"


def carica_cohousing(scena: Scena) -> None:
    """Call it inside the transaction of the demo office, when homes, people, users and households are there."""
    immobili.carica_immobili(scena)
    strutture = [carica_casa(scena, casa) for casa in CASE]
    immobili.carica_tappe(scena, strutture[0])
    chi = Disponibili()
    for casa, struttura in zip(CASE, strutture, strict=True):
        permanenze = carica_abitanti(scena, casa, struttura, chi)
        vita.carica_visite(scena, struttura, permanenze, ferma=casa.nome == SENZA_VISITE)
        conti.carica_bollette_divise(scena, vita.carica_bollette(scena, casa, struttura))
        if struttura.tipo == TipoStruttura.CONDOMINIO_SOCIALE:
            vita.carica_servizi(scena, struttura)
    conti.carica_acquisti(scena, strutture)
    conti.carica_quote(scena)
