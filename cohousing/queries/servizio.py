"""The services of the condomini sociali as they are read: how much they opened, whom they reached, what comes next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cohousing.choices import StatoTurno, TipoStruttura
from cohousing.models import Servizio, Struttura, Turno
from cohousing.rules.servizio import Numeri, Orario
from cohousing.workflow import TENGONO
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Trimestre, Utente
from valdera_housing.rules.orari import ROMA

SETTIMANE = timedelta(weeks=4)
MESI_DEL_GRAFICO = 12
DURATA = ExpressionWrapper(F("fine") - F("inizio"), output_field=DurationField())


@dataclass(frozen=True)
class Finestra:
    """A stretch of days, both included; open on a side when there is no day."""

    dal: date | None = None
    al: date | None = None

    @property
    def condizione(self) -> Q:
        """The shifts held in those days."""
        return self.su("")

    def su(self, turni: str) -> Q:
        """The same, where shifts are reached as ``turni__``."""
        condizione: dict[str, Any] = {f"{turni}stato": StatoTurno.SVOLTO}
        if self.dal:
            condizione[f"{turni}inizio__gte"] = inizio_giorno(self.dal)
        if self.al:
            condizione[f"{turni}inizio__lt"] = inizio_giorno(self.al, dopo=1)
        return Q(**condizione)


def inizio_giorno(giorno: date, *, dopo: int = 0) -> datetime:
    """Midnight in Rome of a day, or of one so many days after it."""
    return datetime.combine(giorno + timedelta(days=dopo), time.min, tzinfo=ROMA)


def ultime_settimane(oggi: date) -> Finestra:
    """The last four weeks, today included."""
    return Finestra(oggi - SETTIMANE + timedelta(days=1), oggi)


def trimestre_in_corso(oggi: date) -> Finestra | None:
    """The reporting quarter of today; None outside the convention."""
    trimestre = Trimestre.objects.del_giorno(oggi).first()
    return Finestra(trimestre.inizio, trimestre.fine) if trimestre else None


def condomini() -> QuerySet[Struttura]:
    """Those that may have services."""
    return Struttura.objects.filter(tipo=TipoStruttura.CONDOMINIO_SOCIALE).order_by("nome")


def chi_segue() -> QuerySet[Utente]:
    """Who may be the referent of a service."""
    return Utente.objects.filter(is_active=True, ruoli__overlap=list(TENGONO)).order_by("last_name", "first_name")


def _somme(condizione: Q, nome: str = "") -> dict[str, Any]:
    return {
        f"{nome}aperture": Count("pk", filter=condizione),
        f"{nome}durata": Sum(DURATA, filter=condizione),
        f"{nome}abitanti": Sum("abitanti", filter=condizione),
        f"{nome}quartiere": Sum("quartiere", filter=condizione),
        f"{nome}persone": Sum("prime_volte", filter=condizione),
    }


def _numeri(somme: Mapping[str, Any], nome: str = "") -> Numeri:
    """The database subtracts instants: minutes are exact across a change of hour."""
    durata = somme[f"{nome}durata"] or timedelta()
    return Numeri(
        aperture=somme[f"{nome}aperture"],
        minuti=int(durata.total_seconds()) // 60,
        abitanti=somme[f"{nome}abitanti"] or 0,
        quartiere=somme[f"{nome}quartiere"] or 0,
        persone=somme[f"{nome}persone"] or 0,
    )


def numeri_di(servizi: Collection[int] | QuerySet, finestra: Finestra) -> dict[int, Numeri]:
    """The figures of many services in one query; who never opened has none."""
    righe = Turno.objects.filter(finestra.condizione, servizio__in=servizi).order_by().values("servizio")
    return {riga["servizio"]: _numeri(riga) for riga in righe.annotate(**_somme(Q()))}


def numeri_per_finestra(turni: QuerySet[Turno], finestre: Mapping[str, Finestra]) -> dict[str, Numeri]:
    """The figures of the same shifts in many windows, in one query."""
    somme: dict[str, Any] = {}
    for nome, finestra in finestre.items():
        somme |= _somme(finestra.condizione, f"{nome}_")
    conti = turni.order_by().aggregate(**somme)
    return {nome: _numeri(conti, f"{nome}_") for nome in finestre}


def numeri_per_mese(servizio: Servizio, oggi: date) -> list[tuple[date, Numeri]]:
    """The last twelve months, this one included, from when the service began; in one query."""
    primo = max(aggiungi_mesi(oggi.replace(day=1), 1 - MESI_DEL_GRAFICO), servizio.dal.replace(day=1))
    ultimo = min(servizio.al or oggi, oggi).replace(day=1)
    svolti = servizio.turni.filter(Finestra(primo, oggi).condizione).order_by()
    per_mese = svolti.annotate(mese=TruncMonth("inizio", tzinfo=ROMA)).values("mese").annotate(**_somme(Q()))
    trovati = {riga["mese"].date(): _numeri(riga) for riga in per_mese}
    mesi = []
    while primo <= ultimo:
        mesi.append((primo, trovati.get(primo, Numeri())))
        primo = aggiungi_mesi(primo, 1)
    return mesi


def da_registrare(turni: QuerySet[Turno]) -> QuerySet[Turno]:
    """Those already begun of which nobody said how it went."""
    return turni.filter(stato=StatoTurno.PREVISTO, inizio__lte=timezone.now())


def previsti_dopo(servizio: Servizio, giorno: date) -> QuerySet[Turno]:
    return servizio.turni.filter(stato=StatoTurno.PREVISTO, inizio__gte=inizio_giorno(giorno, dopo=1))


def giorno_di(momento: datetime | None) -> date | None:
    """The day in Rome of an instant."""
    return momento.astimezone(ROMA).date() if momento else None


def ultimo_svolto(servizio: Servizio) -> date | None:
    return giorno_di(servizio.turni.svolti().order_by("-inizio").values_list("inizio", flat=True).first())


def primo_turno(servizio: Servizio) -> date | None:
    """The day of the first shift, skipped ones too: the database keeps them all inside the service."""
    return giorno_di(servizio.turni.aggregate(primo=Min("inizio"))["primo"])


def orari_presenti(servizio: Servizio, dal: datetime, al: datetime, *, tranne: int = 0) -> list[Orario]:
    """The hours already taken between two instants, but for one shift."""
    presi = servizio.turni.exclude(stato=StatoTurno.SALTATO).filter(inizio__lt=al, fine__gt=dal).exclude(pk=tranne)
    presi = presi.order_by("inizio")
    return [Orario(inizio, fine) for inizio, fine in presi.values_list("inizio", "fine")]


def chi_apre_di_solito(servizio: Servizio) -> list[tuple[str, str]]:
    """Who opened the last shift that says it, with what she is: proposed for the next ones."""
    ultimo = servizio.turni.filter(addetti__isnull=False).order_by("-inizio", "-pk").first()
    return list(ultimo.addetti.values_list("nome", "natura")) if ultimo else []
