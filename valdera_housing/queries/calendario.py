"""What leaves the office as a calendar: the bookings of a person, and who an address belongs to."""

import hashlib
from datetime import datetime

from django.conf import settings

from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.models import Calendario, Prenotazione, Utente
from valdera_housing.rules.calendario import MASSIMO_IMPEGNI, Impegno, finestra


def impronta_di(segreto: str) -> str:
    """What is kept of a private address: the digest, by which it is found without being known."""
    return hashlib.sha256(segreto.encode()).hexdigest()


def calendario_di(segreto: str) -> Calendario | None:
    """The calendar of an address that is in force and of somebody who still works at the desk."""
    calendario = Calendario.objects.select_related("utente").filter(impronta=impronta_di(segreto)).first()
    if calendario is None or not calendario.utente.is_active or not calendario.utente.ha_ruolo(*CHI_SEGUE_PERSONE):
        return None
    return calendario


def impegni_di(utente: Utente, adesso: datetime) -> list[Impegno]:
    """The bookings of an operator from thirty days back to a year ahead, a thousand at most, cancelled ones too."""
    dalle, alle = finestra(adesso)
    prenotazioni = Prenotazione.objects.filter(operatore=utente).fra(dalle, alle)
    ordinate = prenotazioni.select_related("sede__comune", "stanza").order_by("inizio", "pk")
    return [come_impegno(p) for p in ordinate[:MASSIMO_IMPEGNI]]


def come_impegno(prenotazione: Prenotazione) -> Impegno:
    return Impegno(
        uid=f"{prenotazione.uid}@{settings.DOMINIO}",
        titolo=prenotazione.titolo,
        inizio=prenotazione.inizio,
        fine=prenotazione.fine,
        luogo=dove(prenotazione),
        annullato=prenotazione.annullata_alle is not None,
        sequenza=prenotazione.sequenza,
        aggiornato_alle=prenotazione.aggiornata_alle,
    )


def dove(prenotazione: Prenotazione) -> str:
    """The desk with its room and street; nothing for a visit, whose address is the person's own."""
    if prenotazione.sede is None:
        return ""
    sede, stanza = prenotazione.sede, prenotazione.stanza
    return ", ".join(filter(None, [sede.nome, stanza.nome if stanza else "", sede.indirizzo, sede.comune.nome]))
