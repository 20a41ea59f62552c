"""Enrolments as the office keeps them, and the seats: whoever takes or leaves one holds the row of the event first."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from formazione.actions.posta_iscrizione import avvisa
from formazione.choices import FonteIscrizione, StatoIscrizione
from formazione.models import Evento, Iscrizione
from formazione.queries.iscrizione import nucleo_di
from formazione.rules.iscrizione import Messaggio, stato_di_chi_arriva, valuta_disdetta, valuta_gruppo
from formazione.workflow import EVENTO, ISCRIZIONE, VIVI
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.codici import codice_segreto
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.models import Persona, Utente


def blocca_evento(pk: int) -> Evento:
    """The row at which whoever takes or leaves a seat waits for the others."""
    return Evento.objects.select_for_update(no_key=True).get(pk=pk)


def blocca_iscrizione(pk: int) -> Iscrizione:
    """An enrolment as it is now; the event is held before it, always in this order."""
    return Iscrizione.objects.select_for_update(no_key=True).get(pk=pk)


@transaction.atomic
def promuovi_in_attesa(evento: Evento) -> list[Iscrizione]:
    """Give the free seats to the first of the line, and tell them; to be called whenever a seat may have come free."""
    bloccato = blocca_evento(evento.pk)
    if bloccato.stato not in VIVI or not bloccato.in_attesa or bloccato.posti_liberi == 0:
        return []
    fila = bloccato.iscrizioni.in_fila().select_for_update(no_key=True)[: bloccato.posti_liberi]
    promosse = [scrivi(iscrizione, stato=StatoIscrizione.CONFERMATA) for iscrizione in fila]
    for iscrizione in promosse:
        avvisa(iscrizione, Messaggio.POSTO)
    return promosse


@transaction.atomic
def iscrivi_persona(
    evento: Evento, dati: dict[str, Any], *, persona: Persona | None = None, utente: Utente
) -> Iscrizione:
    """Enrol somebody at once, on a seat or in the line; ``persona`` brings her name and her household.

    Raises AttoRifiutato for another role, a closed event, a group the event is not for, or who is already there.
    """
    bloccato = blocca_evento(evento.pk)
    EVENTO.pretende("iscrivi", bloccato, utente)
    pretendi(valuta_gruppo(dati["destinatario"], bloccato.destinatari))
    if persona is not None:
        dati = dati | _dalla_persona(bloccato, persona, utente)
    iscrizione = Iscrizione(
        **dati,
        evento=bloccato,
        fonte=FonteIscrizione.UFFICIO,
        codice=codice_segreto(),
        chiesta_alle=timezone.now(),
        creata_da=utente,
    )
    return dai_posto(iscrizione, bloccato)


@transaction.atomic
def modifica_iscrizione(iscrizione: Iscrizione, dati: dict[str, Any], *, versione: int, utente: Utente) -> Iscrizione:
    """Correct name, addresses and group; the seat stays as it is."""
    bloccata = blocca_iscrizione(iscrizione.pk)
    ISCRIZIONE.pretende("modifica", bloccata, utente)
    if dati["destinatario"] != bloccata.destinatario:
        pretendi(valuta_gruppo(dati["destinatario"], bloccata.evento.destinatari))
    aggiornata: Iscrizione = modifica(bloccata, dati, versione=versione)
    return aggiornata


@transaction.atomic
def conferma_iscrizione(iscrizione: Iscrizione, *, utente: Utente) -> Iscrizione:
    """Confirm for somebody who asked on the public page and cannot, or did not, open the e-mail."""
    evento = blocca_evento(iscrizione.evento_id)
    bloccata = blocca_iscrizione(iscrizione.pk)
    ISCRIZIONE.pretende("conferma", bloccata, utente)
    if evento.stato not in VIVI:
        raise AttoRifiutato("L’evento è chiuso: non si iscrive più nessuno.")
    return dai_posto(bloccata, evento)


@transaction.atomic
def annulla_iscrizione(iscrizione: Iscrizione, *, motivo: str, utente: Utente) -> Iscrizione:
    """Free the seat, or leave the line; the next one in the line goes in. AttoRifiutato for who was already there."""
    evento = blocca_evento(iscrizione.evento_id)
    bloccata = blocca_iscrizione(iscrizione.pk)
    ISCRIZIONE.pretende("annulla", bloccata, utente)
    return togli(bloccata, evento, motivo)


def dai_posto(iscrizione: Iscrizione, evento: Evento) -> Iscrizione:
    """Seat, or place in the line, for an enrolment of a locked event; she is told which."""
    stato = stato_di_chi_arriva(evento.posti, evento.iscritti, evento.in_attesa)
    iscrizione.stato, iscrizione.in_fila_dalle = stato, timezone.now()
    if iscrizione.pk is None:
        iscrizione.save()
    else:
        scrivi(iscrizione, stato=stato, in_fila_dalle=iscrizione.in_fila_dalle)
    avvisa(iscrizione, Messaggio.ESITO)
    if stato == StatoIscrizione.IN_ATTESA and promuovi_in_attesa(evento):
        iscrizione.refresh_from_db()
    return iscrizione


def togli(iscrizione: Iscrizione, evento: Evento, motivo: str) -> Iscrizione:
    """Cancel an enrolment of a locked event, and give its seat to the next one."""
    pretendi(valuta_disdetta(iscrizione.stato, presente=iscrizione.presenze.exists()))
    scrivi(iscrizione, stato=StatoIscrizione.ANNULLATA, annullata_alle=timezone.now(), motivo=motivo)
    avvisa(iscrizione, Messaggio.ANNULLATA)
    promuovi_in_attesa(evento)
    return iscrizione


def scrivi(iscrizione: Iscrizione, **dati: Any) -> Iscrizione:
    """Write these fields on a locked enrolment."""
    for campo, valore in dati.items():
        setattr(iscrizione, campo, valore)
    iscrizione.versione += 1
    iscrizione.save(update_fields=[*dati, "versione"])
    return iscrizione


def _dalla_persona(evento: Evento, persona: Persona, utente: Utente) -> dict[str, Any]:
    """Name and household from the registry. AttoRifiutato for a person of others, or one already enrolled."""
    if not Persona.objects.visibili_a(utente).filter(pk=persona.pk).exists():
        raise AttoRifiutato("Questa persona non è fra quelle che segui.")
    if presente := evento.iscrizioni.vive().filter(persona=persona).first():
        raise AttoRifiutato(f"{persona} c’è già: {presente.get_stato_display().lower()}.")
    return {
        "persona": persona,
        "nucleo": nucleo_di(persona),
        "nome": persona.nome,
        "cognome": persona.cognome,
    }
