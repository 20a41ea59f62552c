"""Two years of training and communication, written as the office wrote them."""

from datetime import timedelta

from formazione.management.formazione_di_prova import campagne, eventi, questionari
from formazione.management.formazione_di_prova.copione import EVENTI
from valdera_housing.management.scena import Scena, alle


def carica_formazione(scena: Scena) -> None:
    """Call it inside the transaction of the demo office, when desks, people, users and households are there."""
    partner = eventi.carica_partner(scena)
    storie = EVENTI[1::4] if scena.piccola else EVENTI
    for storia in storie:
        evento = eventi.carica_evento(scena, storia, partner)
        if storia.voti:
            with scena.momento(alle(evento.finisce_il + timedelta(days=2), 10), scena.operatrice):
                questionari.carica_gradimento(evento, storia.voti)
    campagne.carica_campagne(scena)
