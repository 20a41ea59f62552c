"""When somebody was at a session: inside its hours, in whole minutes (domain.md 4)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from valdera_housing.kit.esito import Esito, Motivo, no, si
from valdera_housing.rules.orari import ROMA

CONFERMATA = "CONFERMATA"
# People are at the door before the hour: they are recorded then, and count from the start.
APRE_PRIMA = timedelta(minutes=30)
Ore = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Segnatura:
    """What a row of the register says of a person; no ``ore`` is not there. ``erano`` is what the page had found."""

    iscrizione: int
    ore: Ore | None
    erano: Ore | None = None


@dataclass(frozen=True)
class Conto:
    """How many people of a group, and how many the page had found."""

    quanti: int
    erano: int = 0


@dataclass(frozen=True)
class Orario:
    """From when to when a session is held, and whether it was called off."""

    inizio: datetime
    fine: datetime
    annullato: bool = False

    def momento(self, ora: time) -> datetime:
        """An hour of the session as an instant; after midnight, of a session that goes past it, it is the next day."""
        inizio, fine = self.inizio.astimezone(ROMA), self.fine.astimezone(ROMA)
        dopo_mezzanotte = fine.date() > inizio.date() and ora <= fine.time()
        giorno = fine.date() if dopo_mezzanotte else inizio.date()
        return datetime.combine(giorno, ora, tzinfo=ROMA)

    def dentro(self, entrata: datetime, uscita: datetime | None) -> Ore:
        """The same presence inside the hours: who comes early counts from the start, who stays counts to the end."""
        return max(entrata, self.inizio), None if uscita is None else min(uscita, self.fine)


def minuti(entrata: datetime, uscita: datetime | None) -> int:
    """Whole minutes between the two; none while she is still there."""
    return 0 if uscita is None else max(int((uscita - entrata) / timedelta(minutes=1)), 0)


def valuta_incontro(orario: Orario, adesso: datetime) -> Esito:
    """Whether a session can be recorded now: it was not called off, and the doors are open."""
    if orario.annullato:
        return Esito((no("Questo incontro è annullato: non si segnano presenze"),))
    comincia = f"L’incontro comincia il {_quando(orario.inizio)}"
    if orario.inizio - APRE_PRIMA > adesso:
        return Esito((no(f"{comincia}: le presenze si segnano da mezz’ora prima"),))
    return Esito((si(comincia),))


def valuta_persona(nome: str, *, stato: str, attestato: str) -> Esito:
    """Whether the presences of a person may change: she is confirmed, and has no certificate in force."""
    motivi: list[Motivo] = []
    if stato != CONFERMATA:
        motivi.append(no(f"{nome} non ha l’iscrizione confermata: prima si conferma"))
    if attestato:
        motivi.append(no(f"{nome} ha già l’attestato {attestato}: prima si annulla l’attestato"))
    return Esito(tuple(motivi))


def valuta_ore(nome: str, orario: Orario, entrata: datetime, uscita: datetime | None) -> Esito:
    """Whether two hours make a presence of this session: in before the end, out after in."""
    dentro, fuori = orario.dentro(entrata, uscita)
    if dentro >= orario.fine:
        return Esito((no(f"{nome}: l’incontro finisce alle {_ora(orario.fine)}, l’entrata viene prima"),))
    if fuori is not None and fuori < dentro:
        return Esito((no(f"{nome}: l’uscita delle {_ora(fuori)} viene prima dell’entrata delle {_ora(dentro)}"),))
    return Esito()


def _ora(momento: datetime) -> str:
    qui = momento.astimezone(ROMA)
    return f"{qui.hour}:{qui.minute:02}"


def _quando(momento: datetime) -> str:
    return f"{momento.astimezone(ROMA):%d/%m/%Y} alle {_ora(momento)}"
