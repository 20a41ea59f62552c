"""What happened at the desk in the quarters, read once for all their numbers: a query for each noun."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from sportello.choices import StatoAppuntamento
from sportello.models import Accesso, Appuntamento, DomandaMisura, PercorsoLavoro, Sfratto
from valdera_housing.choices import TipoSede
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Comune, Trimestre

FUORI = "Fuori dall’Unione"
CONCLUSI = (StatoAppuntamento.EFFETTUATO, StatoAppuntamento.ASSENTE)


@dataclass(frozen=True)
class GruppoAccessi:
    """Accesses alike: comune of residence (None outside the Unione), channel, how many, first ones, those known."""

    comune: str | None
    canale: str
    quanti: int
    primi: int


@dataclass(frozen=True)
class Ricevimento:
    """An appointment whose day came: held or missed, where, how many days it had been waited for."""

    numero: str
    pk: int
    stato: str
    decentrato: bool
    giorno: date
    attesa: int
    comune: str


@dataclass(frozen=True)
class FascicoloSfratto:
    """An eviction with the household by its code."""

    numero: str
    pk: int
    tipo: str
    aperto_il: date
    chiuso_il: date | None
    esito: str
    nucleo: int
    nucleo_codice: str
    comune: str

    def seguito(self, trimestre: Trimestre) -> bool:
        """Open on some day of the quarter."""
        finito = self.chiuso_il is not None and self.chiuso_il < trimestre.inizio
        return self.aperto_il <= trimestre.fine and not finito

    def chiuso_nel(self, trimestre: Trimestre) -> bool:
        return self.chiuso_il is not None and trimestre.inizio <= self.chiuso_il <= trimestre.fine


@dataclass(frozen=True)
class Pratica:
    """An application with its dates; ``pagato`` in euro."""

    numero: str
    pk: int
    tipo: str
    misura: str
    presentata_il: date
    decisa_il: date | None
    ammessa: bool
    liquidata_il: date | None
    pagato: Decimal
    nucleo: int
    nucleo_codice: str


@dataclass(frozen=True)
class Percorso:
    numero: str
    pk: int
    aperto_il: date
    concluso_il: date | None
    esito: str
    nucleo_codice: str


def istanti(trimestre: Trimestre) -> tuple[datetime, datetime]:
    """The half-open range of instants of a quarter, in Rome."""
    zona = timezone.get_default_timezone()
    return tuple(  # type: ignore[return-value]
        datetime.combine(giorno, time.min, tzinfo=zona)
        for giorno in (trimestre.inizio, trimestre.fine + timedelta(days=1))
    )


class Archivio:
    """``momenti`` are the quarters that will be asked for: what is long is read for those alone."""

    def __init__(self, momenti: Iterable[Trimestre | None]) -> None:
        self.momenti = [t for t in momenti if t]

    def accessi(self, trimestre: Trimestre) -> list[GruppoAccessi]:
        return self._accessi.get(trimestre.pk, [])

    @cached_property
    def _accessi(self) -> dict[int, list[GruppoAccessi]]:
        """Counted by the database: they are many."""
        gruppi: dict[int, list[GruppoAccessi]] = defaultdict(list)
        righe = (
            self._dei_momenti(Accesso.objects.order_by(), "avvenuto_alle")
            .values_list("trimestre", "comune__nome", "canale")
            .annotate(quanti=Count("pk"), primi=Count("pk", filter=Q(primo_accesso=True)))
        )
        for trimestre, *gruppo in righe:
            gruppi[trimestre].append(GruppoAccessi(*gruppo))
        return gruppi

    def appuntamenti(self, trimestre: Trimestre) -> list[Ricevimento]:
        return self._appuntamenti.get(trimestre.pk, [])

    @cached_property
    def _appuntamenti(self) -> dict[int, list[Ricevimento]]:
        letti: dict[int, list[Ricevimento]] = defaultdict(list)
        righe = (
            self._dei_momenti(Appuntamento.objects.filter(stato__in=CONCLUSI), "prenotazione__inizio")
            .order_by("prenotazione__inizio")
            .values_list(
                "trimestre", "numero", "pk", "stato", "prenotazione__sede__tipo", "prenotazione__inizio",
                "richiesto_il", "comune__nome",
            )
        )  # fmt: skip
        for trimestre, numero, pk, stato, tipo, inizio, richiesto_il, comune in righe:
            giorno = timezone.localdate(inizio)
            attesa = (giorno - richiesto_il).days
            decentrato = tipo == TipoSede.DECENTRATA
            letti[trimestre].append(Ricevimento(numero, pk, stato, decentrato, giorno, attesa, comune or FUORI))
        return letti

    def _dei_momenti(self, righe: QuerySet, campo: str) -> QuerySet:
        """Rows of the quarters asked for, with the pk of their ``trimestre``."""
        casi, dove = [], Q(pk__in=[])
        for momento in self.momenti:
            dalle, alle = istanti(momento)
            dentro = Q(**{f"{campo}__gte": dalle, f"{campo}__lt": alle})
            casi.append(When(dentro, then=Value(momento.pk)))
            dove |= dentro
        return righe.filter(dove).annotate(trimestre=Case(*casi, default=None, output_field=IntegerField()))

    def abitanti(self, giorno: date) -> dict[str, int]:
        """Inhabitants of the comuni that were members on that day, where they are known."""
        return {
            c.nome: c.popolazione or 0
            for c in self._comuni
            if c.aderente_dal <= giorno and (c.aderente_al is None or c.aderente_al >= giorno)
        }

    @cached_property
    def _comuni(self) -> list[Comune]:
        return list(Comune.objects.filter(popolazione__gt=0))

    @cached_property
    def sfratti(self) -> list[FascicoloSfratto]:
        righe = Sfratto.objects.order_by("aperto_il", "pk").values_list(
            "numero", "pk", "tipo", "aperto_il", "chiuso_il", "esito", "caso__nucleo", "caso__nucleo__codice",
            "caso__nucleo__comune__nome",
        )  # fmt: skip
        return [FascicoloSfratto(*riga) for riga in righe]

    @cached_property
    def domande(self) -> list[Pratica]:
        """Those that were presented."""
        righe = (
            DomandaMisura.objects.filter(presentata_il__isnull=False)
            .order_by("presentata_il", "pk")
            .values_list(
                "numero", "pk", "misura__tipo", "misura__nome", "presentata_il", "commissione_il", "importo_ammesso",
                "liquidata_il", "importo_liquidato", "caso__nucleo", "caso__nucleo__codice",
            )
        )  # fmt: skip
        return [
            Pratica(
                numero, pk, tipo, misura, presentata or date.max, decisa, ammesso is not None, liquidata,
                pagato or ZERO, nucleo, codice,
            )
            for numero, pk, tipo, misura, presentata, decisa, ammesso, liquidata, pagato, nucleo, codice in righe
        ]  # fmt: skip

    @cached_property
    def percorsi(self) -> list[Percorso]:
        righe = PercorsoLavoro.objects.order_by("aperto_il", "pk").values_list(
            "numero", "pk", "aperto_il", "concluso_il", "esito", "caso__nucleo__codice"
        )
        return [Percorso(*riga) for riga in righe]
