"""Deadlines of the accounts of a quarter (convenzione, art. 8; domain.md 6.9)."""

from datetime import date, timedelta
from decimal import Decimal

from valdera_housing.kit.esito import Esito, no, si
from valdera_housing.kit.scrittura import in_data

GIORNI_VERIFICA = Decimal(30)


def presentabile_dal(fine_trimestre: date, oggi: date) -> Esito:
    """A quarter is presented when it is over."""
    if oggi > fine_trimestre:
        return Esito((si(f"Il trimestre è finito il {in_data(fine_trimestre)}"),))
    primo = in_data(fine_trimestre + timedelta(days=1))
    return Esito((no(f"Il trimestre non è ancora finito: si presenta dal {primo}", "convenzione, art. 8"),))


def verifica_entro(presentato_il: date, giorni: Decimal) -> date:
    """The day by which the Unione looks at what was presented."""
    return presentato_il + timedelta(days=int(giorni))
