"""What the story of the homes is told with."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from django.utils import timezone

from gestore.models import Locazione, Sublocazione
from valdera_housing.models import Alloggio, Comune, Nucleo, Utente


@dataclass
class Scena:
    """The day, the people and the households of the office; ``momento(instant, user)`` dates what happens inside."""

    oggi: date
    inizio: date
    comuni: Sequence[Comune]
    nuclei: Sequence[Nucleo]
    operatore: Utente
    contabile: Utente
    coordinatore: Utente
    assistente: Utente
    caso: Random
    momento: Callable[..., AbstractContextManager]
    piccola: bool = False
    alloggi: list[Alloggio] = field(default_factory=list)
    locazioni: list[Locazione] = field(default_factory=list)
    sublocazioni: list[Sublocazione] = field(default_factory=list)


def alle(giorno: date, ora: int) -> datetime:
    """An instant in Rome."""
    return timezone.make_aware(datetime.combine(giorno, time(ora)))


def primo_del_mese(giorno: date) -> date:
    return giorno.replace(day=1)
