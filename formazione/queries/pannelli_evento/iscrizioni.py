"""Who takes part, in figures: names are on the list, for who may read them."""

from formazione.models import Evento
from formazione.queries.iscrizione import conti_iscritti
from formazione.queries.pagine import indirizzo
from formazione.workflow import ISCRIVONO
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente


def pannello(evento: Evento, utente: Utente) -> Pannello:
    elenco = indirizzo("evento_iscritti", evento.pk) if utente.ha_ruolo(*ISCRIVONO) else ""
    contesto = {"conti": conti_iscritti(evento), "elenco_url": elenco}
    return Pannello("Iscritti", "formazione/evento/_iscritti.html", contesto)
