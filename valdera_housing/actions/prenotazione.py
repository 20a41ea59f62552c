"""Acts on bookings: take time of an operator, a room and a mediator; move it; give it back.

Appointments and events both stand on these three acts. Locks are taken in one order (operators, room, mediator), so
people who race wait for one another; the exclusion constraints and the trigger of the table are the second fence.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from valdera_housing.kit.esito import AttoRifiutato, Esito
from valdera_housing.models import Mediatore, Prenotazione, Sede, Stanza, Utente
from valdera_housing.rules.orari import dopo
from valdera_housing.rules.prenotazione import Preso, RegoleStanza, Richiesta, valuta_prenotazione

VIAGGIO_MASSIMO = 180


@dataclass(frozen=True)
class DatiPrenotazione:
    """What is booked. ``titolo`` names no person; ``viaggio`` is minutes to keep free from and to other places."""

    linea: str
    titolo: str
    inizio: datetime
    fine: datetime
    operatore: Utente | None = None
    sede: Sede | None = None
    stanza: Stanza | None = None
    mediatore: Mediatore | None = None
    viaggio: int = 0
    partecipanti: int | None = None
    aperta_al_pubblico: bool = False

    def campi(self) -> dict[str, Any]:
        return {nome: getattr(self, nome) for nome in self.__dataclass_fields__}


@transaction.atomic
def prenota(dati: DatiPrenotazione) -> Prenotazione:
    """A new booking. AttoRifiutato says who or what is taken and until when, or which rule of the room is broken."""
    blocca(dati.operatore, dati.stanza, dati.mediatore)
    _pretendi(dati)
    return Prenotazione.objects.create(**dati.campi())


@transaction.atomic
def sposta_prenotazione(prenotazione: Prenotazione, dati: DatiPrenotazione) -> Prenotazione:
    """The same booking at another time or place, ``sequenza`` + 1.

    With another operator the old one is cancelled, so that her calendar learns of it, and a new one is returned.
    """
    attuale = Prenotazione.objects.select_for_update(no_key=True).get(pk=prenotazione.pk)
    _pretendi_viva(attuale)
    blocca(dati.operatore, dati.stanza, dati.mediatore)
    if attuale.operatore_id not in (None, dati.operatore.pk if dati.operatore else None):
        _annulla(attuale)
        _pretendi(dati)
        return Prenotazione.objects.create(**dati.campi())
    _pretendi(dati, tranne=attuale)
    for nome, valore in dati.campi().items():
        setattr(attuale, nome, valore)
    attuale.sequenza += 1
    attuale.save()
    return attuale


@transaction.atomic
def annulla_prenotazione(prenotazione: Prenotazione) -> Prenotazione:
    """Give the time back: the row stays, with when it was cancelled, and ``sequenza`` + 1."""
    attuale = Prenotazione.objects.select_for_update(no_key=True).get(pk=prenotazione.pk)
    _pretendi_viva(attuale)
    return _annulla(attuale)


def valuta_dati(dati: DatiPrenotazione, *, tranne: Prenotazione | None = None) -> Esito:
    """What the rules say of a booking now, without writing: the reasons that :func:`prenota` would refuse it for."""
    stanza = dati.stanza
    regole = RegoleStanza(str(stanza), stanza.uso, stanza.posti, stanza.minuti_massimi) if stanza else None
    richiesta = Richiesta(dati.inizio, dati.fine, regole, dati.partecipanti, dati.aperta_al_pubblico)
    return valuta_prenotazione(richiesta, _presi(dati, tranne))


def blocca(operatore: Utente | None, stanza: Stanza | None, mediatore: Mediatore | None) -> None:
    """Hold what is booked, always in this order, until the transaction ends."""
    for riga in (operatore, stanza, mediatore):
        if riga is not None:
            type(riga)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=riga.pk)


def _pretendi(dati: DatiPrenotazione, tranne: Prenotazione | None = None) -> None:
    if not (esito := valuta_dati(dati, tranne=tranne)).positivo:
        raise AttoRifiutato(esito)


def _pretendi_viva(prenotazione: Prenotazione) -> None:
    if prenotazione.annullata_alle is not None:
        raise AttoRifiutato("Questa prenotazione è già stata annullata.")


def _annulla(prenotazione: Prenotazione) -> Prenotazione:
    prenotazione.annullata_alle = timezone.now()
    prenotazione.sequenza += 1
    prenotazione.save(update_fields=["annullata_alle", "sequenza", "aggiornata_alle"])
    return prenotazione


def _presi(dati: DatiPrenotazione, tranne: Prenotazione | None) -> list[Preso]:
    condizione = Q(pk__in=[])
    for nome in ("operatore", "stanza", "mediatore"):
        if (riga := getattr(dati, nome)) is not None:
            condizione |= Q(**{nome: riga})
    righe = (
        Prenotazione.objects.attive()
        .fra(dopo(dati.inizio, -VIAGGIO_MASSIMO), dopo(dati.fine, VIAGGIO_MASSIMO))
        .filter(condizione)
        .exclude(pk=tranne.pk if tranne else None)
    )
    return [preso for riga in righe for preso in _da_riga(riga, dati)]


def _da_riga(riga: Prenotazione, dati: DatiPrenotazione) -> list[Preso]:
    """The operator with her journey when she is elsewhere; the room and the mediator as they are."""
    presi = []
    if dati.operatore is not None and riga.operatore_id == dati.operatore.pk:
        altrove = dati.sede is None or riga.sede_id != dati.sede.pk
        presi.append(Preso(str(dati.operatore), riga.inizio, riga.fine, max(riga.viaggio, dati.viaggio) * altrove))
    if dati.stanza is not None and riga.stanza_id == dati.stanza.pk:
        presi.append(Preso(str(dati.stanza), riga.inizio, riga.fine))
    if dati.mediatore is not None and riga.mediatore_id == dati.mediatore.pk:
        presi.append(Preso(f"{dati.mediatore}, mediatore", riga.inizio, riga.fine))
    return presi
