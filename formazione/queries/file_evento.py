"""What the sheets of an event say: programme and poster."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from formazione.choices import Destinatario
from formazione.models import Evento, Sessione
from formazione.queries.pagine import indirizzo
from valdera_housing.models import Sede

A_DISTANZA = "A distanza: il collegamento arriva a chi si iscrive"
DA_DEFINIRE = "Luogo da definire"


@dataclass(frozen=True)
class IncontroFoglio:
    """A session as it is printed."""

    inizio: datetime
    fine: datetime
    luogo: str
    titolo: str = ""


@dataclass(frozen=True)
class DocenteFoglio:
    nome: str
    qualifica: str = ""


@dataclass(frozen=True)
class FoglioEvento:
    """An event as it is told to people. ``iscrizioni`` is the written address of its public page, or nothing."""

    numero: str
    titolo: str
    tipo: str
    destinatari: Sequence[str]
    descrizione: str
    programma: str = ""
    incontri: Sequence[IncontroFoglio] = field(default=())
    docenti: Sequence[DocenteFoglio] = field(default=())
    partner: Sequence[str] = field(default=())
    posti: int | None = None
    con_attestato: bool = False
    iscrizioni: str = ""


def foglio_di(evento: Evento) -> FoglioEvento:
    """Three queries: sessions, teachers, partners."""
    vive = evento.sessioni.vive().select_related("prenotazione__stanza", "prenotazione__sede__comune")
    return FoglioEvento(
        numero=evento.numero,
        titolo=evento.titolo,
        tipo=evento.get_tipo_display(),
        destinatari=[_in_frase(Destinatario(d).label) for d in evento.destinatari],
        descrizione=evento.descrizione,
        programma=evento.programma,
        incontri=[_incontro(s) for s in vive.order_by("prenotazione__inizio", "pk")],
        docenti=[DocenteFoglio(d.nome, d.qualifica) for d in evento.docenti.all()],
        partner=[p.partner.nome for p in evento.partner.select_related("partner")],
        posti=evento.posti,
        con_attestato=evento.con_attestato,
        iscrizioni=_iscrizioni(evento),
    )


def _in_frase(etichetta: str) -> str:
    """``personale dell’Unione``: in the middle of a sentence, proper names as they are."""
    return etichetta[:1].lower() + etichetta[1:]


def _incontro(sessione: Sessione) -> IncontroFoglio:
    p = sessione.prenotazione
    return IncontroFoglio(p.inizio, p.fine, _luogo(sessione), sessione.titolo)


def _luogo(sessione: Sessione) -> str:
    p = sessione.prenotazione
    if p.stanza is not None and p.sede is not None:
        return f"{p.stanza.nome}, {_sede(p.sede)}"
    return sessione.luogo or (A_DISTANZA if sessione.collegamento else DA_DEFINIRE)


def _sede(sede: Sede) -> str:
    return ", ".join(parte for parte in (sede.nome, sede.indirizzo, sede.comune.nome) if parte)


def _iscrizioni(evento: Evento) -> str:
    pagina = indirizzo("pubblica_evento", evento.codice) if evento.iscrizioni_pubbliche else ""
    return f"{settings.INDIRIZZO}{pagina}" if pagina else ""
