from django.db import transaction

from gestore.actions.candidatura import apri_candidatura
from gestore.models import Candidatura
from valdera_housing.actions import caso as casi
from valdera_housing.choices import Linea
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Invio, Nucleo, Utente


@transaction.atomic
def prendi_invio(invio: Invio, *, utente: Utente) -> Candidatura:
    """Take a referral and open its candidature: the need is the reason written by who sent it, nothing is retyped.

    Raises AttoRifiutato when it is for another line, somebody has it already, or the household is a candidate.
    """
    if invio.linea != Linea.GIS:
        raise AttoRifiutato("Questo invio è per un’altra linea.")
    Nucleo.objects.select_for_update(no_key=True).get(pk=invio.caso.nucleo_id)
    preso = casi.prendi_invio(invio, utente=utente)
    # It waits since the day it was referred, not since the day somebody read it.
    dati = {"bisogno": preso.motivo, "presentata_il": preso.inviato_il}
    return apri_candidatura(invio.caso.nucleo, dati, invio=preso)
