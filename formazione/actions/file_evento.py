"""Acts on the files of an event."""

from functools import partial

from django.db import transaction

from formazione.models import Evento, FileEvento
from formazione.rules.file_evento import valuta_pubblicazione, valuta_rimozione
from formazione.workflow import EVENTO
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.kit.esito import pretendi
from valdera_housing.models import Utente
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF

AMMESSI = (PDF, *IMMAGINI)


@transaction.atomic
def allega_evento(
    evento: Evento, nome: str, contenuto: bytes, *, tipo: str, pubblico: bool, utente: Utente
) -> FileEvento:
    """Keep a file of the event: PDF, JPEG or PNG. Raises AttoRifiutato for anything else."""
    bloccato = _evento_bloccato(evento, utente)
    if pubblico:
        pretendi(valuta_pubblicazione(tipo))
    documento = archivia_documento(contenuto, nome, utente=utente, ammessi=AMMESSI)
    return FileEvento.objects.create(evento=bloccato, tipo=tipo, documento=documento, pubblico=pubblico)


@transaction.atomic
def pubblica_file_evento(file: FileEvento, *, pubblico: bool, utente: Utente) -> FileEvento:
    """Put a file on the public page of the event, or take it off."""
    _evento_bloccato(file.evento, utente)
    if pubblico:
        pretendi(valuta_pubblicazione(file.tipo))
    file.pubblico = pubblico
    file.save(update_fields=["pubblico"])
    return file


@transaction.atomic
def togli_file_evento(file: FileEvento, *, utente: Utente) -> None:
    """Take a file off the event; its bytes go when the transaction is sure."""
    bloccato = _evento_bloccato(file.evento, utente)
    pretendi(valuta_rimozione(file.tipo, bloccato.stato))
    documento = file.documento
    file.delete()
    documento.delete()
    transaction.on_commit(partial(documento.file.delete, save=False))


def _evento_bloccato(evento: Evento, utente: Utente) -> Evento:
    bloccato = Evento.objects.select_for_update(no_key=True, of=("self",)).get(pk=evento.pk)
    EVENTO.pretende("allega", bloccato, utente)
    return bloccato
