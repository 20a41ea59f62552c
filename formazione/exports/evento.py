"""The list of the events, column by column: no names of who takes part."""

from formazione.choices import Destinatario
from formazione.models import Evento
from valdera_housing.kit.foglio import Colonne


def per_chi(evento: Evento) -> str:
    """The groups an event is for, in words."""
    return ", ".join(Destinatario(gruppo).label for gruppo in evento.destinatari)


EVENTI: Colonne = (
    ("Numero", lambda e: e.numero),
    ("Titolo", lambda e: e.titolo),
    ("Tipo", lambda e: e.get_tipo_display()),
    ("Per chi", per_chi),
    ("Comune", lambda e: e.comune.nome if e.comune else "Tutta l’Unione"),
    ("Stato", lambda e: e.get_stato_display()),
    ("Comincia il", lambda e: e.inizia_il),
    ("Finisce il", lambda e: e.finisce_il),
    ("Minuti", lambda e: e.minuti),
    ("Posti", lambda e: e.posti),
    ("Iscritti", lambda e: e.iscritti),
    ("In attesa", lambda e: e.in_attesa),
    ("Chi lo segue", lambda e: str(e.referente)),
    ("Dà un attestato", lambda e: "sì" if e.con_attestato else "no"),
    ("Preventivo", lambda e: e.preventivo),
    ("Svolto il", lambda e: e.svolto_il),
    ("Perché è annullato", lambda e: e.motivo),
)
