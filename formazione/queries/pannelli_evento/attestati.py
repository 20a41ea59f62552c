"""How many certificates an event gave: the figure for whoever reads it, the list for who reads names."""

from formazione.choices import StatoEvento
from formazione.models import Attestato, Evento
from formazione.queries.pagine import indirizzo
from formazione.rules.attestato import in_ore, minuti_che_servono
from formazione.workflow import ISCRIVONO
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.models import Utente


def pannello(evento: Evento, utente: Utente) -> Pannello | None:
    if not evento.con_attestato:
        return None
    validi = Attestato.objects.validi().filter(iscrizione__evento=evento)
    contesto = {
        "evento": evento,
        "servono": in_ore(minuti_che_servono(evento.minuti, evento.soglia)),
        "quanti": validi.count() if evento.stato == StatoEvento.SVOLTO else 0,
        "elenco": indirizzo("attestato_elenco", domanda=f"evento={evento.pk}") if utente.ha_ruolo(*ISCRIVONO) else "",
    }
    return Pannello("Attestati", "formazione/attestato/_pannello.html", contesto)
