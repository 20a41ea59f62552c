"""How many came, session by session: figures for whoever reads the event, the register for who keeps it."""

from formazione.choices import RegistroPresenze
from formazione.models import Evento
from formazione.queries.pagine import indirizzo
from formazione.queries.presenza import incontro, sessioni_di
from formazione.workflow import TENGONO
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente


def pannello(evento: Evento, utente: Utente) -> Pannello | None:
    nome = "incontro_conta" if evento.registro == RegistroPresenze.ANONIMO else "incontro_presenze"
    tiene = utente.ha_ruolo(*TENGONO)
    righe = [(incontro(s), indirizzo(nome, s.pk) if tiene else "") for s in sessioni_di(evento)]
    if not righe:
        return None
    contesto = {"evento": evento, "righe": righe}
    return Pannello("Presenze", "formazione/presenza/_incontri.html", contesto)
