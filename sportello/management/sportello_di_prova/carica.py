"""Two years at the desk, in the order in which they happened."""

from sportello.actions.misura import carica_misure
from sportello.management.misure_di_partenza import MISURE
from sportello.management.sportello_di_prova import accessi, appuntamenti, casi, domande, luoghi, rete, sfratti
from valdera_housing.management.scena import Scena, alle


def carica_sportello(scena: Scena) -> None:
    """Call it inside the transaction of the demo office, when people, users and households are there."""
    with scena.momento(alle(scena.inizio, 9), scena.coordinatore):
        luoghi.carica_luoghi(scena)
        carica_misure(MISURE)
    aperti = casi.carica_casi(scena)
    seguiti = sfratti.carica_sfratti(scena, aperti)
    domande.carica_domande(scena, aperti, seguiti)
    rete.carica_rete(scena, aperti)
    with scena.momento(alle(scena.oggi, 8), scena.operatore):
        accessi.carica_accessi(scena)
        appuntamenti.carica_appuntamenti(scena)
