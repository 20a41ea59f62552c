"""The money of the convention: by line, quarter and category, from the summary rows alone.

Nothing here reads a share: the cost is the same with ten expenses or a million (quality P1, P3).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F

from rendicontazione.choices import IN_VERIFICA, Macrovoce, StatoSpesa
from rendicontazione.models import LineaBudget, Rendiconto, TotaleSpesa
from rendicontazione.rules.previsione import Previsione, prevedi
from rendicontazione.rules.semaforo import Semaforo, SituazioneLinea, Soglie, semaforo
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.tempo import quota_tempo
from valdera_housing.models import Convenzione, Parametro, Trimestre


@dataclass(frozen=True)
class Somme:
    """Euro claimed and what became of them; ``presentato`` is the sum of the other four."""

    quante: int = 0
    presentato: Decimal = ZERO
    ammesso: Decimal = ZERO
    in_verifica: Decimal = ZERO
    eccedenza: Decimal = ZERO
    non_ammesso: Decimal = ZERO

    def __add__(self, altra: "Somme") -> "Somme":
        return Somme(*(getattr(self, f.name) + getattr(altra, f.name) for f in fields(self)))

    @property
    def spesa(self) -> Decimal:
        """What the line has spent, whoever will pay the excess: refused amounts are out."""
        return self.ammesso + self.in_verifica + self.eccedenza


def somma(parti: Iterable[Somme]) -> Somme:
    return sum(parti, Somme())


@dataclass(frozen=True)
class Conti:
    """A line, or the whole convention: its budget and its sums, one for each quarter presented."""

    nome: str
    budget_iniziale: Decimal
    budget: Decimal
    somme: Somme
    serie: tuple[Somme, ...]
    previsione: Previsione | None
    linea: Linea | None = None
    semaforo: Semaforo | None = None
    previsione_rossa: bool = False

    @property
    def residuo(self) -> Decimal:
        return self.budget - self.somme.ammesso - self.somme.in_verifica

    @property
    def uso(self) -> Decimal | None:
        """Share of the budget admitted, under verification or frozen; None without a budget."""
        return self.somme.spesa / self.budget if self.budget else None

    @property
    def uso_previsto(self) -> Decimal | None:
        return self.previsione.valore / self.budget if self.previsione and self.budget else None

    @property
    def scarto_previsto(self) -> Decimal | None:
        return self.previsione.valore - self.budget if self.previsione else None


@dataclass(frozen=True)
class Quadro:
    """The economic picture: quarters in order, lines, summary rows of what was presented and of the drafts.

    ``presentati`` is how many quarters have reached the Unione; ``parametri`` are those in force on the day asked.
    """

    convenzione: Convenzione
    rendiconti: tuple[Rendiconto, ...]
    presentati: int
    linee: tuple[Conti, ...]
    totale: Conti
    righe: tuple["RigaTotali", ...]
    bozze: tuple["RigaTotali", ...]
    parametri: Mapping[str, Decimal]

    @cached_property
    def trimestri(self) -> tuple[Trimestre, ...]:
        return tuple(rendiconto.trimestre for rendiconto in self.rendiconti)

    @property
    def ultimo(self) -> Trimestre | None:
        """The last quarter presented: budget and time are compared on its last day."""
        return self.trimestri[self.presentati - 1] if self.presentati else None

    @property
    def speso_fino_al(self) -> date | None:
        return self.ultimo.fine if self.ultimo else None

    def tempo_al(self, giorno: date) -> float:
        return quota_tempo(self.convenzione.inizio, self.convenzione.fine, giorno)

    @cached_property
    def tempo(self) -> float:
        """Share of the convention elapsed at the end of the last quarter presented."""
        return self.tempo_al(self.ultimo.fine) if self.ultimo else 0

    def in_corso(self, giorno: date) -> int | None:
        """Position (from 0) of the quarter of that day."""
        return next((i for i, t in enumerate(self.trimestri) if t.inizio <= giorno <= t.fine), None)

    def conti_di(self, linea: Linea) -> Conti:
        """Raises StopIteration when the convention has no such line."""
        return next(conti for conti in self.linee if conti.linea == linea)

    def per_macrovoce(self, linea: Linea | None = None) -> dict[Macrovoce, Somme]:
        """Categories with something spent, in their order; of one line or of all."""
        per_voce: dict[Macrovoce, Somme] = defaultdict(Somme)
        for riga in self.righe:
            if linea in {None, riga.linea}:
                per_voce[riga.macrovoce] += riga.somme
        return {voce: per_voce[voce] for voce in Macrovoce if per_voce[voce].spesa}

    @property
    def trimestri_in_verifica(self) -> list[int]:
        """Numbers of the quarters with something to decide."""
        return sorted({riga.numero for riga in self.righe if riga.somme.in_verifica})

    @property
    def spese_in_verifica(self) -> int:
        return sum(riga.somme.quante for riga in self.righe if riga.somme.in_verifica)


@dataclass(frozen=True)
class RigaTotali:
    """A summary row: how much of a line went to a category in a quarter (``numero``, from 1), in that state."""

    numero: int
    linea: Linea
    macrovoce: Macrovoce
    stato: StatoSpesa
    somme: Somme


def totali_della_convenzione(convenzione: Convenzione) -> list[RigaTotali]:
    """Every summary row with something in it, drafts included; one query."""
    righe = TotaleSpesa.objects.filter(rendiconto__trimestre__convenzione=convenzione, quante__gt=0)
    numerate = righe.annotate(numero=F("rendiconto__trimestre__numero"))
    return [_riga(riga) for riga in numerate.order_by("numero", "linea", "macrovoce", "stato")]


def _riga(riga: Any) -> RigaTotali:
    in_verifica = riga.importo if riga.stato in IN_VERIFICA else ZERO
    somme = Somme(riga.quante, riga.importo, riga.ammesso, in_verifica, riga.eccedenza, riga.non_ammesso)
    return RigaTotali(riga.numero, Linea(riga.linea), Macrovoce(riga.macrovoce), StatoSpesa(riga.stato), somme)


def quadro_attuale(giorno: date) -> Quadro:
    """The same of the convention in force, or the last one, which comes with its quarters in one query.

    Raises Convenzione.DoesNotExist before the first is entered.
    """
    attuale = Convenzione.objects.order_by("-inizio").values("pk")[:1]
    con_convenzione = Rendiconto.objects.filter(trimestre__convenzione__in=attuale).select_related(
        "trimestre__convenzione__procedente", "trimestre__convenzione__attuatore"
    )
    rendiconti = list(con_convenzione)
    convenzione = rendiconti[0].trimestre.convenzione if rendiconti else Convenzione.objects.attuale()
    return quadro(convenzione, giorno, rendiconti)


def quadro(convenzione: Convenzione, giorno: date, rendiconti: Sequence[Rendiconto] | None = None) -> Quadro:
    """Everything the page shows, in four queries; thresholds are those in force on ``giorno``.

    ``rendiconti`` are the quarters with their ``trimestre``, when they have been read already.
    """
    letti = (
        list(Rendiconto.objects.filter(trimestre__convenzione=convenzione).select_related("trimestre"))
        if rendiconti is None
        else rendiconti
    )
    rendiconti = sorted(letti, key=lambda rendiconto: rendiconto.trimestre.numero)
    presentati = max((r.trimestre.numero for r in rendiconti if not r.aperto), default=0)
    totali = totali_della_convenzione(convenzione)
    righe = [riga for riga in totali if riga.stato != StatoSpesa.BOZZA]
    parametri = Parametro.objects.valori(giorno)
    linee = tuple(
        conti_della_linea(linea, righe, presentati, len(rendiconti), _soglie(parametri))
        for linea in LineaBudget.objects.filter(convenzione=convenzione)
    )
    return Quadro(
        convenzione=convenzione,
        rendiconti=tuple(rendiconti),
        presentati=presentati,
        linee=linee,
        totale=_insieme(linee),
        righe=tuple(righe),
        bozze=tuple(riga for riga in totali if riga.stato == StatoSpesa.BOZZA),
        parametri=parametri,
    )


def _soglie(parametri: Mapping[str, Decimal]) -> Soglie:
    return Soglie(**{f.name: parametri[f.name] for f in fields(Soglie) if f.name in parametri})


def conti_della_linea(
    riga: LineaBudget, totali: Sequence[RigaTotali], presentati: int, trimestri: int, soglie: Soglie
) -> Conti:
    linea = Linea(riga.linea)
    serie = serie_per_trimestre([t for t in totali if t.linea == linea], presentati)
    somme = somma(serie)
    previsione = prevedi([trimestre.spesa for trimestre in serie], trimestri) if serie else None
    situazione = SituazioneLinea(
        riga.budget_vigente,
        somme.ammesso,
        somme.in_verifica,
        somme.eccedenza,
        previsione.valore if previsione else None,
        presentati,
    )
    return Conti(
        nome=str(riga),
        budget_iniziale=riga.budget_iniziale,
        budget=riga.budget_vigente,
        somme=somme,
        serie=serie,
        previsione=previsione,
        linea=linea,
        semaforo=semaforo(situazione, soglie),
        previsione_rossa=bool(previsione and previsione.valore > riga.budget_vigente * soglie.rosso_previsione_sopra),
    )


def serie_per_trimestre(totali: Sequence[RigaTotali], presentati: int) -> tuple[Somme, ...]:
    """Sums of each quarter presented. A correction made in a quarter still open counts in the last of them."""
    per_numero: dict[int, Somme] = defaultdict(Somme)
    for riga in totali:
        per_numero[min(riga.numero, presentati)] += riga.somme
    return tuple(per_numero[numero] for numero in range(1, presentati + 1))


def _insieme(linee: Sequence[Conti]) -> Conti:
    previsioni = [linea.previsione for linea in linee if linea.previsione]
    return Conti(
        nome="Convenzione",
        budget_iniziale=sum((linea.budget_iniziale for linea in linee), ZERO),
        budget=sum((linea.budget for linea in linee), ZERO),
        somme=somma(linea.somme for linea in linee),
        serie=tuple(somma(colonna) for colonna in zip(*(linea.serie for linea in linee), strict=True)),
        previsione=sum(previsioni[1:], previsioni[0]) if previsioni else None,
    )
