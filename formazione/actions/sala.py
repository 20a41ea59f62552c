"""Rooms asked to the Unione: the time is taken with the request, and given back when it is refused or withdrawn.

Locks: the event first, then the request, then what the booking takes.
"""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from formazione.choices import StatoSala
from formazione.models import Evento, RichiestaSala, Sessione
from formazione.rules.sala import valuta_richiesta, valuta_rifiuto, valuta_ritiro
from formazione.workflow import CHIEDONO_SALE, SALA, VIVI
from valdera_housing.actions.prenotazione import DatiPrenotazione, annulla_prenotazione, prenota, valuta_dati
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Prenotazione, Utente


@transaction.atomic
def chiedi_sala(
    dati: DatiPrenotazione,
    *,
    titolo: str,
    rilevanza_esterna: bool,
    disciplinare_accettato: bool,
    utente: Utente,
    evento: Evento | None = None,
) -> RichiestaSala:
    """Book a room and ask the Unione to allow it. ``dati.stanza`` is the room; ``titolo`` names no person.

    ``evento`` is the one the room is for, none for a meeting of the staff.

    Raises AttoRifiutato with every rule of the room that is broken, who holds it and until when, or the role.
    """
    if not utente.ha_ruolo(*CHIEDONO_SALE):
        raise AttoRifiutato("Una sala la chiede chi tiene gli eventi.")
    esito = valuta_richiesta(
        uso=dati.stanza.uso if dati.stanza else "",
        stanza=str(dati.stanza or ""),
        rilevanza_esterna=rilevanza_esterna,
        disciplinare_accettato=disciplinare_accettato,
    )
    # People from outside are already answered by the rule of the room.
    pretendi(esito + valuta_dati(replace(dati, aperta_al_pubblico=False)))
    return RichiestaSala.objects.create(
        prenotazione=prenota(dati),
        evento=evento,
        titolo=titolo,
        rilevanza_esterna=rilevanza_esterna,
        disciplinare_accettato=disciplinare_accettato,
        richiesta_da=utente,
        richiesta_il=oggi(),
    )


@transaction.atomic
def autorizza_sala(sala: RichiestaSala, *, utente: Utente) -> RichiestaSala:
    """The Unione gives the room for the time asked."""
    bloccata = _bloccata("autorizza", sala, utente)
    return _scrivi(bloccata, stato=SALA["autorizza"].a, decisa_da=utente, decisa_il=oggi())


@transaction.atomic
def rifiuta_sala(sala: RichiestaSala, *, motivo: str, utente: Utente) -> RichiestaSala:
    """The Unione does not give the room: it is free at once, and who asked reads why.

    The session of an event that was to be held there keeps its hours and its operator on a booking without a room:
    it is without a place until it is moved. The booking of the request stays, cancelled, with the room it was for.
    """
    incontro = _incontro_bloccato(sala)
    bloccata = _bloccata("rifiuta", sala, utente)
    pretendi(valuta_rifiuto(evento_concluso=incontro is not None and incontro.evento.stato not in VIVI))
    _rendi(bloccata)
    if incontro is not None:
        incontro.prenotazione = prenota(_senza_posto(bloccata.prenotazione))
        incontro.save(update_fields=["prenotazione"])
    return _scrivi(bloccata, stato=SALA["rifiuta"].a, decisa_da=utente, decisa_il=oggi(), motivo=motivo)


@transaction.atomic
def ritira_sala(sala: RichiestaSala, *, utente: Utente, motivo: str = "") -> RichiestaSala:
    """The room is no longer needed: it is free again. The room of a session is left by moving the session."""
    incontro = _incontro_bloccato(sala)
    bloccata = _bloccata("ritira", sala, utente)
    pretendi(
        valuta_ritiro(
            incontro=str(incontro or ""),
            autorizzata=bloccata.stato == StatoSala.AUTORIZZATA,
            cominciata=bloccata.prenotazione.inizio <= timezone.now(),
        )
    )
    _rendi(bloccata)
    return _scrivi(bloccata, stato=SALA["ritira"].a, motivo=motivo)


def _bloccata(atto: str, sala: RichiestaSala, utente: Utente) -> RichiestaSala:
    righe = RichiestaSala.objects.select_for_update(no_key=True, of=("self",)).select_related("prenotazione")
    bloccata = righe.get(pk=sala.pk)
    SALA.pretende(atto, bloccata, utente)
    return bloccata


def _incontro_bloccato(sala: RichiestaSala) -> Sessione | None:
    """The session held in the room, with its event held: nobody moves or closes it meanwhile."""
    incontro = Sessione.objects.filter(prenotazione=sala.prenotazione_id).first()
    if incontro is None:
        return None
    evento = Evento.objects.select_for_update(no_key=True, of=("self",)).get(pk=incontro.evento_id)
    attuale = Sessione.objects.filter(prenotazione=sala.prenotazione_id, evento=evento).first()
    if attuale is not None:
        attuale.evento = evento
    return attuale


def _senza_posto(p: Prenotazione) -> DatiPrenotazione:
    """The same time of the same people, nowhere; the seat stays only where the operator's journeys count on it."""
    dati = DatiPrenotazione(
        linea=p.linea, titolo=p.titolo, inizio=p.inizio, fine=p.fine, operatore=p.operatore, mediatore=p.mediatore,
        partecipanti=p.partecipanti, aperta_al_pubblico=p.aperta_al_pubblico,
    )  # fmt: skip
    return dati if valuta_dati(dati).positivo else replace(dati, sede=p.sede, viaggio=p.viaggio)


def _rendi(sala: RichiestaSala) -> None:
    if sala.prenotazione.annullata_alle is None:
        annulla_prenotazione(sala.prenotazione)


def _scrivi(sala: RichiestaSala, **dati: Any) -> RichiestaSala:
    for campo, valore in dati.items():
        setattr(sala, campo, valore)
    sala.save(update_fields=[*dati])
    return sala
