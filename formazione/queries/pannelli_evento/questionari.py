"""The questionnaires of an event, on its record: how many answered."""

from formazione.choices import ASPETTI_QUESTIONARIO
from formazione.models import Evento
from formazione.queries.questionario import con_conti
from formazione.workflow import VEDONO
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente


def pannello(evento: Evento, utente: Utente) -> Pannello | None:
    """One query; None for who may not read them."""
    if not utente.ha_ruolo(*VEDONO):
        return None
    questionari = con_conti(evento.questionari.visibili_a(utente))
    righe = [(q, ASPETTI_QUESTIONARIO[q.stato]) for q in questionari]
    return Pannello("Questionari", "formazione/questionario/_questionari.html", {"righe": righe})
