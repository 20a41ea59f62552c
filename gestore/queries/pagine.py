"""Where the things of the line are on the screen, and which comuni a list of homes can be narrowed to."""

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Utente
from valdera_housing.models.casa.alloggio import VEDONO_LE_CASE


def indirizzo(nome: str, *argomenti: int | str, domanda: str = "") -> str:
    """The address of a page (``alloggio_scheda``, 12), or nothing when the office does not have that page."""
    try:
        pagina = reverse(nome if ":" in nome else f"gestore:{nome}", args=argomenti)
    except NoReverseMatch:
        return ""
    return f"{pagina}?{domanda}" if domanda else pagina


def comuni_delle_case(utente: Utente) -> QuerySet[Comune]:
    """The comuni whose homes this person reads."""
    aderenti = Comune.objects.aderenti(oggi())
    return aderenti if utente.ha_ruolo(*VEDONO_LE_CASE) else aderenti.filter(pk__in=utente.comuni_seguiti)
