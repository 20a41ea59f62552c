"""Until when an ISEE holds, and what to say of it (DPCM 159/2013; domain.md 1.6)."""

from datetime import date

from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi

MESI_CORRENTE = 6
GIORNI_DI_AVVISO = 60


def scadenza_isee(tipo: str, presentata_il: date) -> date:
    """31 December of its year; six months for the corrente (art. 9), which shows an income just fallen."""
    if tipo == "CORRENTE":
        return aggiungi_mesi(presentata_il, MESI_CORRENTE)
    return date(presentata_il.year, 12, 31)


def avviso_isee(scade_il: date, giorno: date) -> str:
    """What to do about an ISEE on a day: nothing, ask for the new one soon, ask for it now."""
    if scade_il < giorno:
        return f"È scaduto il {in_data(scade_il)}: chiedi quello nuovo"
    if (scade_il - giorno).days <= GIORNI_DI_AVVISO:
        return f"Scade il {in_data(scade_il)}: chiedi quello nuovo"
    return ""
