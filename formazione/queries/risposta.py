"""Who may still answer, without knowing who she is."""

import hashlib
import hmac

from django.conf import settings

from formazione.choices import StatoIscrizione
from formazione.models import Compilazione, Iscrizione, Questionario


def impronta_di(questionario: Questionario, segreto: str) -> str:
    """A digest of a secret (the code of an enrolment, or the key of a page) that only this questionnaire gives.

    The table of the sheets has no name, and nobody can walk back from the digest without the key of the product.
    """
    chiave = f"{settings.SECRET_KEY}{questionario.codice}".encode()
    return hmac.new(chiave, segreto.encode(), hashlib.sha256).hexdigest()


def codice_valido(questionario: Questionario, codice: str) -> bool:
    """Whether it is the code of somebody enrolled in this event."""
    if not codice or "\x00" in codice:
        return False
    iscritte = Iscrizione.objects.filter(stato=StatoIscrizione.CONFERMATA, codice=codice)
    return iscritte.filter(evento=questionario.evento_id).exists()


def ha_risposto(questionario: Questionario, impronta: str) -> bool:
    return Compilazione.objects.filter(questionario=questionario, impronta=impronta).exists()
