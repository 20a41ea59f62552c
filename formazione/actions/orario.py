"""The time of a session: taken in the agenda, with its room asked to the Unione; given back."""

from datetime import datetime

from django.db.models import QuerySet

from formazione.actions.sala import chiedi_sala
from formazione.choices import StatoSala
from formazione.models import Evento, RichiestaSala, Sessione
from formazione.queries.evento import VIVE
from valdera_housing.actions.prenotazione import DatiPrenotazione, annulla_prenotazione, prenota, sposta_prenotazione
from valdera_housing.models import Prenotazione, Stanza, Utente


def prendi(evento: Evento, dati: DatiPrenotazione, *, disciplinare_accettato: bool, utente: Utente) -> Prenotazione:
    """Book; a room is asked to the Unione at the same moment. AttoRifiutato says what is in the way."""
    if dati.stanza is None:
        return prenota(dati)
    richiesta = chiedi_sala(
        dati,
        titolo=dati.titolo,
        rilevanza_esterna=dati.aperta_al_pubblico,
        disciplinare_accettato=disciplinare_accettato,
        utente=utente,
        evento=evento,
    )
    return richiesta.prenotazione


def cambia(
    sessione: Sessione, dati: DatiPrenotazione, *, disciplinare_accettato: bool, utente: Utente
) -> Prenotazione:
    """The same session at another time or place.

    A room at the same hour keeps its permission; at another hour, or another room, it is asked for again.
    """
    attuale = sessione.prenotazione
    if attuale.annullata_alle is not None:
        return prendi(sessione.evento, dati, disciplinare_accettato=disciplinare_accettato, utente=utente)
    stessa_sala = tiene_la_sala(attuale, dati.stanza, dati.inizio, dati.fine)
    if stessa_sala or (attuale.stanza is None and dati.stanza is None):
        nuova = sposta_prenotazione(attuale, dati)
        if nuova.pk != attuale.pk:
            for richiesta in _vive(attuale):
                richiesta.prenotazione = nuova
                richiesta.save(update_fields=["prenotazione"])
        return nuova
    libera(attuale, motivo="L’incontro è spostato")
    return prendi(sessione.evento, dati, disciplinare_accettato=disciplinare_accettato, utente=utente)


def riscrivi(prenotazione: Prenotazione, *, titolo: str, aperta_al_pubblico: bool) -> None:
    """Another title, or people from outside: agendas and the request of the room say it too.

    AttoRifiutato when a room for internal meetings would receive people from outside.
    """
    campi = {nome: getattr(prenotazione, nome) for nome in DatiPrenotazione.__dataclass_fields__}
    nuovi = {"titolo": titolo, "aperta_al_pubblico": aperta_al_pubblico}
    sposta_prenotazione(prenotazione, DatiPrenotazione(**campi | nuovi))
    for richiesta in _vive(prenotazione):
        richiesta.titolo, richiesta.rilevanza_esterna = titolo, aperta_al_pubblico
        richiesta.save(update_fields=["titolo", "rilevanza_esterna"])


def tiene_la_sala(attuale: Prenotazione, stanza: Stanza | None, inizio: datetime, fine: datetime) -> bool:
    """Whether a booking in force already has that room at that hour: nothing is asked again."""
    viva = attuale.annullata_alle is None and stanza is not None
    return viva and (attuale.stanza, attuale.inizio, attuale.fine) == (stanza, inizio, fine)


def libera(prenotazione: Prenotazione, *, motivo: str) -> None:
    """Give the time back, and withdraw the request of the room."""
    for richiesta in _vive(prenotazione):
        richiesta.stato, richiesta.motivo = StatoSala.RITIRATA, motivo
        richiesta.save(update_fields=["stato", "motivo"])
    annulla_prenotazione(prenotazione)


def _vive(prenotazione: Prenotazione) -> QuerySet[RichiestaSala]:
    return RichiestaSala.objects.select_for_update(no_key=True).filter(prenotazione=prenotazione, stato__in=VIVE)
