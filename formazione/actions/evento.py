"""Acts on an event, from the first line to its end. Locks: the event, then the bookings of its sessions."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from formazione.actions.iscrizione import promuovi_in_attesa
from formazione.actions.orario import libera, riscrivi
from formazione.actions.posta_iscrizione import avvisa_annullamento
from formazione.models import Evento, Iscrizione
from formazione.queries.evento import attestati_validi, incontri_vivi, presenze_di
from formazione.rules.evento import (
    aperto_a_esterni,
    valuta_annullamento,
    valuta_apertura,
    valuta_posti,
    valuta_registro,
    valuta_riapertura,
    valuta_svolgimento,
)
from formazione.workflow import EVENTO, TENGONO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.codici import codice_leggibile
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Prenotazione, Utente, prossimo_numero


@transaction.atomic
def crea_evento(dati: dict[str, Any], *, utente: Utente) -> Evento:
    """A new event, without sessions; ``dati`` are the columns typed."""
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Un evento lo scrive chi tiene la formazione: spetta a un altro ruolo.")
    giorno = oggi()
    return Evento.objects.create(
        numero=f"EV-{giorno.year}-{prossimo_numero('evento', giorno.year):04d}",
        codice=codice_leggibile(2).lower(),
        creato_da=utente,
        creato_il=giorno,
        **dati,
    )


@transaction.atomic
def modifica_evento(evento: Evento, dati: dict[str, Any], *, utente: Utente, versione: int) -> Evento:
    """Correct an event still to be held; new seats go to who waits. ModificaConcorrente when somebody saved first."""
    bloccato = evento_bloccato("modifica", evento, utente)
    pretendi(valuta_posti(dati.get("posti", bloccato.posti), bloccato.iscritti))
    if dati.get("registro", bloccato.registro) != bloccato.registro:
        iscritti = Iscrizione.objects.vive().filter(evento=bloccato).count()
        pretendi(valuta_registro(cambia=True, iscritti=iscritti, presenze=presenze_di(bloccato)))
    prima = (titolo_in_agenda(bloccato), aperto_a_esterni(bloccato.destinatari))
    salvato: Evento = modifica(evento, dati, versione=versione)
    titolo, esterni = titolo_in_agenda(salvato), aperto_a_esterni(salvato.destinatari)
    if (titolo, esterni) != prima:
        for prenotazione in _da_venire(salvato):
            riscrivi(prenotazione, titolo=titolo, aperta_al_pubblico=esterni)
    promuovi_in_attesa(salvato)
    salvato.refresh_from_db()
    return salvato


@transaction.atomic
def apri_iscrizioni_evento(evento: Evento, *, utente: Utente) -> Evento:
    """Names are taken from now on. AttoRifiutato without a session still to come."""
    bloccato = evento_bloccato("apri_iscrizioni", evento, utente)
    pretendi(valuta_apertura(incontri_vivi(bloccato), timezone.now(), bloccato.iscrizioni_al, oggi()))
    return _scrivi(bloccato, stato=EVENTO["apri_iscrizioni"].a)


@transaction.atomic
def chiudi_iscrizioni_evento(evento: Evento, *, utente: Utente) -> Evento:
    """No more names from the public page; who is enrolled stays."""
    return _scrivi(evento_bloccato("chiudi_iscrizioni", evento, utente), stato=EVENTO["chiudi_iscrizioni"].a)


@transaction.atomic
def svolgi_evento(evento: Evento, *, utente: Utente) -> Evento:
    """Close an event as held on the day of its last session. AttoRifiutato while one is still to end."""
    bloccato = evento_bloccato("svolgi", evento, utente)
    pretendi(valuta_svolgimento(incontri_vivi(bloccato), timezone.now()))
    return _scrivi(bloccato, stato=EVENTO["svolgi"].a, svolto_il=bloccato.finisce_il)


@transaction.atomic
def riapri_evento(evento: Evento, *, utente: Utente) -> Evento:
    """Back to be corrected. AttoRifiutato while certificates stand on its hours."""
    bloccato = evento_bloccato("riapri", evento, utente)
    pretendi(valuta_riapertura(attestati_validi(bloccato)))
    return _scrivi(bloccato, stato=EVENTO["riapri"].a, svolto_il=None)


@transaction.atomic
def annulla_evento(evento: Evento, *, motivo: str, utente: Utente) -> Evento:
    """Call an event off, and why: hours and rooms still to come are given back, who is enrolled is told by e-mail.

    The state is written first, so that the event keeps the days it would have had.
    """
    bloccato = evento_bloccato("annulla", evento, utente)
    if not motivo.strip():
        raise AttoRifiutato("Scrivi perché l’evento è annullato.")
    pretendi(valuta_annullamento(presenze_di(bloccato)))
    annullato = _scrivi(bloccato, stato=EVENTO["annulla"].a, motivo=motivo.strip())
    for prenotazione in _da_venire(annullato):
        libera(prenotazione, motivo="L’evento è annullato")
    avvisa_annullamento(annullato)
    annullato.refresh_from_db()
    return annullato


def evento_bloccato(atto: str, evento: Evento, utente: Utente) -> Evento:
    """The row held until the transaction ends, if the table of the acts allows this one."""
    bloccato = Evento.objects.select_for_update(no_key=True).get(pk=evento.pk)
    EVENTO.pretende(atto, bloccato, utente)
    return bloccato


def titolo_in_agenda(evento: Evento) -> str:
    """What calendars and the request of a room say."""
    return evento.titolo[:120]


def _da_venire(evento: Evento) -> list[Prenotazione]:
    """The time taken by the sessions that are not over yet."""
    sessioni = evento.sessioni.vive().filter(prenotazione__fine__gt=timezone.now())
    legate = sessioni.select_related("prenotazione__operatore", "prenotazione__stanza", "prenotazione__sede")
    return [s.prenotazione for s in legate.order_by("prenotazione")]


def _scrivi(evento: Evento, **dati: Any) -> Evento:
    for campo, valore in dati.items():
        setattr(evento, campo, valore)
    evento.versione += 1
    evento.save(update_fields=[*dati, "versione"])
    evento.refresh_from_db()
    return evento
