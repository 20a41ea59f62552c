"""Who takes part, in figures: names are on the list, for who may read them."""

from formazione.models import Evento
from formazione.queries.iscrizione import conti_iscritti
from formazione.queries.pagine import indirizzo
from formazione.queries.pannelli_evento import PannelloEvento
from formazione.workflow import ISCRIVONO
from valdera_housing.models import Utente


def pannello(evento: Evento, utente: Utente) -> PannelloEvento:
    elenco = indirizzo("evento_iscritti", evento.pk) if utente.ha_ruolo(*ISCRIVONO) else ""
    contesto = {"conti": conti_iscritti(evento), "elenco_url": elenco}
    return PannelloEvento("Iscritti", "formazione/evento/_iscritti.html", contesto)
