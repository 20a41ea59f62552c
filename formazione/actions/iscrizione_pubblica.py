"""What anyone does by herself: ask on the public page, confirm and cancel from the e-mail."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from formazione.actions.iscrizione import blocca_evento, blocca_iscrizione, dai_posto, scrivi, togli
from formazione.actions.posta_iscrizione import avvisa
from formazione.choices import FonteIscrizione, StatoIscrizione
from formazione.models import Evento, Iscrizione
from formazione.queries.iscrizione import viva_con_email
from formazione.queries.pubblica import prende_nomi
from formazione.rules.informativa import INFORMATIVA
from formazione.rules.iscrizione import (
    ORE_PER_CONFERMARE,
    Appuntamento,
    Messaggio,
    valuta_conferma,
    valuta_evento,
    valuta_gruppo,
)
from formazione.workflow import ISCRITTI
from valdera_housing.kit.codici import codice_segreto
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi

DISDETTA = "Disdetta dalla persona"


@transaction.atomic
def chiedi_iscrizione(evento: Evento, dati: dict[str, Any]) -> None:
    """Write the request and order the e-mail. It answers nothing: who looks cannot tell who is already enrolled.

    The same few statements run for a new address and for a known one. Of two requests not yet confirmed the last is
    kept, with the link that was already sent. Raises AttoRifiutato when the page takes no names any more.
    """
    if not prende_nomi(evento, oggi()):
        raise AttoRifiutato("Le iscrizioni a questo evento sono chiuse.")
    pretendi(valuta_gruppo(dati["destinatario"], evento.destinatari))
    nuova = Iscrizione(
        **dati,
        evento=evento,
        fonte=FonteIscrizione.PUBBLICA,
        stato=StatoIscrizione.DA_CONFERMARE,
        codice=codice_segreto(),
        informativa=INFORMATIVA,
        chiesta_alle=timezone.now(),
    )
    Iscrizione.objects.bulk_create([nuova], ignore_conflicts=True)
    viva = viva_con_email(evento, dati["email"])
    if viva is None:
        return
    if viva.codice != nuova.codice and viva.stato == StatoIscrizione.DA_CONFERMARE:
        scrivi(viva, **dati, informativa=INFORMATIVA, chiesta_alle=nuova.chiesta_alle)
    avvisa(viva, Messaggio.RICHIESTA)


@transaction.atomic
def conferma_propria_iscrizione(iscrizione: Iscrizione) -> Iscrizione:
    """Take a seat or a place in the line; done twice, the second time changes nothing.

    Raises AttoRifiutato for a link too old, an enrolment cancelled, an event that is over or off.
    """
    evento = blocca_evento(iscrizione.evento_id)
    bloccata = blocca_iscrizione(iscrizione.pk)
    if bloccata.stato in ISCRITTI:
        return bloccata
    pretendi(
        valuta_evento(Appuntamento(evento.stato, evento.finisce_il), oggi())
        + valuta_conferma(bloccata.stato, bloccata.chiesta_alle, timezone.now())
    )
    return dai_posto(bloccata, evento)


@transaction.atomic
def annulla_propria_iscrizione(iscrizione: Iscrizione) -> Iscrizione:
    """Leave the seat or the line; done twice, the second time changes nothing."""
    evento = blocca_evento(iscrizione.evento_id)
    bloccata = blocca_iscrizione(iscrizione.pk)
    if bloccata.stato == StatoIscrizione.ANNULLATA:
        return bloccata
    pretendi(valuta_evento(Appuntamento(evento.stato, evento.finisce_il), oggi()))
    return togli(bloccata, evento, DISDETTA)


@transaction.atomic
def scadi_iscrizioni(adesso: datetime) -> int:
    """Let go the requests nobody confirmed in time; returns how many. They never held a seat."""
    limite = adesso - timedelta(hours=ORE_PER_CONFERMARE)
    ferme = Iscrizione.objects.filter(stato=StatoIscrizione.DA_CONFERMARE, chiesta_alle__lte=limite)
    return ferme.update(stato=StatoIscrizione.SCADUTA, versione=F("versione") + 1)
