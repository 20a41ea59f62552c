"""The contacts with the desk as the office asks for them: who may read the names, and the numbers of a period."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from sportello.choices import Canale, EsitoAccesso, MotivoAccesso
from sportello.models import Accesso
from valdera_housing.models import Caso, Nucleo, Persona, Utente

FUORI = "Fuori dall’Unione"
MILLE = Decimal(1000)
ULTIMI = 5


@dataclass(frozen=True)
class Conto:
    """A row of the numbers: its word, how many accesses, how many of them first, and for 1.000 inhabitants."""

    nome: str
    accessi: int
    primi: int
    per_mille: Decimal | None = None
    chiave: str = ""


@dataclass(frozen=True)
class NumeriAccessi:
    """The accesses of some days. An access with two reasons counts under both: reasons and outcomes do not add up.

    ``per_mese`` has the first day of each month, oldest first; ``per_comune`` ends with who lives elsewhere.
    """

    totale: int = 0
    primi: int = 0
    per_canale: list[Conto] = field(default_factory=list)
    per_comune: list[Conto] = field(default_factory=list)
    per_mese: list[tuple[date, int, int]] = field(default_factory=list)
    per_motivo: list[Conto] = field(default_factory=list)
    per_esito: list[Conto] = field(default_factory=list)


class Apri(Func):
    """One row for each word of a list."""

    function = "unnest"
    output_field = CharField()
    set_returning = True


def inizio_del(giorno: date) -> datetime:
    """Midnight in Rome."""
    return timezone.make_aware(datetime.combine(giorno, time.min))


def nel_periodo(accessi: QuerySet[Accesso], dal: date | None, al: date | None) -> QuerySet[Accesso]:
    """Those of a closed range of days, open where a day is missing."""
    if dal:
        accessi = accessi.filter(avvenuto_alle__gte=inizio_del(dal))
    if al:
        accessi = accessi.filter(avvenuto_alle__lt=inizio_del(al + timedelta(days=1)))
    return accessi


def con_nomi_leggibili(accessi: QuerySet[Accesso], utente: Utente) -> QuerySet[Accesso]:
    """Each access saying whether this user may read the name of its person, and open its household."""
    persone = Persona.objects.visibili_a(utente).filter(pk=OuterRef("persona"))
    nuclei = Nucleo.objects.visibili_a(utente).filter(pk=OuterRef("nucleo"))
    return accessi.annotate(legge_persona=Exists(persone), legge_nucleo=Exists(nuclei))


def ultimo_di_oggi(utente: Utente, oggi: date) -> Accesso | None:
    """The last access this operator registered today: the next one is often from the same place."""
    suoi = Accesso.objects.filter(operatore=utente, avvenuto_alle__gte=inizio_del(oggi))
    return suoi.order_by("-avvenuto_alle", "-pk").first()


def altri_accessi(accesso: Accesso, utente: Utente) -> QuerySet[Accesso]:
    """The last accesses of the same person, without this one."""
    suoi = Accesso.objects.visibili_a(utente).filter(persona=accesso.persona_id).exclude(pk=accesso.pk)
    return suoi.select_related("sede")[:ULTIMI]


def caso_aperto(nucleo: Nucleo, utente: Utente) -> Caso | None:
    return Caso.objects.visibili_a(utente).aperti().filter(nucleo=nucleo).first()


def conta_accessi(
    dal: date | None, al: date | None, accessi: QuerySet[Accesso] | None = None, *, parole: bool = True
) -> NumeriAccessi:
    """The numbers of a closed range of days in three queries; in one without reasons and outcomes (``parole``).

    ``accessi`` narrows them (a list with its filters); every access of the office otherwise.
    """
    scelti = nel_periodo(Accesso.objects.all() if accessi is None else accessi, dal, al).order_by()
    celle = list(
        scelti.annotate(mese=TruncMonth("avvenuto_alle"))
        .values_list("mese", "canale", "comune__nome", "comune__popolazione")
        .annotate(quanti=Count("pk"), primi=Count("pk", filter=Q(primo_accesso=True)))
    )
    mesi, canali, comuni = (_somma((cella[n], *cella[4:]) for cella in celle) for n in (0, 1, 2))
    abitanti = {cella[2]: cella[3] for cella in celle}
    return NumeriAccessi(
        totale=sum(cella[4] for cella in celle),
        primi=sum(cella[5] for cella in celle),
        per_mese=[(timezone.localdate(mese), *mesi[mese]) for mese in sorted(mesi)],
        per_canale=[Conto(c.label, *canali[c.value], chiave=c.value) for c in Canale if c.value in canali],
        per_comune=[
            Conto(nome or FUORI, *comuni[nome], per_mille=per_mille(comuni[nome][0], abitanti[nome]))
            for nome in sorted(comuni, key=lambda nome: (nome is None, nome))
        ],
        per_motivo=_per_parola(scelti, "motivi", MotivoAccesso) if parole else [],
        per_esito=_per_parola(scelti, "esiti", EsitoAccesso) if parole else [],
    )


def per_mille(accessi: int, abitanti: int | None) -> Decimal | None:
    """Accesses for 1.000 inhabitants; None where the population is not known."""
    return accessi * MILLE / abitanti if abitanti else None


def _somma(celle: Iterable[tuple]) -> dict[Any, tuple[int, int]]:
    totali: dict[Any, tuple[int, int]] = {}
    for chiave, quanti, primi in celle:
        prima = totali.get(chiave, (0, 0))
        totali[chiave] = (prima[0] + quanti, prima[1] + primi)
    return totali


def _per_parola(
    accessi: QuerySet[Accesso], campo: str, parole: type[MotivoAccesso] | type[EsitoAccesso]
) -> list[Conto]:
    """The words of a list field, the most frequent first."""
    righe = accessi.annotate(parola=Apri(F(campo))).values_list("parola")
    conti = {
        parola: (quanti, primi)
        for parola, quanti, primi in righe.annotate(
            quanti=Count("pk"), primi=Count("pk", filter=Q(primo_accesso=True))
        )
    }
    trovate = [p for p in parole if p.value in conti]
    return [
        Conto(str(p.label), *conti[p.value], chiave=p.value) for p in sorted(trovate, key=lambda p: -conti[p.value][0])
    ]
