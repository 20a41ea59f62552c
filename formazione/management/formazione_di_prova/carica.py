"""Two years of training and communication, written as the office wrote them."""

from datetime import timedelta

from formazione.actions.attestato import rilascia_attestati
from formazione.choices import StatoEvento
from formazione.management.formazione_di_prova import campagne, eventi, questionari
from formazione.management.formazione_di_prova.copione import EVENTI
from formazione.models import Evento
from valdera_housing.management.scena import Scena, alle

ULTIMI = 2


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
    _stampa_gli_ultimi(scena)


def _stampa_gli_ultimi(scena: Scena) -> None:
    """The worker makes the files of the last certificates, as when the office asks for them."""
    svolti = (
        Evento.objects.filter(stato=StatoEvento.SVOLTO, iscrizioni__attestati__isnull=False)
        .distinct()
        .order_by("-svolto_il")
    )
    with scena.momento(alle(scena.oggi, 8), scena.coordinatore):
        for evento in svolti[:ULTIMI]:
            rilascia_attestati(evento, utente=scena.coordinatore)
