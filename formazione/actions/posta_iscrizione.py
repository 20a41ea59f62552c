"""The e-mails about an enrolment. The worker sends them: whoever is at the page never waits for the mail server."""

from functools import partial

from django.core.cache import cache
from django.db import transaction
from django_tasks import task

from formazione.models import Evento, Iscrizione
from formazione.queries.posta_iscrizione import da_avvisare, messaggio_di
from formazione.rules.iscrizione import Messaggio
from valdera_housing.kit.codici import codice_segreto
from valdera_housing.kit.posta import spedisci

# Who asks again and again for the same address makes one message leave, not a flood in somebody's mailbox.
SECONDI_FRA_DUE_RICHIESTE = 120


def avvisa(iscrizione: Iscrizione, quale: Messaggio) -> None:
    """Order an e-mail to the worker once this transaction is committed; nothing for who left no address."""
    if iscrizione.email:
        transaction.on_commit(partial(scrivi_iscrizione.enqueue, iscrizione.pk, quale.value))


def avvisa_annullamento(evento: Evento) -> None:
    """Tell all those who are enrolled, or in the line, that the event is off. Call it inside the transaction."""
    transaction.on_commit(partial(avvisa_iscritti.enqueue, evento.pk, Messaggio.EVENTO_ANNULLATO.value))


def avvisa_cambio(evento: Evento) -> None:
    """Tell them when and where the event is now. Call it inside the transaction; twice, they are told twice."""
    if evento.iscritti or evento.in_attesa:
        transaction.on_commit(
            partial(avvisa_iscritti.enqueue, evento.pk, Messaggio.CAMBIO.value, giro=codice_segreto(8))
        )


@task()
def avvisa_iscritti(evento_pk: int, quale: str, giro: str = "") -> None:
    """One order for each person: an address that fails stops nobody else's message."""
    for iscrizione in da_avvisare(evento_pk):
        scrivi_iscrizione.enqueue(iscrizione, quale, giro=giro)


@task()
def scrivi_iscrizione(iscrizione_pk: int, quale: str, giro: str = "") -> str:
    """Send what is true now, not what was when it was ordered. Returns why it did not leave, or nothing.

    ``giro`` tells apart two messages of the same kind about the same enrolment.
    """
    iscrizione = Iscrizione.objects.select_related("evento").get(pk=iscrizione_pk)
    messaggio = messaggio_di(iscrizione, Messaggio(quale))
    segno = f"iscrizione-richiesta-{iscrizione.codice}"
    chiesto = quale == Messaggio.RICHIESTA
    if messaggio is None or (chiesto and not cache.add(segno, 1, SECONDI_FRA_DUE_RICHIESTE)):
        return ""
    identita = f"iscrizione-{iscrizione.pk}-{quale}-{giro or iscrizione.versione}"
    errore = spedisci(messaggio.oggetto, messaggio.corpo, iscrizione.email, identita=identita)
    if errore and chiesto:
        cache.delete(segno)
    return errore
