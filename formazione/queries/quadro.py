"""The line's own page: the last year in figures, the sessions that come, what waits to be done."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q, Sum
from django.utils import timezone

from formazione.choices import ASPETTI_EVENTO, StatoEvento
from formazione.models import Evento, Sessione
from formazione.queries.pagine import indirizzo
from formazione.workflow import VEDONO, VIVI
from valdera_housing.kit.aspetto import Aspetto, Tessera
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.scrittura import con_giorno, in_ora, locale, plurale
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Utente

MESI, MINUTI, MOSTRATI = 12, 60, 8


def tessere(utente: Utente, giorno: date) -> list[Tessera]:
    """The large figures in one query. Who reads sums only (the Cabina) has no links, and no counts of people."""
    vede = utente.ha_ruolo(*VEDONO)
    da_fare = Q(stato__in=VIVI) & (Q(finisce_il=None) | Q(finisce_il__gte=giorno))
    svolti = Q(stato=StatoEvento.SVOLTO, svolto_il__gt=aggiungi_mesi(giorno, -MESI))
    conti = Evento.objects.aggregate(
        in_programma=Count("pk", filter=da_fare),
        iscritti_=Sum("iscritti", filter=da_fare, default=0),
        in_fila=Sum("in_attesa", filter=da_fare, default=0),
        aperti=Count("pk", filter=da_fare & Q(stato=StatoEvento.ISCRIZIONI_APERTE)),
        svolti=Count("pk", filter=svolti),
        comuni=Count("comune", distinct=True, filter=svolti),
        durata=Sum("minuti", filter=svolti, default=0),
    )
    comuni = f"in {conti['comuni']} {plurale(conti['comuni'], 'comune,comuni')}"
    ore = in_cifre(Decimal(conti["durata"]) / MINUTI, 0)
    cifre = [
        Tessera(
            "Eventi in programma", str(conti["in_programma"]), f"{conti['aperti']} con le iscrizioni aperte",
            url=indirizzo("evento_elenco") if vede else "",
        ),
        Tessera(f"Eventi svolti in {MESI} mesi", str(conti["svolti"]), comuni),
        Tessera(f"Ore di incontri in {MESI} mesi", ore, "la durata degli eventi svolti"),
    ]  # fmt: skip
    if vede:
        cifre.insert(
            1,
            Tessera(
                "Iscritti agli eventi che vengono", str(conti["iscritti_"]), f"{conti['in_fila']} in lista d’attesa"
            ),
        )
    return cifre


class Prossimo(NamedTuple):
    """A session that comes: its event, when, where, how many seats are taken."""

    titolo: str
    aspetto: Aspetto
    url: str
    quando: str
    dove: str
    posti: str


def prossimi(utente: Utente) -> list[Prossimo]:
    """The next sessions, the nearest first; none for who reads sums only. One query."""
    if not utente.ha_ruolo(*VEDONO):
        return []
    sessioni = (
        Sessione.objects.vive()
        .filter(evento__stato__in=VIVI, prenotazione__fine__gte=timezone.now())
        .select_related("evento", "prenotazione__stanza__sede")
        .order_by("prenotazione__inizio", "pk")
    )
    return [_prossimo(sessione) for sessione in sessioni[:MOSTRATI]]


def _prossimo(sessione: Sessione) -> Prossimo:
    evento, prenotazione = sessione.evento, sessione.prenotazione
    stanza = prenotazione.stanza
    iscritti = f"{evento.iscritti} {plurale(evento.iscritti, 'iscritto,iscritti')}"
    return Prossimo(
        titolo=evento.titolo,
        aspetto=ASPETTI_EVENTO[evento.stato],
        url=indirizzo("evento_scheda", evento.pk),
        quando=f"{con_giorno(locale(prenotazione.inizio))}, fino alle {in_ora(prenotazione.fine)}",
        dove=f"{stanza.sede}, {stanza}"
        if stanza
        else sessione.luogo or ("a distanza" if sessione.collegamento else ""),
        posti=f"{iscritti} su {evento.posti}" if evento.posti else iscritti,
    )
