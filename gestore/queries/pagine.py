"""Where the things of the line are on the screen, and which comuni a list of homes can be narrowed to."""

from functools import partial

from django.db.models import QuerySet

from valdera_housing.kit.pagine import indirizzo_in
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Utente
from valdera_housing.models.casa.alloggio import VEDONO_LE_CASE

indirizzo = partial(indirizzo_in, "gestore")


def comuni_delle_case(utente: Utente) -> QuerySet[Comune]:
    """The comuni whose homes this person reads."""
    aderenti = Comune.objects.aderenti(oggi())
    return aderenti if utente.ha_ruolo(*VEDONO_LE_CASE) else aderenti.filter(pk__in=utente.comuni_seguiti)
