"""Deadlines of the accounts of a quarter (convenzione, art. 8; domain.md 6.9)."""

from datetime import date, timedelta
from decimal import Decimal

from valdera_housing.kit.esito import Esito, avviso, no, si
from valdera_housing.kit.scrittura import in_data

GIORNI_VERIFICA = Decimal(30)


def valuta_presentazione(inizio: date, fine: date, oggi: date) -> Esito:
    """When a quarter is presented: at its end, earlier with a warning, never before it starts."""
    if oggi < inizio:
        return Esito((no(f"Il trimestre comincia il {in_data(inizio)}", "convenzione, art. 8"),))
    if oggi <= fine:
        frase = f"Il trimestre finisce il {in_data(fine)}: ciò che si paga da oggi in poi va nel trimestre seguente"
        return Esito((avviso(frase, "convenzione, art. 8"),))
    return Esito((si(f"Il trimestre è finito il {in_data(fine)}"),))


def verifica_entro(presentato_il: date, giorni: Decimal) -> date:
    """The day by which the Unione looks at what was presented."""
    return presentato_il + timedelta(days=int(giorni))
