"""Places: when they are open, who and what is taken, which slots are free."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from valdera_housing.choices import TipoSede
from valdera_housing.models import Chiusura, DisponibilitaMediatore, OrarioApertura, Parametro, Prenotazione, Sede
from valdera_housing.rules.orari import (
    ROMA,
    Calendario,
    Chiuso,
    Impegno,
    Interprete,
    Intervallo,
    Orario,
    Posto,
    Ricerca,
    Risorse,
    aperture,
    istante,
    posti_liberi,
)

MINUTI_APPUNTAMENTO, GIORNI_PRENOTABILI, MINUTI_VIAGGIO = 45, 30, 30


@dataclass(frozen=True)
class Misure:
    """The thresholds of bookings in force on a day: ``appuntamento`` and ``viaggio`` in minutes, ``giorni`` ahead."""

    appuntamento: int = MINUTI_APPUNTAMENTO
    giorni: int = GIORNI_PRENOTABILI
    viaggio: int = MINUTI_VIAGGIO

    def verso(self, sede: Sede | None) -> int:
        """Minutes to keep free around an engagement at a place; without a place it is at somebody's home."""
        if sede is None:
            return self.viaggio
        return sede.minuti_viaggio or (0 if sede.tipo == TipoSede.CENTRALE else self.viaggio)


def misure(giorno: date) -> Misure:
    """The parameters ``minuti_appuntamento``, ``giorni_prenotabili`` and ``minuti_viaggio`` on a day."""
    valori = Parametro.objects.valori(giorno)
    return Misure(
        int(valori.get("minuti_appuntamento", MINUTI_APPUNTAMENTO)),
        int(valori.get("giorni_prenotabili", GIORNI_PRENOTABILI)),
        int(valori.get("minuti_viaggio", MINUTI_VIAGGIO)),
    )


def calendari(sedi: Iterable[Sede], dal: date, al: date) -> dict[int, Calendario]:
    """The calendar of each place between two days, in two queries; the comune of the places is already loaded."""
    sedi = list(sedi)
    orari: dict[int, list[Orario]] = defaultdict(list)
    for o in OrarioApertura.objects.validi(dal, al).filter(sede__in=sedi):
        orari[o.sede_id].append(Orario(o.giorno, o.dalle, o.alle, o.valido_dal, o.valido_al, o.stanza_id))
    chiusure = list(Chiusura.objects.fra(dal, al))
    return {
        sede.pk: Calendario(
            tuple(orari[sede.pk]),
            tuple(Chiuso(c.dal, c.al, c.motivo) for c in chiusure if c.sede_id in (None, sede.pk)),
            patrono_di(sede),
        )
        for sede in sedi
    }


def patrono_di(sede: Sede) -> tuple[int, int] | None:
    comune = sede.comune
    return (comune.patrono_giorno, comune.patrono_mese) if comune.patrono_giorno and comune.patrono_mese else None


def calendario_di(sede: Sede | None, giorno: date) -> Calendario:
    """The calendar of one place on a day; elsewhere only the holidays of the country count."""
    return calendari([sede], giorno, giorno)[sede.pk] if sede else Calendario()


def inizio_del(giorno: date) -> datetime:
    return istante(giorno, time(0))


@dataclass(frozen=True)
class Presi:
    """The bookings of some days, by what they take."""

    stanze: Mapping[int, Sequence[Impegno]] = field(default_factory=dict)
    operatori: Mapping[int, Sequence[Impegno]] = field(default_factory=dict)
    mediatori: Mapping[int, Sequence[Impegno]] = field(default_factory=dict)


def presi(prenotazioni: Iterable[Prenotazione]) -> Presi:
    """By room, operator and mediator, those that are not cancelled."""
    per: dict[str, dict[int, list[Impegno]]] = {n: defaultdict(list) for n in ("stanza", "operatore", "mediatore")}
    for p in prenotazioni:
        if p.annullata_alle is None:
            for nome, righe in per.items():
                if chi := getattr(p, f"{nome}_id"):
                    righe[chi].append(Impegno(p.inizio, p.fine, p.sede_id, p.viaggio))
    return Presi(per["stanza"], per["operatore"], per["mediatore"])


@dataclass(frozen=True)
class Disponibili:
    """What free slots are looked for with: a place, its calendar, the operators who may hold them, the mediators."""

    sede: Sede
    calendario: Calendario
    minuti: int
    viaggio: int
    operatori: tuple[int, ...]
    mediatori: Mapping[int, Sequence[DisponibilitaMediatore]] | None = None


def mediatori_per(lingua: str) -> dict[int, list[DisponibilitaMediatore]]:
    """When each mediator of a language can come."""
    trovati: dict[int, list[DisponibilitaMediatore]] = defaultdict(list)
    for d in DisponibilitaMediatore.objects.filter(mediatore__attivo=True, mediatore__lingue__contains=[lingua]):
        trovati[d.mediatore_id].append(d)
    return trovati


def interpreti(
    giorno: date, mediatori: Mapping[int, Sequence[DisponibilitaMediatore]], occupati: Presi
) -> tuple[Interprete, ...]:
    """The mediators who can come that day, with their hours and what they already have."""
    return tuple(
        Interprete(
            pk,
            tuple(
                Intervallo(istante(giorno, d.dalle), istante(giorno, d.alle))
                for d in disponibilita
                if d.giorno == giorno.weekday()
            ),
            tuple(occupati.mediatori.get(pk, ())),
        )
        for pk, disponibilita in mediatori.items()
    )


def liberi_del_giorno(giorno: date, cerca: Disponibili, occupati: Presi) -> tuple[Posto, ...]:
    """The free slots of a place on a day, from now on."""
    risorse = Risorse(
        occupati.stanze,
        {pk: occupati.operatori.get(pk, ()) for pk in cerca.operatori},
        None if cerca.mediatori is None else interpreti(giorno, cerca.mediatori, occupati),
    )
    ricerca = Ricerca(cerca.sede.pk, cerca.minuti, timezone.now(), cerca.viaggio)
    return posti_liberi(aperture(giorno, cerca.calendario), ricerca, risorse)


def piu_vicini(cerca: Disponibili, dal: date, giorni: int, quanti: int = 8) -> list[Posto]:
    """The first free slots from a day on, within so many days: two queries whatever the days."""
    al = dal + timedelta(days=giorni)
    righe = Prenotazione.objects.attive().fra(inizio_del(dal), inizio_del(al + timedelta(days=1)))
    per_giorno: dict[date, list[Prenotazione]] = defaultdict(list)
    for riga in righe:
        per_giorno[riga.inizio.astimezone(ROMA).date()].append(riga)
    trovati: list[Posto] = []
    for n in range(giorni + 1):
        giorno = dal + timedelta(days=n)
        trovati += liberi_del_giorno(giorno, cerca, presi(per_giorno[giorno]))
        if len(trovati) >= quanti:
            break
    return trovati[:quanti]
