"""What the story of the homes is told with."""

from dataclasses import dataclass, field
from datetime import date

from gestore.models import Locazione, Sublocazione
from valdera_housing.management.scena import Scena as ScenaComune
from valdera_housing.management.scena import alle
from valdera_housing.models import Alloggio

__all__ = ["Scena", "alle", "primo_del_mese"]


@dataclass
class Scena(ScenaComune):
    alloggi: list[Alloggio] = field(default_factory=list)
    locazioni: list[Locazione] = field(default_factory=list)
    sublocazioni: list[Sublocazione] = field(default_factory=list)


def primo_del_mese(giorno: date) -> date:
    return giorno.replace(day=1)
