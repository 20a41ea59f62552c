"""Acts on who teaches at an event."""

from typing import Any

from django.db import transaction

from formazione.models import Docente, Evento
from formazione.workflow import EVENTO
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def aggiungi_docente_evento(evento: Evento, dati: dict[str, Any], *, utente: Utente) -> Docente:
    """Write who teaches (``nome``, ``qualifica``, ``ore``, ``compenso`` in euro)."""
    docente = Docente(evento=_evento_bloccato(evento, utente), **dati)
    _pretende_una_volta(docente)
    docente.save()
    return docente


@transaction.atomic
def modifica_docente(docente: Docente, dati: dict[str, Any], *, utente: Utente) -> Docente:
    """Correct who she is, her hours or her fee."""
    _evento_bloccato(docente.evento, utente)
    attuale = Docente.objects.get(pk=docente.pk)
    for campo, valore in dati.items():
        setattr(attuale, campo, valore)
    _pretende_una_volta(attuale)
    attuale.save(update_fields=[*dati])
    return attuale


@transaction.atomic
def togli_docente(docente: Docente, *, utente: Utente) -> None:
    """She does not teach there."""
    _evento_bloccato(docente.evento, utente)
    docente.delete()


def _evento_bloccato(evento: Evento, utente: Utente) -> Evento:
    bloccato = Evento.objects.select_for_update(no_key=True, of=("self",)).get(pk=evento.pk)
    EVENTO.pretende("aggiungi_docente", bloccato, utente)
    return bloccato


def _pretende_una_volta(docente: Docente) -> None:
    altri = Docente.objects.filter(evento=docente.evento_id, nome=docente.nome).exclude(pk=docente.pk)
    if altri.exists():
        raise AttoRifiutato(f"{docente.nome} è già fra i docenti di questo evento.")
