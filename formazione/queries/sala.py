"""Rooms: who asked for them and for which event, which rules they have, what each answers at an hour."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import BooleanField, Case, F, QuerySet, Value, When

from formazione.choices import StatoSala
from formazione.models import Evento, RichiestaSala
from formazione.rules.sala import valuta_richiesta
from valdera_housing.choices import UsoStanza
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.esito import Esito, Motivo, si
from valdera_housing.models import Prenotazione, Stanza
from valdera_housing.rules.prenotazione import Preso, RegoleStanza, Richiesta, valuta_prenotazione

LIBERA = Aspetto("spunta", "positivo", "Si può chiedere")
NON_SI_PUO = Aspetto("croce", "negativo", "Non si può")
CHE_COSA_SI_PUO = {
    UsoStanza.SPORTELLO: "Solo lo sportello, nei suoi giorni e orari: non si chiede",
    UsoStanza.FORMAZIONE: "Convegni, corsi e incontri aperti al pubblico, accettando il disciplinare",
    UsoStanza.RIUNIONI_BREVI: "Riunioni brevi di chi lavora nei servizi, senza persone da fuori",
}


def da_decidere_prima(righe: QuerySet[RichiestaSala]) -> QuerySet[RichiestaSala]:
    """``decisa``: what waits for the Unione sorts before the rest."""
    attesa = When(stato=StatoSala.RICHIESTA, then=Value(value=False))
    return righe.annotate(
        decisa=Case(attesa, default=Value(value=True), output_field=BooleanField()), quando=F("prenotazione__inizio")
    )


def sale_di(evento: Evento) -> QuerySet[RichiestaSala]:
    """Every room asked for an event, those refused too."""
    righe = RichiestaSala.objects.filter(evento=evento).select_related("prenotazione__stanza__sede")
    return righe.order_by("prenotazione__inizio", "pk")


def stanze_in_uso() -> QuerySet[Stanza]:
    return Stanza.objects.filter(attiva=True, sede__attiva=True).select_related("sede").order_by("sede", "nome")


def stanze_da_chiedere() -> QuerySet[Stanza]:
    """The room of the desk is not asked for."""
    return stanze_in_uso().exclude(uso=UsoStanza.SPORTELLO)


def regole_di(stanza: Stanza) -> RegoleStanza:
    return RegoleStanza(str(stanza), stanza.uso, stanza.posti, stanza.minuti_massimi)


class Domanda(NamedTuple):
    """What one would like to do in a room."""

    inizio: datetime
    minuti: int
    partecipanti: int | None = None
    rilevanza_esterna: bool = False

    @property
    def fine(self) -> datetime:
        return self.inizio + timedelta(minutes=self.minuti)


class Risposta(NamedTuple):
    """What a room answers; ``esito`` has every reason in the way, or why it may be asked for."""

    stanza: Stanza
    esito: Esito

    @property
    def aspetto(self) -> Aspetto:
        return LIBERA if self.esito.positivo else NON_SI_PUO

    @property
    def motivi(self) -> tuple[Motivo, ...]:
        libera = si(f"Libera. {CHE_COSA_SI_PUO[UsoStanza(self.stanza.uso)]}")
        return self.esito.ostacoli or (libera,)


def risposte(domanda: Domanda, stanze: Sequence[Stanza]) -> list[Risposta]:
    """Each room of a list at that hour, supposing that its Disciplinare is accepted; one query."""
    presi = defaultdict(list)
    prese = Prenotazione.objects.attive().fra(domanda.inizio, domanda.fine).filter(stanza__in=stanze)
    for prenotazione in prese:
        presi[prenotazione.stanza_id].append(prenotazione)
    return [
        Risposta(
            stanza,
            risposta_di(
                stanza, domanda, [Preso(str(stanza), p.inizio, p.fine) for p in presi[stanza.pk]], disciplinare=True
            ),
        )
        for stanza in stanze
    ]


def risposta_di(stanza: Stanza, domanda: Domanda, presi: Sequence[Preso] = (), *, disciplinare: bool) -> Esito:
    """The rules of a room and who holds it, all the reasons together."""
    regole = valuta_richiesta(
        uso=stanza.uso,
        stanza=str(stanza),
        rilevanza_esterna=domanda.rilevanza_esterna,
        disciplinare_accettato=disciplinare,
    )
    richiesta = Richiesta(domanda.inizio, domanda.fine, regole_di(stanza), domanda.partecipanti)
    return regole + Esito(valuta_prenotazione(richiesta, presi).ostacoli)
