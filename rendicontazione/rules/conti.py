"""The accounts of the report: every figure that is printed, derived from the frozen picture alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add

from rendicontazione.rules.istantanea import Istantanea, controlla
from rendicontazione.rules.previsione import Previsione, prevedi
from rendicontazione.rules.semaforo import Semaforo, SituazioneLinea, Soglie, semaforo
from valdera_housing.kit.denaro import ZERO

TRIMESTRI_ANNO = 4


@dataclass(frozen=True)
class Movimenti:
    """Euro of one line, or of all, in one quarter or in more: presentato is the sum of the other four."""

    presentato: Decimal = ZERO
    ammesso: Decimal = ZERO
    non_ammesso: Decimal = ZERO
    in_verifica: Decimal = ZERO
    eccedenza: Decimal = ZERO

    def __add__(self, altri: "Movimenti") -> "Movimenti":
        return Movimenti(*(getattr(self, voce) + getattr(altri, voce) for voce in self.__dataclass_fields__))

    @property
    def riconoscibile(self) -> Decimal:
        """What is, or may still be, a cost of the convention: admitted, under verification, in excess."""
        return self.ammesso + self.in_verifica + self.eccedenza


@dataclass(frozen=True)
class ContoLinea:
    """One line at the end of the quarter. ``serie`` has one entry a quarter; macrovoci are admitted euro by code."""

    codice: str
    numero: int
    nome: str
    budget_iniziale: Decimal
    budget: Decimal
    serie: tuple[Movimenti, ...]
    macrovoci: tuple[dict[str, Decimal], ...]
    totale: Movimenti
    trimestre: Movimenti
    anno: Movimenti
    previsione: Previsione | None
    semaforo: Semaforo

    @property
    def residuo(self) -> Decimal:
        return self.budget - self.totale.ammesso - self.totale.in_verifica

    def quota(self, importo: Decimal) -> Decimal:
        """Share of the current budget; 0 when the line has none."""
        return importo / self.budget if self.budget else Decimal(0)

    @property
    def uso(self) -> Decimal:
        return self.quota(self.totale.ammesso)

    def ammesso_in(self, macrovoce: str, trimestri: slice = slice(None)) -> Decimal:
        return sum((voci.get(macrovoce, ZERO) for voci in self.macrovoci[trimestri]), ZERO)


@dataclass(frozen=True)
class Conti:
    linee: tuple[ContoLinea, ...]
    importo: Decimal
    trimestre: int
    trimestri: int
    giorni: tuple[int, int]
    soglie: Soglie

    @property
    def tempo(self) -> Decimal:
        """Share of the convention's days gone at the end of the quarter."""
        return Decimal(self.giorni[0]) / self.giorni[1]

    @property
    def anno(self) -> int:
        """Year of the convention the quarter belongs to, from 1."""
        return (self.trimestre - 1) // TRIMESTRI_ANNO + 1

    @property
    def serie(self) -> list[Movimenti]:
        return [reduce(add, (linea.serie[i] for linea in self.linee)) for i in range(self.trimestre)]

    @property
    def totale(self) -> Movimenti:
        return reduce(add, (linea.totale for linea in self.linee))

    @property
    def del_trimestre(self) -> Movimenti:
        return reduce(add, (linea.trimestre for linea in self.linee))

    @property
    def dell_anno(self) -> Movimenti:
        return reduce(add, (linea.anno for linea in self.linee))

    @property
    def residuo(self) -> Decimal:
        return sum((linea.residuo for linea in self.linee), ZERO)

    @property
    def previsione(self) -> Previsione | None:
        """Sum of the lines' forecasts; lines that have spent nothing add nothing."""
        note = [linea.previsione for linea in self.linee if linea.previsione]
        return reduce(add, note) if note else None

    def ammesso_in(self, macrovoce: str, trimestri: slice = slice(None)) -> Decimal:
        return sum((linea.ammesso_in(macrovoce, trimestri) for linea in self.linee), ZERO)

    @property
    def trimestri_anno(self) -> slice:
        """The quarters of the current year of the convention, as positions in a series."""
        return slice((self.anno - 1) * TRIMESTRI_ANNO, self.trimestre)


def conti(istantanea: Istantanea) -> Conti:
    """The accounts of a picture, once its sums have been checked (IstantaneaIncoerente when they disagree)."""
    controlla(istantanea)
    parametri, trimestre = istantanea["parametri"], istantanea["trimestre"]
    soglie = Soglie(*(Decimal(parametri[nome]) for nome in Soglie.__dataclass_fields__))
    trimestri = istantanea["convenzione"]["trimestri"]
    return Conti(
        linee=tuple(_conto(linea, trimestri, soglie) for linea in istantanea["linee"]),
        importo=Decimal(istantanea["convenzione"]["importo"]),
        trimestre=trimestre["numero"],
        trimestri=trimestri,
        giorni=(trimestre["giorni_trascorsi"], trimestre["giorni_totali"]),
        soglie=soglie,
    )


def _conto(linea: dict, trimestri: int, soglie: Soglie) -> ContoLinea:
    serie = tuple(
        Movimenti(*(Decimal(riga[voce]) for voce in Movimenti.__dataclass_fields__)) for riga in linea["serie"]
    )
    totale, budget = reduce(add, serie), Decimal(linea["budget_vigente"])
    previsione = prevedi([m.riconoscibile for m in serie], trimestri)
    situazione = SituazioneLinea(
        budget,
        totale.ammesso,
        totale.in_verifica,
        totale.eccedenza,
        previsione.valore if previsione else None,
        len(serie),
        trimestri - len(serie),
    )
    return ContoLinea(
        codice=linea["codice"],
        numero=linea["numero"],
        nome=linea["nome"],
        budget_iniziale=Decimal(linea["budget_iniziale"]),
        budget=budget,
        serie=serie,
        macrovoci=tuple(_macrovoci(riga) for riga in linea["serie"]),
        totale=totale,
        trimestre=serie[-1],
        anno=_anno_corrente(serie),
        previsione=previsione,
        semaforo=semaforo(situazione, soglie),
    )


def _macrovoci(riga: dict) -> dict[str, Decimal]:
    return {codice: Decimal(importo) for codice, importo in riga["ammesso_per_macrovoce"].items()}


def _anno_corrente(serie: Sequence[Movimenti]) -> Movimenti:
    inizio = (len(serie) - 1) // TRIMESTRI_ANNO * TRIMESTRI_ANNO
    return reduce(add, serie[inizio:])
