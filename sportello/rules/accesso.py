"""Contacts with the desk: which one is a person's first, when one may have happened, who may take one back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from valdera_housing.kit.esito import Esito, no, si


@dataclass(frozen=True)
class Contatto:
    """An access of a person: its key and its instant."""

    chiave: int
    avvenuto_alle: datetime


@dataclass(frozen=True)
class Registrazione:
    """What counts to take an access back: when it happened, and who asks."""

    avvenuto_alle: datetime
    e_di_chi_chiede: bool
    chiede_il_coordinatore: bool


def primo_contatto(contatti: Iterable[Contatto]) -> int | None:
    """The key of the earliest access of a person; of two at the same instant, the one registered before."""
    primo = min(contatti, key=lambda c: (c.avvenuto_alle, c.chiave), default=None)
    return primo.chiave if primo else None


def valuta_momento(avvenuto_alle: datetime, adesso: datetime) -> Esito:
    """An access is registered when it has happened."""
    if avvenuto_alle > adesso:
        return Esito((no("L’accesso non è ancora avvenuto: per un incontro da fare fissa un appuntamento"),))
    return Esito((si("È già avvenuto"),))


def valuta_eliminazione(registrazione: Registrazione, adesso: datetime) -> Esito:
    """Who registered by mistake takes it back on the day it happened; after that only the coordinator.

    From the day after it may already be in the numbers given to the Unione. ``adesso`` and the instant of the access
    are in the same zone.
    """
    if registrazione.chiede_il_coordinatore:
        return Esito((si("Il coordinatore può eliminare un accesso registrato per errore"),))
    if not registrazione.e_di_chi_chiede:
        return Esito((no("L’ha registrato un’altra persona: chiedi a lei o al coordinatore"),))
    if registrazione.avvenuto_alle.date() != adesso.date():
        return Esito((no("È di un altro giorno ed è già nei conti: correggilo, o chiedi al coordinatore"),))
    return Esito((si("È di oggi e l’hai registrato tu"),))
