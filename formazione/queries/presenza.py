"""Who is at a session: the people of its register, their hours, how many came."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from formazione.models import Attestato, Conteggio, Evento, Iscrizione, Presenza, Sessione
from formazione.rules.presenza import Orario
from valdera_housing.kit.scrittura import con_giorno, in_ora
from valdera_housing.models import Prenotazione, Utente
from valdera_housing.queries.calendario import dove
from valdera_housing.rules.orari import ROMA

A_DISTANZA = "A distanza"


@dataclass(frozen=True, slots=True)
class Incontro:
    """When and where a session is, in words anybody may read."""

    sessione: Sessione
    quando: str
    luogo: str
    collegamento: str


def orario_di(prenotazione: Prenotazione) -> Orario:
    return Orario(prenotazione.inizio, prenotazione.fine, prenotazione.annullata_alle is not None)


def luogo_di(sessione: Sessione) -> str:
    """Room and address, or where it is held elsewhere; a session only on line says so."""
    luogo = sessione.luogo or dove(sessione.prenotazione)
    return luogo or (A_DISTANZA if sessione.collegamento else "")


def quando_di(sessione: Sessione) -> str:
    """``giovedì 26/11/2026, ore 15:00–17:00``."""
    prenotazione = sessione.prenotazione
    return f"{con_giorno(prenotazione.inizio)}–{in_ora(prenotazione.fine)}"


def incontro(sessione: Sessione) -> Incontro:
    return Incontro(sessione, quando_di(sessione), luogo_di(sessione), sessione.collegamento)


def sessioni_visibili(utente: Utente) -> QuerySet[Sessione]:
    """The sessions of the events this person sees, with their time and place."""
    return Sessione.objects.filter(evento__in=Evento.objects.visibili_a(utente)).select_related(
        "evento", "prenotazione__sede__comune", "prenotazione__stanza"
    )


def sessioni_di(evento: Evento) -> QuerySet[Any]:
    """The sessions not called off, in order, with how many are ``segnati``, still ``dentro``, or ``contati``."""
    contati = Conteggio.objects.filter(sessione=OuterRef("pk")).order_by().values("sessione")
    return (
        evento.sessioni.vive()
        .select_related("prenotazione__sede__comune", "prenotazione__stanza")
        .annotate(
            segnati=Count("presenze"),
            dentro=Count("presenze", filter=Q(presenze__uscita=None)),
            contati=Coalesce(Subquery(contati.annotate(somma=Sum("quanti")).values("somma")), 0),
        )
        .order_by("prenotazione__inizio", "pk")
    )


def con_attestato_valido(iscrizioni: QuerySet[Iscrizione]) -> QuerySet[Any]:
    """With ``attestato``, the number of the certificate in force, or ""."""
    validi = Attestato.objects.validi().filter(iscrizione=OuterRef("pk"))
    return iscrizioni.annotate(attestato=Coalesce(Subquery(validi.values("numero")[:1]), Value("")))


def con_presenza(iscrizioni: QuerySet[Iscrizione], sessione: Sessione) -> QuerySet[Any]:
    """Each with ``qui``, the list of her presence at this session if any, and with ``attestato``."""
    della_sessione = Prefetch("presenze", Presenza.objects.filter(sessione=sessione), to_attr="qui")
    return con_attestato_valido(iscrizioni).prefetch_related(della_sessione)


def iscritti_dell_incontro(sessione: Sessione) -> QuerySet[Any]:
    """The confirmed people of the event, as the register of a session shows them."""
    confermate = Iscrizione.objects.filter(evento=sessione.evento_id).confermate()
    return con_presenza(confermate.select_related("comune", "persona"), sessione)


def presenti_a(sessione: Sessione) -> dict[str, int]:
    """How many are ``segnati`` at a session, and how many of them are still ``dentro``."""
    return sessione.presenze.aggregate(segnati=Count("pk"), dentro=Count("pk", filter=Q(uscita=None)))


def conteggi_di(sessione: Sessione) -> dict[str, int]:
    return {c.destinatario: c.quanti for c in sessione.conteggi.all()}


def sessioni_del_giorno(evento: Evento, giorno: date) -> list[Sessione]:
    """The sessions of an event that begin on a day in Rome and were not called off, in order."""
    inizio = datetime.combine(giorno, time.min, tzinfo=ROMA)
    domani = datetime.combine(giorno + timedelta(days=1), time.min, tzinfo=ROMA)
    trovate = evento.sessioni.vive().filter(prenotazione__inizio__gte=inizio, prenotazione__inizio__lt=domani)
    scelte = trovate.select_related("prenotazione__sede__comune", "prenotazione__stanza")
    return list(scelte.order_by("prenotazione__inizio", "pk"))


def sessioni_future(evento: Evento, dal: date) -> list[Sessione]:
    """The sessions still to come from a day on, in order."""
    inizio = datetime.combine(dal, time.min, tzinfo=ROMA)
    future = evento.sessioni.vive().filter(prenotazione__inizio__gte=inizio)
    scelte = future.select_related("prenotazione__sede__comune", "prenotazione__stanza")
    return list(scelte.order_by("prenotazione__inizio", "pk"))


def iscrizione_con_codice(codice: str) -> Iscrizione | None:
    """Whose QR it is; her presences and her certificate come with her."""
    iscrizioni = con_attestato_valido(Iscrizione.objects.filter(codice=codice))
    return iscrizioni.select_related("evento").prefetch_related("presenze").first()
