"""People who want the newsletter: they ask or are invited, confirm from their e-mail, and leave when they like.

Nobody is added without her click. The public page answers the same whoever is known already: what differs is only in
the e-mail, which the worker writes, so that not even the time of the answer tells.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from formazione.models import Contatto
from formazione.rules.informativa import INFORMATIVA
from formazione.rules.newsletter import corpo_conferma, corpo_gia_iscritto, valuta_conferma, valuta_invito
from formazione.workflow import TENGONO
from valdera_housing.kit.codici import codice_segreto
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.posta import spedisci
from valdera_housing.models import Utente

# The same address gets at most one of these e-mails in this time, however often its name is typed.
SECONDI_FRA_DUE = 600


@transaction.atomic
def chiedi_newsletter(dati: dict[str, Any], *, adesso: datetime) -> None:
    """Somebody typed an address (``email``, ``nome``, ``destinatario``) on the public page: an e-mail goes there.

    One who receives it already is left as she is: nobody changes her data by knowing her address.
    """
    contatto = _bloccato(dati, adesso)
    if contatto.confermato_alle is None or contatto.disiscritto_alle is not None:
        _chiede(contatto, dati, adesso)
    _ordina_posta(contatto)


@transaction.atomic
def invita_contatto(dati: dict[str, Any], *, utente: Utente, adesso: datetime) -> Contatto:
    """The office asks a person whether she wants it: nothing is sent to her but this until she confirms.

    Raises AttoRifiutato for one who receives it already, and for one who said no.
    """
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("I contatti li tiene chi scrive la newsletter: spetta a un altro ruolo.")
    contatto = _bloccato(dati, adesso)
    esito = valuta_invito(confermato=contatto.confermato_alle, disdetto=contatto.disiscritto_alle)
    pretendi(esito)
    _chiede(contatto, dati, adesso)
    _ordina_posta(contatto)
    return contatto


@transaction.atomic
def conferma_contatto(contatto: Contatto, *, adesso: datetime) -> Contatto:
    """Her click, with the notice she had before her eyes; twice is once. AttoRifiutato when the link is too old."""
    bloccato = Contatto.objects.select_for_update(no_key=True).get(pk=contatto.pk)
    esito = valuta_conferma(
        chiesto=bloccato.chiesto_alle,
        confermato=bloccato.confermato_alle,
        disdetto=bloccato.disiscritto_alle,
        adesso=adesso,
    )
    pretendi(esito)
    if bloccato.confermato_alle is None:
        bloccato.confermato_alle, bloccato.informativa = max(adesso, bloccato.chiesto_alle), INFORMATIVA
        bloccato.save(update_fields=["confermato_alle", "informativa"])
    return bloccato


@transaction.atomic
def disdici_contatto(contatto: Contatto, *, adesso: datetime) -> Contatto:
    """She wants it no more: at once, without a reason; twice is once."""
    bloccato = Contatto.objects.select_for_update(no_key=True).get(pk=contatto.pk)
    if bloccato.disiscritto_alle is None:
        bloccato.disiscritto_alle = max(adesso, bloccato.chiesto_alle)
        bloccato.save(update_fields=["disiscritto_alle"])
    return bloccato


def pagina_pubblica(atto: str, contatto: Contatto) -> str:
    """The whole address of a link of an e-mail: ``conferma`` or ``disdici``."""
    return settings.INDIRIZZO + reverse(f"formazione:pubblica_newsletter_{atto}", args=[contatto.codice])


@task()
def scrivi_al_contatto(pk: int) -> None:
    """The e-mail with the link that confirms, or that she receives it already; one that did not leave may be asked."""
    contatto = Contatto.objects.get(pk=pk)
    if contatto.confermato_alle is None and contatto.disiscritto_alle is None:
        oggetto = "Conferma che vuoi la newsletter"
        corpo = corpo_conferma(nome=contatto.nome, conferma=pagina_pubblica("conferma", contatto))
    else:
        oggetto = "Ricevi già la newsletter"
        corpo = corpo_gia_iscritto(nome=contatto.nome, disdici=pagina_pubblica("disdici", contatto))
    istante = timezone.now().strftime("%Y%m%d%H%M%S")
    if spedisci(oggetto, corpo, contatto.email, identita=f"contatto-{contatto.pk}-{istante}"):
        cache.delete(_appena_scritto(pk))


def _bloccato(dati: dict[str, Any], adesso: datetime) -> Contatto:
    """The row of this address, made if it is not there; two who type it together wait for one another."""
    nuovo = Contatto(**_colonne(dati), codice=codice_segreto(), informativa=INFORMATIVA, chiesto_alle=adesso)
    Contatto.objects.bulk_create([nuovo], ignore_conflicts=True)
    return Contatto.objects.select_for_update(no_key=True).get(email__iexact=dati["email"])


def _chiede(contatto: Contatto, dati: dict[str, Any], adesso: datetime) -> None:
    """A request written over one that waits or over a refusal; the secret stays, for the links already sent."""
    colonne = _colonne(dati) | {
        "informativa": INFORMATIVA,
        "chiesto_alle": adesso,
        "confermato_alle": None,
        "disiscritto_alle": None,
    }
    for campo, valore in colonne.items():
        setattr(contatto, campo, valore)
    contatto.save(update_fields=list(colonne))


def _colonne(dati: dict[str, Any]) -> dict[str, Any]:
    return {nome: dati[nome] for nome in ("email", "nome", "destinatario")}


def _appena_scritto(pk: int) -> str:
    return f"scrivi_al_contatto:{pk}"


def _ordina_posta(contatto: Contatto) -> None:
    if cache.add(_appena_scritto(contatto.pk), True, SECONDI_FRA_DUE):
        transaction.on_commit(lambda: scrivi_al_contatto.enqueue(contatto.pk))
