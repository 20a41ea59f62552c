"""The locks of the acts on a house and on what is in it, in the one order that all of them, and the triggers, follow:
houses by their id, then unit, then stay; then what belongs to them, the case, the ledger. Call inside a transaction.
"""

from collections.abc import Collection

from cohousing.models import Permanenza, Struttura, Unita
from cohousing.workflow import STRUTTURA
from valdera_housing.models import Utente


def blocca_case(case: Collection[int]) -> None:
    """Several houses: generating quotas, moving a stay from one to another."""
    list(Struttura.objects.select_for_update(no_key=True).filter(pk__in=case).order_by("pk").values_list("pk"))


def blocca_struttura(pk: int) -> Struttura:
    """The house as it is now: acts on it, on its units and on who lives there wait for one another."""
    return _casa(pk=pk)


def struttura_bloccata(atto: str, struttura: Struttura, utente: Utente) -> Struttura:
    """The house, locked, if the table of the acts allows this one."""
    bloccata = blocca_struttura(struttura.pk)
    STRUTTURA.pretende(atto, bloccata, utente)
    return bloccata


def blocca_unita(pk: int) -> Unita:
    """The unit as it is now; its ``struttura`` is the locked one."""
    struttura = _casa(unita=pk)
    unita = Unita.objects.select_for_update(no_key=True).get(pk=pk)
    unita.struttura = struttura
    return unita


def blocca_permanenza(pk: int) -> Permanenza:
    """The stay as it is now; its ``struttura`` is the locked one."""
    struttura = _casa(permanenze=pk)
    permanenza = Permanenza.objects.select_for_update(no_key=True).get(pk=pk)
    permanenza.struttura = struttura
    return permanenza


def _casa(**quale: int) -> Struttura:
    bloccate = Struttura.objects.select_for_update(no_key=True, of=("self",))
    return bloccate.select_related("alloggio", "responsabile").get(**quale)
