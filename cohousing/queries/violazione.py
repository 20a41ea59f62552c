"""The rules a household did not keep, and the measures that stand."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cohousing.choices import Provvedimento
from cohousing.models import Permanenza, Violazione
from cohousing.rules.violazione import Preso
from cohousing.workflow import SEGUONO, TENGONO
from valdera_housing.choices import Ruolo
from valdera_housing.models import Utente


def presi(violazioni: Iterable[Violazione]) -> list[Preso]:
    """The measures taken and not annulled; a talk is not one."""
    return [
        Preso(v.provvedimento, v.giorno, v.gravita, v.comunicato_il is not None)
        for v in violazioni
        if v.annullata_il is None and v.provvedimento != Provvedimento.NESSUNO
    ]


def violazioni_seguite(utente: Utente) -> QuerySet[Violazione]:
    """Those whose words this person may read, with their stay."""
    if not utente.ha_ruolo(*SEGUONO):
        return Violazione.objects.none()
    viste = Permanenza.objects.visibili_a(utente)
    collegati = ("permanenza__struttura__alloggio__comune", "permanenza__struttura__ente_supervisore")
    return Violazione.objects.filter(permanenza__in=viste).select_related(
        *collegati, "permanenza__unita", "permanenza__referente", "permanenza__nucleo"
    )


def legge_le_parole(permanenza: Permanenza, utente: Utente) -> bool:
    """Whether this person, who sees the stay, also reads what is written about the household.

    A social worker or an operator sees only the stays of her households; the coordinator follows them all. Who
    has one of these roles beside that of the accounts reads words only of those she follows.
    """
    if utente.ha_ruolo(Ruolo.COORDINATORE_ETS):
        return True
    if utente.ha_ruolo(*TENGONO) and permanenza.nucleo.in_carico:
        return True
    return utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE) and permanenza.nucleo.comune_id in utente.comuni_seguiti
