"""What the story of the demo office is told with; each line tells its own part of it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from django.utils import timezone

from valdera_housing.models import Comune, Nucleo, Utente


@dataclass
class Scena:
    """The day, the people and the households of the office; ``momento(instant, user)`` dates what happens inside."""

    oggi: date
    inizio: date
    comuni: Sequence[Comune]
    nuclei: Sequence[Nucleo]
    operatore: Utente
    operatrice: Utente
    contabile: Utente
    coordinatore: Utente
    assistente: Utente
    funzionario: Utente
    caso: Random
    momento: Callable[..., AbstractContextManager]
    piccola: bool = False


def alle(giorno: date, ora: int, minuti: int = 0) -> datetime:
    """An instant in Rome."""
    return timezone.make_aware(datetime.combine(giorno, time(ora, minuti)))
