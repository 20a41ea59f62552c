"""Households are heard six and twelve months after they left (domain.md 5, I19): when, and what is still to do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from valdera_housing.kit.esito import Esito, no
from valdera_housing.kit.giorni import in_cifre
from valdera_housing.kit.tempo import aggiungi_mesi

MESI = (6, 12)
ANTICIPO = 1  # months before its day from which a household may be heard


class StatoRicontatto(Enum):
    """The value is what people read."""

    PIU_AVANTI = "più avanti"
    DA_FARE = "da fare"
    IN_RITARDO = "in ritardo"
    FATTO = "fatto"


@dataclass(frozen=True)
class Ricontatto:
    """One of the two times: from which day it may be done, by which day, and how it stands."""

    mesi: int
    dal: date
    entro_il: date
    stato: StatoRicontatto

    @property
    def aspetta(self) -> bool:
        return self.stato in (StatoRicontatto.DA_FARE, StatoRicontatto.IN_RITARDO)


def scadenza(uscita_il: date, mesi: int) -> date:
    """The same day so many months after the exit, or the last of a shorter month."""
    return aggiungi_mesi(uscita_il, mesi)


def ricontatti(uscita_il: date, fatti: Collection[int], oggi: date) -> list[Ricontatto]:
    """The two times of a stay that ended; ``fatti`` are the months already written."""
    return [_ricontatto(uscita_il, mesi, mesi in fatti, oggi) for mesi in MESI]


def _ricontatto(uscita_il: date, mesi: int, fatto: bool, oggi: date) -> Ricontatto:
    dal, entro_il = scadenza(uscita_il, mesi - ANTICIPO), scadenza(uscita_il, mesi)
    if fatto:
        stato = StatoRicontatto.FATTO
    elif oggi < dal:
        stato = StatoRicontatto.PIU_AVANTI
    else:
        stato = StatoRicontatto.IN_RITARDO if oggi > entro_il else StatoRicontatto.DA_FARE
    return Ricontatto(mesi, dal, entro_il, stato)


def valuta_ricontatto(uscita_il: date, mesi: int, svolto_il: date, *, fatti: Collection[int], oggi: date) -> Esito:
    """Neither twice nor too early: five months after the exit count as six, eleven as a year."""
    if mesi in fatti:
        return Esito((no(f"È già scritto com’è andata dopo {mesi} mesi"),))
    if svolto_il > oggi:
        return Esito((no("Il giorno è nel futuro: scrivilo quando avrai sentito il nucleo"),))
    dal = scadenza(uscita_il, mesi - ANTICIPO)
    if svolto_il < dal:
        return Esito(
            (no(f"È presto: è uscito il {in_cifre(uscita_il)}, dopo {mesi} mesi si sente dal {in_cifre(dal)}"),)
        )
    return Esito()
