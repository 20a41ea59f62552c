"""A newsletter: written, tried on oneself, sent. How it leaves, one e-mail at a time: ``actions/spedizione.py``."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from formazione.actions.spedizione import DA_NON_RITENTARE, spedisci_newsletter
from formazione.choices import StatoCampagna, StatoNewsletter, StatoSpedizione
from formazione.models import Campagna, Newsletter, Spedizione
from formazione.queries.contatto import a_chi
from formazione.queries.newsletter import disdici_di_prova
from formazione.rules.newsletter import corpo_newsletter, valuta_invio
from formazione.workflow import NEWSLETTER, TENGONO
from valdera_housing.actions.lavoro import apri_lavoro
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.posta import spedisci
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lavoro, Utente, prossimo_numero

A_BLOCCHI = 1000


@transaction.atomic
def crea_newsletter(dati: dict[str, Any], *, utente: Utente) -> Newsletter:
    """Write one; nothing leaves until it is sent."""
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("La newsletter la scrive chi tiene le campagne: spetta a un altro ruolo.")
    giorno = oggi()
    numero = f"NL-{giorno.year}-{prossimo_numero('newsletter', giorno.year):04d}"
    return Newsletter.objects.create(numero=numero, creata_da=utente, creata_il=giorno, **dati)


@transaction.atomic
def modifica_newsletter(newsletter: Newsletter, dati: dict[str, Any], *, utente: Utente, versione: int) -> Newsletter:
    """Correct it before it leaves; ModificaConcorrente when somebody saved meanwhile."""
    _bloccata("modifica", newsletter, utente)
    salvata: Newsletter = modifica(newsletter, dati, versione=versione)
    return salvata


@transaction.atomic
def prova_newsletter(newsletter: Newsletter, *, utente: Utente) -> None:
    """Send it as it is to who asks; AttoRifiutato with why it did not leave."""
    bloccata = _bloccata("prova", newsletter, utente)
    if not utente.email:
        raise AttoRifiutato("Il tuo accesso non ha un indirizzo e-mail: chiedi all’amministratore di scriverlo.")
    corpo = corpo_newsletter(bloccata.testo, nome=utente.get_full_name(), disdici=disdici_di_prova())
    identita = f"newsletter-{bloccata.pk}-prova-{bloccata.versione}-{utente.pk}"
    if errore := spedisci(f"Prova: {bloccata.oggetto}", corpo, utente.email, identita=identita):
        raise AttoRifiutato(errore)


@transaction.atomic
def invia_newsletter(newsletter: Newsletter, *, utente: Utente) -> Lavoro:
    """Order the worker to send it to who wants it now; who asks for it from now on gets the next one.

    Raises AttoRifiutato when nobody of its groups wants it, or its campaign is not in progress.
    """
    bloccata = _bloccata("invia", newsletter, utente)
    campagna = _campagna_bloccata(bloccata)
    contatti = list(a_chi(bloccata.destinatari).order_by("pk").values_list("pk", flat=True))
    esito = valuta_invio(
        quanti=len(contatti),
        campagna=str(campagna or ""),
        in_corso=campagna is not None and campagna.stato == StatoCampagna.IN_CORSO,
    )
    pretendi(esito)
    Spedizione.objects.bulk_create(
        (Spedizione(newsletter=bloccata, contatto_id=pk) for pk in contatti), batch_size=A_BLOCCHI
    )
    bloccata.stato = StatoNewsletter.IN_INVIO
    return _ordina_invio(bloccata, len(contatti), utente)


@transaction.atomic
def riprendi_newsletter(newsletter: Newsletter, *, utente: Utente) -> Lavoro:
    """Send what has not left: the worker was stopped, or the mail server did not answer. Nobody gets it twice."""
    bloccata = _bloccata("riprendi", newsletter, utente)
    fallite = bloccata.spedizioni.filter(stato=StatoSpedizione.FALLITA).exclude(errore__in=DA_NON_RITENTARE)
    fallite.update(stato=StatoSpedizione.DA_INVIARE, errore="")
    quante = bloccata.spedizioni.filter(stato=StatoSpedizione.DA_INVIARE).count()
    return _ordina_invio(bloccata, quante, utente)


def _bloccata(atto: str, newsletter: Newsletter, utente: Utente) -> Newsletter:
    bloccata = Newsletter.objects.select_for_update(no_key=True).get(pk=newsletter.pk)
    NEWSLETTER.pretende(atto, bloccata, utente)
    return bloccata


def _campagna_bloccata(newsletter: Newsletter) -> Campagna | None:
    if newsletter.campagna_id is None:
        return None
    return Campagna.objects.select_for_update(no_key=True).get(pk=newsletter.campagna_id)


def _ordina_invio(newsletter: Newsletter, quante: int, utente: Utente) -> Lavoro:
    ritorno = reverse("formazione:newsletter_scheda", args=[newsletter.pk])
    lavoro = apri_lavoro(f"Invio della newsletter {newsletter.numero}", utente=utente, totale=quante, ritorno=ritorno)
    newsletter.lavoro = lavoro
    newsletter.versione += 1
    newsletter.save(update_fields=["stato", "lavoro", "versione"])
    transaction.on_commit(lambda: spedisci_newsletter.enqueue(newsletter.pk, str(lavoro.pk)))
    return lavoro
