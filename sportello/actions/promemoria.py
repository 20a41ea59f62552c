"""The reminders of the day before: written first, sent one by one, each once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.utils import timezone

from sportello.choices import StatoPromemoria
from sportello.models import Appuntamento, Promemoria, SilenzioPromemoria
from sportello.queries.promemoria import da_lavorare, da_ricordare, destinatario_di, giorni_prima, testo_di
from sportello.rules.promemoria import come_va, fino_a
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.posta import spedisci
from valdera_housing.models import Persona, Prenotazione, Utente


def manda_promemoria(adesso: datetime) -> Counter[str]:
    """A round: the reminders due now, and those that did not leave before. Returns how many ended in each state.

    It may be run at any time and by two at once: each reminder leaves once. A crash between the mail server's yes and
    our commit is the only way to send one twice; its Message-ID is the same, so that the mailbox can tell.
    """
    prepara_promemoria(adesso)
    return Counter(stato for pk in _in_attesa(adesso) if (stato := manda_uno_promemoria(pk, adesso)))


@transaction.atomic
def prepara_promemoria(adesso: datetime) -> None:
    """Write a reminder to send for each appointment near; one that is already there stays as it is."""
    fine = fino_a(timezone.localtime(adesso), giorni_prima(adesso))
    nuovi = [
        Promemoria(appuntamento=a, per_il=cast(Prenotazione, a.prenotazione).inizio)
        for a in da_ricordare(adesso, fine)
    ]
    Promemoria.objects.bulk_create(nuovi, ignore_conflicts=True)


def _in_attesa(adesso: datetime) -> Iterator[int]:
    yield from list(da_lavorare(adesso).order_by("per_il", "pk").values_list("pk", flat=True))


@transaction.atomic
def manda_uno_promemoria(pk: int, adesso: datetime) -> str:
    """Send a reminder and write how it went; nothing, and "", when another round holds it or it no longer holds."""
    bloccati = da_lavorare(adesso).select_for_update(skip_locked=True, of=("self",))
    promemoria = bloccati.filter(pk=pk).first()
    if promemoria is None:
        return ""
    appuntamento = Appuntamento.objects.select_related(
        "persona", "prenotazione__sede__comune", "prenotazione__stanza"
    ).get(pk=promemoria.appuntamento_id)
    destinatario = destinatario_di(appuntamento)
    stato, errore = come_va(destinatario), ""
    if stato == StatoPromemoria.DA_INVIARE:
        promemoria.tentativi += 1
        errore = spedisci(*testo_di(appuntamento), destinatario.email, identita=f"promemoria-{promemoria.pk}")
        stato = StatoPromemoria.FALLITO if errore else StatoPromemoria.INVIATO
    promemoria.stato, promemoria.destinatario, promemoria.errore = stato, destinatario.email, errore
    promemoria.mandato_alle = timezone.now() if stato == StatoPromemoria.INVIATO else None
    promemoria.save(update_fields=["stato", "destinatario", "errore", "mandato_alle", "tentativi"])
    return stato


@transaction.atomic
def spegni_promemoria(persona: Persona, *, motivo: str, utente: Utente, dal: date) -> SilenzioPromemoria:
    """From that day the person gets no reminder; the database refuses a second mute."""
    return SilenzioPromemoria.objects.create(persona=persona, motivo=motivo, dal=dal, deciso_da=utente)


@transaction.atomic
def riaccendi_promemoria(silenzio: SilenzioPromemoria, *, al: date) -> None:
    """The person gets reminders again from ``al``; AttoRifiutato when she already does."""
    attuale = SilenzioPromemoria.objects.select_for_update(no_key=True).get(pk=silenzio.pk)
    if attuale.al is not None:
        raise AttoRifiutato("I promemoria di questa persona sono già accesi.")
    attuale.al = max(al, attuale.dal)
    attuale.save(update_fields=["al"])
