"""What the fund did, read once for all the numbers of a quarter: seven queries whatever the files.

Every figure is told as of a day from dates alone (the lines of the ledger, the decisions, the ends), so that a quarter
already closed says the same when it is made again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from fondo_garanzia.choices import StatoAnticipo, StatoGaranzia, StatoRivalsa, Voce
from fondo_garanzia.models import Anticipo, CreditoRivalsa, Fondo, Garanzia, MovimentoFondo, RataFondo
from fondo_garanzia.rules.rientri import RataDovuta, RataNelTempo, dovute
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Trimestre

Soldi = list[tuple[date, Decimal]]
ANTICIPO, RIVALSA = "anticipo", "rivalsa"
RITIRATE = (StatoGaranzia.RITIRATA, StatoAnticipo.RITIRATO)
PERDITE = (StatoAnticipo.PERDITA, StatoRivalsa.PERDITA)


def al_giorno(soldi: Soldi, giorno: date) -> Decimal:
    return sum((importo for quando, importo in soldi if quando <= giorno), ZERO)


def nel(soldi: Soldi, trimestre: Trimestre) -> Decimal:
    return sum((importo for quando, importo in soldi if trimestre.inizio <= quando <= trimestre.fine), ZERO)


@dataclass(frozen=True)
class ContoFondo:
    """The fund of a comune: its lines by figure, with the sign of their effect on it."""

    pk: int
    comune: str
    soldi: dict[str, Soldi]

    def figura(self, voce: Voce, giorno: date) -> Decimal:
        return al_giorno(self.soldi.get(voce, []), giorno)

    def aperto(self, giorno: date) -> bool:
        return any(quando <= giorno for righe in self.soldi.values() for quando, _ in righe)


@dataclass(frozen=True)
class Promessa:
    """A guarantee that was approved: from when to when it holds, and what the fund paid for it."""

    pk: int
    numero: str
    fondo: int
    nucleo: int
    nucleo_codice: str
    canone: Decimal
    massimale: Decimal
    decisa_il: date
    attiva_dal: date | None
    inizio: date
    scade_il: date
    finita_il: date | None
    pagamenti: list[Soldi] = field(default_factory=list)

    @property
    def pagati(self) -> Soldi:
        return [riga for soldi in self.pagamenti for riga in soldi]

    @property
    def mesi(self) -> int:
        """Whole months between its first and its last day."""
        fine = self.scade_il + timedelta(days=1)
        mesi = (fine.year - self.inizio.year) * 12 + fine.month - self.inizio.month
        return mesi - (fine.day < self.inizio.day)

    def finita(self, giorno: date) -> bool:
        return self.finita_il is not None and self.finita_il <= giorno

    def impegno(self, giorno: date) -> Decimal:
        if self.decisa_il > giorno or self.finita(giorno):
            return ZERO
        return self.massimale - al_giorno(self.pagati, giorno)

    def attiva(self, giorno: date) -> bool:
        return self.attiva_dal is not None and self.attiva_dal <= giorno and not self.finita(giorno)

    def attiva_nel(self, trimestre: Trimestre) -> bool:
        """Held on some day of the quarter."""
        finita_prima = self.finita_il is not None and self.finita_il < trimestre.inizio
        return self.attiva_dal is not None and self.attiva_dal <= trimestre.fine and not finita_prima


@dataclass(frozen=True)
class Prestito:
    """An advance that was approved."""

    pk: int
    numero: str
    fondo: int
    nucleo: int
    nucleo_codice: str
    importo: Decimal
    deciso_il: date
    ritirato_il: date | None
    pagamenti: list[Soldi] = field(default_factory=list)

    @property
    def pagati(self) -> Soldi:
        return [riga for soldi in self.pagamenti for riga in soldi]

    def impegno(self, giorno: date) -> Decimal:
        """Committed until it is paid, and again when the transfer comes back."""
        ritirato = self.ritirato_il is not None and self.ritirato_il <= giorno
        if self.deciso_il > giorno or ritirato or al_giorno(self.pagati, giorno):
            return ZERO
        return self.importo


@dataclass(frozen=True)
class Piano:
    """What is given back of an advance or of a credit: ``genere`` says which."""

    pk: int
    genere: str
    numero: str
    fondo: int
    nucleo: int
    nucleo_codice: str
    importo: Decimal
    aperto_il: date
    stralciato_il: date | None
    rate: list[RataNelTempo] = field(default_factory=list)

    def dovute(self, giorno: date) -> list[RataDovuta]:
        return dovute(self.rate, giorno)

    def attesa(self, giorno: date) -> bool:
        """Still expected: not written off."""
        return self.stralciato_il is None or self.stralciato_il > giorno

    def tornati(self, giorno: date) -> Decimal:
        return sum((rata.versato(giorno) for rata in self.rate), ZERO)


def _ritirata_il(modello: Any) -> Subquery:
    """The instant in which a request was withdrawn, which only its history knows."""
    eventi = modello.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"), stato__in=RITIRATE)
    return Subquery(eventi.order_by("pgh_id").values("pgh_created_at")[:1])


def _giorno(istante: datetime | None) -> date | None:
    return timezone.localdate(istante) if istante else None


class Archivio:
    """Each noun is read when it is first asked for."""

    @cached_property
    def _righe(self) -> list[tuple]:
        righe = MovimentoFondo.objects.order_by("giorno", "pk").values_list(
            "fondo", "giorno", "voce", "effetto", "anticipo", "escussione", "imputazione__scadenza",
            "escussione__garanzia",
        )  # fmt: skip
        return list(righe)

    @cached_property
    def fondi(self) -> list[ContoFondo]:
        soldi: dict[int, dict[str, Soldi]] = defaultdict(partial(defaultdict, list))
        for fondo, giorno, voce, effetto, *_ in self._righe:
            soldi[fondo][voce].append((giorno, -effetto if voce == Voce.EROGATO else effetto))
        nomi = Fondo.objects.order_by("comune__nome").values_list("pk", "comune__nome")
        return [ContoFondo(pk, comune, soldi[pk]) for pk, comune in nomi]

    @cached_property
    def garanzie(self) -> list[Promessa]:
        di_escussioni: dict[int, dict[int, Soldi]] = defaultdict(partial(defaultdict, list))
        for _, giorno, voce, effetto, _, escussione, _, garanzia in self._righe:
            if voce == Voce.EROGATO and garanzia:
                di_escussioni[garanzia][escussione].append((giorno, -effetto))
        righe: Iterable[Any] = (
            Garanzia.objects.filter(decisa_il__isnull=False)
            .exclude(stato=StatoGaranzia.RIFIUTATA)
            .order_by("decisa_il", "pk")
            .values_list(
                "pk", "numero", "fondo", "nucleo", "nucleo__codice", "canone_mensile", "massimale", "decisa_il",
                "attiva_dal", "inizio", "scade_il", "finita_il", _ritirata_il(Garanzia),
            )
        )  # fmt: skip
        return [
            Promessa(*[pk, *riga, finita or _giorno(ritirata), list(di_escussioni[pk].values())])
            for pk, *riga, finita, ritirata in righe
        ]

    @cached_property
    def anticipi(self) -> list[Prestito]:
        pagati: dict[int, Soldi] = defaultdict(list)
        for _, giorno, voce, effetto, anticipo, *_ in self._righe:
            if voce == Voce.EROGATO and anticipo:
                pagati[anticipo].append((giorno, -effetto))
        righe: Iterable[Any] = (
            Anticipo.objects.filter(deciso_il__isnull=False)
            .exclude(stato=StatoAnticipo.RIFIUTATO)
            .order_by("deciso_il", "pk")
            .values_list(
                "pk", "numero", "fondo", "nucleo", "nucleo__codice", "importo", "deciso_il", _ritirata_il(Anticipo)
            )
        )
        return [Prestito(*[pk, *riga, _giorno(ritirato), [pagati[pk]]]) for pk, *riga, ritirato in righe]

    def promesse(self, fondo: ContoFondo) -> list[Promessa | Prestito]:
        """Guarantees and advances of a fund."""
        tutte: list[Promessa | Prestito] = [*self.garanzie, *self.anticipi]
        return [pratica for pratica in tutte if pratica.fondo == fondo.pk]

    @cached_property
    def piani(self) -> list[Piano]:
        """Every plan with its instalments and what came on each."""
        di_anticipi: Any = Anticipo.objects.filter(pk__in=RataFondo.objects.values("anticipo")).values_list(
            "pk", "numero", "fondo", "nucleo", "nucleo__codice", "importo", "deciso_il", "chiuso_il", "stato"
        )
        di_rivalse: Any = CreditoRivalsa.objects.values_list(
            "pk", "numero", "escussione__garanzia__fondo", "nucleo", "nucleo__codice", "importo", "aperto_il",
            "chiuso_il", "stato",
        )  # fmt: skip
        return [
            Piano(*[pk, genere, *riga, chiuso if stato in PERDITE else None, self._rate[genere, pk]])
            for genere, pratiche in ((ANTICIPO, di_anticipi.order_by("pk")), (RIVALSA, di_rivalse.order_by("pk")))
            for pk, *riga, chiuso, stato in pratiche
        ]

    @cached_property
    def _rate(self) -> dict[tuple[str, int], list[RataNelTempo]]:
        versati: dict[int, Soldi] = defaultdict(list)
        for _, giorno, voce, effetto, _, _, scadenza, _ in self._righe:
            if voce == Voce.RIENTRATO:
                versati[scadenza].append((giorno, effetto))
        rate: dict[tuple[str, int], list[RataNelTempo]] = defaultdict(list)
        righe = RataFondo.objects.order_by("numero", "pk").values_list(
            "anticipo", "credito", "scadenza", "numero", "importo", "scade_il", "sostituita_il"
        )
        for anticipo, credito, scadenza, numero, importo, scade_il, sostituita_il in righe:
            chiave = (ANTICIPO, anticipo) if anticipo else (RIVALSA, credito)
            rate[chiave].append(
                RataNelTempo(numero, importo, scade_il, sostituita_il, versamenti=tuple(versati[scadenza]))
            )
        return rate
