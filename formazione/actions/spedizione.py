"""How a newsletter leaves: the worker takes one address at a time, and two workers never take the same."""

from smtplib import SMTPRecipientsRefused
from typing import cast

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from formazione.actions.contatto import pagina_pubblica
from formazione.choices import Canale, StatoNewsletter, StatoSpedizione
from formazione.models import Contenuto, Newsletter, Spedizione
from formazione.queries.newsletter import ConteggiInvio, conteggi_invio
from formazione.rules.newsletter import HA_DISDETTO, corpo_newsletter
from valdera_housing.actions.lavoro import chiudi_lavoro, segna_avanzamento
from valdera_housing.kit.posta import perche_no, spedisci
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lavoro, Utente

# The address is wrong, or she wants it no more: trying again would say the same.
DA_NON_RITENTARE = (HA_DISDETTO, perche_no(SMTPRecipientsRefused({})), perche_no(ValueError()))
UN_CLIC = "List-Unsubscribe=One-Click"


@task()
def spedisci_newsletter(newsletter_pk: int, lavoro_pk: str) -> None:
    """Send all that waits, each in its transaction: what is done stays done when the worker is stopped.

    A crash between the mail server's yes and our commit is the only way to send one twice; its Message-ID is the
    same, so that the mailbox can tell.
    """
    lavoro = Lavoro.objects.select_related("utente").get(pk=lavoro_pk)
    utente = cast(Utente, lavoro.utente)  # a newsletter is always sent by somebody
    try:
        with pghistory.context(user=utente.pk, url=lavoro.ritorno):
            fatte = 0
            while spedisci_una_newsletter(newsletter_pk):
                fatte += 1
                segna_avanzamento(lavoro, min(fatte, lavoro.totale))
            conti = concludi_newsletter(newsletter_pk)
    except Exception:
        chiudi_lavoro(lavoro, esito={"frase": "L’invio si è fermato: riprendilo."}, riuscito=False)
        raise
    segna_avanzamento(lavoro, lavoro.totale)
    chiudi_lavoro(lavoro, esito={"frase": _frase(conti)})


@transaction.atomic
def spedisci_una_newsletter(newsletter_pk: int) -> bool:
    """Send to the next address that waits and that no other worker holds; False when there is none."""
    attesa = Spedizione.objects.filter(newsletter=newsletter_pk, stato=StatoSpedizione.DA_INVIARE)
    bloccate = attesa.select_for_update(skip_locked=True, of=("self",)).select_related("newsletter", "contatto")
    spedizione = bloccate.order_by("pk").first()
    if spedizione is None:
        return False
    contatto = spedizione.contatto
    if contatto.confermato_alle is None or contatto.disiscritto_alle is not None:
        _segna(spedizione, HA_DISDETTO)
        return True
    errore = _manda(spedizione)
    try:
        with transaction.atomic():
            _segna(spedizione, errore)
    except IntegrityError:
        # She unsubscribed in this very instant: the last word is the database's.
        _segna(spedizione, HA_DISDETTO)
    return True


@transaction.atomic
def concludi_newsletter(newsletter_pk: int) -> ConteggiInvio:
    """It is sent when none is left to try; then it counts once among the contents of its campaign."""
    newsletter = Newsletter.objects.select_for_update(no_key=True).get(pk=newsletter_pk)
    conti = conteggi_invio(newsletter, DA_NON_RITENTARE)
    if newsletter.stato != StatoNewsletter.IN_INVIO or conti.da_inviare or conti.da_ritentare:
        return conti
    newsletter.stato, newsletter.inviata_alle = StatoNewsletter.INVIATA, timezone.now()
    newsletter.versione += 1
    newsletter.save(update_fields=["stato", "inviata_alle", "versione"])
    if newsletter.campagna_id and conti.inviate:
        Contenuto.objects.create(
            campagna_id=newsletter.campagna_id,
            titolo=newsletter.oggetto,
            canale=Canale.EMAIL,
            lingue=["italiano"],
            pubblicato_il=oggi(),
            raggiunti=conti.inviate,
        )
    return conti


def _manda(spedizione: Spedizione) -> str:
    """The e-mail, with the way out that mail programs show beside it (RFC 8058); returns why it did not leave."""
    disdici = pagina_pubblica("disdici", spedizione.contatto)
    return spedisci(
        spedizione.newsletter.oggetto,
        corpo_newsletter(spedizione.newsletter.testo, nome=spedizione.contatto.nome, disdici=disdici),
        spedizione.contatto.email,
        identita=f"newsletter-{spedizione.pk}",
        List_Unsubscribe=f"<{disdici}>",
        List_Unsubscribe_Post=UN_CLIC,
    )


def _segna(spedizione: Spedizione, errore: str) -> None:
    spedizione.stato = StatoSpedizione.FALLITA if errore else StatoSpedizione.INVIATA
    spedizione.mandata_alle = None if errore else timezone.now()
    spedizione.errore = errore
    spedizione.save(update_fields=["stato", "mandata_alle", "errore"])


def _frase(conti: ConteggiInvio) -> str:
    """How it went, for the page of the work."""
    inviate = f"{conti.inviate} {plurale(conti.inviate, 'e-mail partita,e-mail partite')}"
    non_partite = conti.da_ritentare + conti.perse
    return f"{inviate}, {non_partite} non {plurale(non_partite, 'partita,partite')}." if non_partite else f"{inviate}."
