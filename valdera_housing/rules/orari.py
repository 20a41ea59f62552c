"""When a place receives and what is still free: opening hours, closures, holidays, and instants of Europe/Rome.

Hours are written on the clock of Rome and compared as instants: on the last Sunday of March 2:30 does not exist, on
the last of October it comes twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from valdera_housing.kit.esito import Esito, avviso, no
from valdera_housing.kit.giorni import in_cifre, in_parole

ROMA = ZoneInfo("Europe/Rome")
PASSO = timedelta(minutes=5)
# A celebration kept on a Sunday, with no holiday of its own (L. 54/1977 art. 1).
NON_FESTIVI = "Giorno dell'unità nazionale"
FESTIVITA = "L. 260/1949"


@dataclass(frozen=True)
class Orario:
    """When a place receives on a day of the week (as ``date.weekday()``), in local hours; ``stanza`` is where."""

    giorno: int
    dalle: time
    alle: time
    valido_dal: date
    valido_al: date | None = None
    stanza: int | None = None


@dataclass(frozen=True)
class Chiuso:
    """Days on which a place does not receive, both included."""

    dal: date
    al: date
    motivo: str


@dataclass(frozen=True)
class Calendario:
    """All that decides when a place is open; ``patrono`` is (day, month) of its comune."""

    orari: tuple[Orario, ...] = ()
    chiusure: tuple[Chiuso, ...] = ()
    patrono: tuple[int, int] | None = None


@dataclass(frozen=True)
class Intervallo:
    """Half-open instants; ``stanza`` when it is the opening of a room."""

    inizio: datetime
    fine: datetime
    stanza: int | None = None

    def tocca(self, inizio: datetime, fine: datetime) -> bool:
        return self.inizio < fine and inizio < self.fine

    def contiene(self, inizio: datetime, fine: datetime) -> bool:
        return self.inizio <= inizio and fine <= self.fine


@dataclass(frozen=True)
class Impegno:
    """Time already taken: where, and the minutes to keep free when somebody goes to or comes from another place."""

    inizio: datetime
    fine: datetime
    sede: int | None = None
    viaggio: int = 0


@dataclass(frozen=True)
class Ricerca:
    """What is looked for: this many minutes at a place, from an instant on."""

    sede: int | None
    minuti: int
    dalle: datetime
    viaggio: int = 0


@dataclass(frozen=True)
class Interprete:
    """When a mediator can come on a day, and when she is taken."""

    pk: int
    aperture: tuple[Intervallo, ...]
    impegni: tuple[Impegno, ...] = ()


@dataclass(frozen=True)
class Risorse:
    """What is taken that day, by room and by operator; ``interpreti`` is None when no language is asked for."""

    stanze: Mapping[int, Sequence[Impegno]] = field(default_factory=dict)
    operatori: Mapping[int, Sequence[Impegno]] = field(default_factory=dict)
    interpreti: tuple[Interprete, ...] | None = None


@dataclass(frozen=True)
class Posto:
    """A free slot: where, and who can hold it."""

    inizio: datetime
    fine: datetime
    stanza: int | None = None
    operatori: tuple[int, ...] = ()
    mediatore: int | None = None


def istante(giorno: date, ora: time) -> datetime:
    """A local hour as an instant, in UTC so that instants compare as such.

    An hour skipped in March is as many minutes after the change; of an hour that comes twice in October, the first.
    """
    return datetime.combine(giorno, ora, tzinfo=ROMA).astimezone(UTC)


def esiste(giorno: date, ora: time) -> bool:
    """Whether the clock of Rome shows that hour on that day."""
    return istante(giorno, ora).astimezone(ROMA).time() == ora


def dopo(momento: datetime, minuti: int) -> datetime:
    """So many minutes later as they are lived, also across a change of hour."""
    return momento.astimezone(UTC) + timedelta(minutes=minuti)


@lru_cache(maxsize=64)
def festivita_nazionali(anno: int) -> Mapping[date, str]:
    """Holidays of the whole country (L. 260/1949; 2 June by L. 336/2000; 4 October from 2026 by L. 151/2025)."""
    giorni = holidays.country_holidays("IT", years=anno, language="it_IT")
    nomi = ((giorno, [n for n in nome.split("; ") if n.casefold() != NON_FESTIVI.casefold()])
            for giorno, nome in giorni.items())  # fmt: skip
    return {giorno: rimasti[0] for giorno, rimasti in nomi if rimasti}


def perche_chiuso(giorno: date, calendario: Calendario) -> str:
    """The reason why nobody is received that day, or nothing: a holiday, the patron of the comune, a closure."""
    if nome := festivita_nazionali(giorno.year).get(giorno):
        return nome
    if calendario.patrono == (giorno.day, giorno.month):
        return "festa del patrono"
    return next((c.motivo for c in calendario.chiusure if c.dal <= giorno <= c.al), "")


def aperture(giorno: date, calendario: Calendario) -> tuple[Intervallo, ...]:
    """When the place receives that day, in order; nothing on a closed day."""
    if perche_chiuso(giorno, calendario):
        return ()
    trovate = [
        Intervallo(istante(giorno, o.dalle), istante(giorno, o.alle), o.stanza)
        for o in calendario.orari
        if o.giorno == giorno.weekday() and o.valido_dal <= giorno and (o.valido_al is None or giorno <= o.valido_al)
    ]
    return tuple(sorted((i for i in trovate if i.inizio < i.fine), key=lambda i: (i.inizio, i.stanza or 0)))


def valuta_orario(inizio: datetime, fine: datetime, calendario: Calendario, *, stanza: int | None = None) -> Esito:
    """A closed day says no; outside the hours of the desk (of that room, when it has its own) is only told."""
    giorno = inizio.astimezone(ROMA).date()
    if motivo := perche_chiuso(giorno, calendario):
        testo = f"Il {in_parole(giorno)} è chiuso: {motivo}"
        return Esito((no(testo, FESTIVITA if giorno in festivita_nazionali(giorno.year) else ""),))
    aperte = aperture(giorno, calendario)
    adatte = [a for a in aperte if a.stanza in (None, stanza) or stanza is None]
    if any(a.contiene(inizio, fine) for a in adatte):
        return Esito()
    if not aperte:
        return Esito((avviso(f"Il {in_parole(giorno)} qui non si riceve: è fuori dall’orario di apertura."),))
    orari = ", ".join(f"{_ora(a.inizio)}–{_ora(a.fine)}" for a in aperte)
    return Esito((avviso(f"È fuori dall’orario di apertura: il {in_cifre(giorno)} si riceve {orari}."),))


def _ora(momento: datetime) -> str:
    qui = momento.astimezone(ROMA)
    return f"{qui.hour}:{qui.minute:02d}"


def con_margine(impegno: Impegno, sede: int | None, viaggio: int) -> Intervallo:
    """What an engagement takes from its operator seen from a place: the longer of the two journeys on either side when
    the places differ.
    """
    minuti = max(impegno.viaggio, viaggio) if impegno.sede != sede or sede is None else 0
    return Intervallo(dopo(impegno.inizio, -minuti), dopo(impegno.fine, minuti))


def posti_liberi(aperte: Sequence[Intervallo], ricerca: Ricerca, risorse: Risorse) -> tuple[Posto, ...]:
    """The free slots of a day: one after the other in each opening, each with who can hold it.

    A slot needs its room, one operator who gets there in time and, when a language is asked for, a mediator.
    """
    return tuple(posto for apertura in aperte for posto in _in_una(apertura, ricerca, risorse))


def _in_una(apertura: Intervallo, ricerca: Ricerca, risorse: Risorse) -> Iterator[Posto]:
    presi = {
        pk: [con_margine(i, ricerca.sede, ricerca.viaggio) for i in impegni]
        for pk, impegni in risorse.operatori.items()
    }
    stanza = risorse.stanze.get(apertura.stanza, ()) if apertura.stanza is not None else ()
    da = _al_passo(max(apertura.inizio, ricerca.dalle))
    while (a := dopo(da, ricerca.minuti)) <= apertura.fine:
        liberi = tuple(pk for pk, tempi in presi.items() if not any(t.tocca(da, a) for t in tempi))
        mediatore = _interprete(da, a, risorse.interpreti)
        occupanti = [i.fine for i in stanza if i.inizio < a and da < i.fine]
        if occupanti:
            da = _al_passo(max(occupanti))
        elif not liberi or mediatore == NESSUNO:
            da = dopo(da, int(PASSO.total_seconds() // 60))
        else:
            yield Posto(da, a, apertura.stanza, liberi, mediatore)
            da = a


NESSUNO = -1


def _interprete(da: datetime, a: datetime, interpreti: Sequence[Interprete] | None) -> int | None:
    """The first mediator who can come; None when none is asked for, NESSUNO when none can."""
    if interpreti is None:
        return None
    liberi = (
        i.pk
        for i in interpreti
        if any(t.contiene(da, a) for t in i.aperture) and not any(m.inizio < a and da < m.fine for m in i.impegni)
    )
    return next(liberi, NESSUNO)


def _al_passo(momento: datetime) -> datetime:
    """The same instant, or the next whole five minutes."""
    resto = timedelta(minutes=momento.minute % 5, seconds=momento.second, microseconds=momento.microsecond)
    return dopo(momento - resto, 5) if resto else momento
