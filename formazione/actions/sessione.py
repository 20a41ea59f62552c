"""Acts on the sessions of an event: add, move, cancel. The time of each is a booking of the registry."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from formazione.actions.evento import evento_bloccato, titolo_in_agenda
from formazione.actions.orario import cambia, libera, prendi, tiene_la_sala
from formazione.actions.posta_iscrizione import avvisa_cambio
from formazione.models import Evento, Sessione
from formazione.queries.evento import con_presenze
from formazione.rules.evento import Posto, aperto_a_esterni, valuta_incontro, valuta_spostamento
from valdera_housing.actions.prenotazione import DatiPrenotazione
from valdera_housing.choices import Linea
from valdera_housing.kit.codici import codice_segreto
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Stanza, Utente
from valdera_housing.queries.prenotazione import misure
from valdera_housing.rules.orari import dopo


@dataclass(frozen=True)
class DatiSessione:
    """When, where and who. ``partecipanti``: people expected, the seats of the event when it is not said."""

    inizio: datetime
    minuti: int
    titolo: str = ""
    stanza: Stanza | None = None
    luogo: str = ""
    collegamento: str = ""
    operatore: Utente | None = None
    partecipanti: int | None = None
    disciplinare_accettato: bool = False

    @property
    def fine(self) -> datetime:
        return dopo(self.inizio, self.minuti)

    @property
    def posto(self) -> Posto:
        return Posto(str(self.stanza or ""), self.luogo, self.collegamento)


@transaction.atomic
def aggiungi_sessione(evento: Evento, dati: DatiSessione, *, utente: Utente) -> Sessione:
    """A new session, with its time in the agenda. AttoRifiutato when who holds it or the room cannot be had."""
    bloccato = evento_bloccato("aggiungi_sessione", evento, utente)
    pretendi(valuta_incontro(dati.posto, dati.minuti, chiede_nel_passato=dati.inizio <= timezone.now()))
    ultima = bloccato.sessioni.aggregate(ultima=Max("numero"))["ultima"] or 0
    prenotazione = prendi(
        bloccato, _prenotazione(bloccato, dati), disciplinare_accettato=dati.disciplinare_accettato, utente=utente
    )
    avvisa_cambio(bloccato)
    return Sessione.objects.create(
        evento=bloccato,
        numero=ultima + 1,
        titolo=dati.titolo,
        luogo=dati.luogo,
        collegamento=dati.collegamento,
        prenotazione=prenotazione,
        codice=codice_segreto(24),
    )


@transaction.atomic
def sposta_sessione(sessione: Sessione, dati: DatiSessione, *, utente: Utente) -> Sessione:
    """Another day, place, person or topic; one that was cancelled, or lost its room, is set again."""
    evento, bloccata, segnate = _bloccata(sessione, utente)
    attuale = bloccata.prenotazione
    if (attuale.inizio, attuale.fine) != (dati.inizio, dati.fine):
        pretendi(valuta_spostamento(bloccata.numero, segnate))
    passata = dati.inizio <= timezone.now() and not tiene_la_sala(attuale, dati.stanza, dati.inizio, dati.fine)
    pretendi(valuta_incontro(dati.posto, dati.minuti, chiede_nel_passato=passata))
    prima = _dove_e_quando(bloccata)
    bloccata.prenotazione = cambia(
        bloccata,
        _prenotazione(evento, dati),
        disciplinare_accettato=dati.disciplinare_accettato,
        utente=utente,
    )
    bloccata.titolo, bloccata.luogo, bloccata.collegamento = dati.titolo, dati.luogo, dati.collegamento
    bloccata.save(update_fields=["prenotazione", "titolo", "luogo", "collegamento"])
    if _dove_e_quando(bloccata) != prima:
        avvisa_cambio(evento)
    return bloccata


@transaction.atomic
def annulla_sessione(sessione: Sessione, *, utente: Utente) -> Sessione:
    """It is not held: time and room are given back, the row stays, who is enrolled is told."""
    evento, bloccata, segnate = _bloccata(sessione, utente)
    if bloccata.prenotazione.annullata_alle is not None:
        raise AttoRifiutato("Questo incontro è già annullato.")
    pretendi(valuta_spostamento(bloccata.numero, segnate))
    libera(bloccata.prenotazione, motivo="L’incontro è annullato")
    avvisa_cambio(evento)
    bloccata.prenotazione.refresh_from_db()
    return bloccata


def _dove_e_quando(sessione: Sessione) -> tuple[object, ...]:
    """What who comes must know."""
    p = sessione.prenotazione
    return p.annullata_alle is None, p.inizio, p.fine, p.stanza, sessione.luogo, sessione.collegamento


def _bloccata(sessione: Sessione, utente: Utente) -> tuple[Evento, Sessione, int]:
    """The event, held first as everywhere, the session, and how many people were recorded there."""
    evento = evento_bloccato("modifica", sessione.evento, utente)
    righe = con_presenze(Sessione.objects.filter(pk=sessione.pk)).select_related("prenotazione__stanza")
    bloccata = righe.select_for_update(no_key=True, of=("self",)).get()
    return evento, bloccata, bloccata.segnate


def _prenotazione(evento: Evento, dati: DatiSessione) -> DatiPrenotazione:
    """What is booked: the title is the event's, which names no person."""
    sede = dati.stanza.sede if dati.stanza else None
    viaggio = misure(oggi()).verso(sede) if dati.stanza or dati.luogo else 0
    return DatiPrenotazione(
        linea=Linea.FOR,
        titolo=titolo_in_agenda(evento),
        inizio=dati.inizio,
        fine=dati.fine,
        operatore=dati.operatore,
        sede=sede,
        stanza=dati.stanza,
        viaggio=viaggio,
        partecipanti=dati.partecipanti if dati.partecipanti is not None else evento.posti,
        aperta_al_pubblico=aperto_a_esterni(evento.destinatari),
    )
