"""What the line asks of its events and sessions."""

from dataclasses import replace
from operator import attrgetter

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from formazione.choices import StatoSala
from formazione.models import Attestato, Conteggio, Evento, Presenza, RichiestaSala, Sessione
from formazione.rules.evento import Incontro
from formazione.workflow import TENGONO
from valdera_housing.choices import UsoStanza
from valdera_housing.kit.aspetto import Modifica
from valdera_housing.models import Prenotazione, Stanza, Utente
from valdera_housing.queries.storia import ULTIME, con_precedenti, racconta, storia_di, tabella_eventi

DA_CHIEDERE = (UsoStanza.FORMAZIONE, UsoStanza.RIUNIONI_BREVI)
VIVE = (StatoSala.RICHIESTA, StatoSala.AUTORIZZATA)
# Of a booking, what people do not read: how calendars follow it.
TECNICI = ("Sequenza", "Aggiornata alle", "Minuti di viaggio")


def chi_tiene() -> QuerySet[Utente]:
    """Who may hold an event, or be its referent."""
    return Utente.objects.filter(is_active=True, ruoli__overlap=list(TENGONO)).order_by("last_name", "first_name")


def sale_da_chiedere() -> QuerySet[Stanza]:
    """The rooms that may be asked to the Unione."""
    sale = Stanza.objects.filter(attiva=True, sede__attiva=True, uso__in=DA_CHIEDERE)
    return sale.select_related("sede").order_by("sede__nome", "nome")


def con_presenze(sessioni: QuerySet) -> QuerySet:
    """``segnate``: people recorded at each session, by name or counted by group."""
    per_nome = Presenza.objects.filter(sessione=OuterRef("pk")).order_by().values("sessione")
    contate = Conteggio.objects.filter(sessione=OuterRef("pk")).order_by().values("sessione")
    return sessioni.annotate(
        segnate=Coalesce(Subquery(per_nome.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
        + Coalesce(Subquery(contate.annotate(n=Sum("quanti")).values("n"), output_field=IntegerField()), 0)
    )


def con_sala(sessioni: QuerySet) -> QuerySet:
    """The request of the room of each session (``sala_pk``, ...), with where and who."""
    richiesta = RichiestaSala.objects.filter(prenotazione=OuterRef("prenotazione"))
    return sessioni.select_related(
        "prenotazione__operatore", "prenotazione__stanza", "prenotazione__sede__comune"
    ).annotate(
        sala_pk=Subquery(richiesta.values("pk")[:1]),
        sala_stato=Subquery(richiesta.values("stato")[:1]),
        sala_disciplinare=Subquery(richiesta.values("disciplinare_accettato")[:1]),
    )


def incontri_vivi(evento: Evento) -> list[Incontro]:
    """The sessions that were not cancelled, by day, as the rules read them."""
    vive = con_presenze(evento.sessioni.vive().select_related("prenotazione")).order_by("prenotazione__inizio")
    return [Incontro(s.numero, s.prenotazione.inizio, s.prenotazione.fine, s.segnate) for s in vive]


def presenze_di(evento: Evento) -> int:
    """People recorded at any session of an event."""
    return sum(con_presenze(evento.sessioni.all()).values_list("segnate", flat=True))


def attestati_validi(evento: Evento) -> int:
    return Attestato.objects.filter(iscrizione__evento=evento, annullato_il=None).count()


def storia_evento(evento: Evento) -> list[Modifica]:
    """The last changes of an event, of its sessions and of their hours, newest first; without secrets."""
    sue = tabella_eventi(Sessione).filter(evento_id=evento.pk).order_by().values("prenotazione_id")
    orari = con_precedenti(list(tabella_eventi(Prenotazione).filter(pgh_obj_id__in=sue)[:ULTIME]))
    spostati = racconta([coppia for coppia in orari if coppia[1] is not None], di=Evento, nascosti=("uid",))
    leggibili = [replace(m, variazioni=tuple(v for v in m.variazioni if v.campo not in TECNICI)) for m in spostati]
    tutte = [*leggibili, *storia_di(evento, parti="sessioni", nascosti=("codice",))]
    return sorted(tutte, key=attrgetter("quando"), reverse=True)[:ULTIME]
