"""The traffic light of a line: is it on pace, and if not, why (domain.md 6.8)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.percento import in_percento

Livello = Literal["IN_LINEA", "ATTENZIONE", "CRITICO", "DA_VALUTARE"]
NOMI: dict[str, str] = {
    "IN_LINEA": "In linea",
    "ATTENZIONE": "Attenzione",
    "CRITICO": "Critico",
    "DA_VALUTARE": "Da valutare",
}


@dataclass(frozen=True)
class Soglie:
    """Shares of the budget, from the parameters in force when the quarter was closed."""

    ambra_uso: Decimal = Decimal("0.80")
    ambra_previsione_sotto: Decimal = Decimal("0.85")
    rosso_previsione_sopra: Decimal = Decimal("1.10")


@dataclass(frozen=True)
class SituazioneLinea:
    """Euro. ``previsione`` is None while the line has spent nothing; ``trimestre`` counts from 1.

    ``mancanti`` is how many quarters are left: when there are none, a line may well have used its budget.
    """

    budget: Decimal
    ammesso: Decimal
    in_verifica: Decimal
    eccedenza: Decimal
    previsione: Decimal | None
    trimestre: int
    mancanti: int = 1


@dataclass(frozen=True)
class Semaforo:
    livello: Livello
    motivo: str

    @property
    def nome(self) -> str:
        return NOMI[self.livello]


def semaforo(linea: SituazioneLinea, soglie: Soglie) -> Semaforo:
    """The worst thing that is true of the line, with the figure that decides."""
    if linea.eccedenza > 0:
        return Semaforo("CRITICO", f"{in_euro(linea.eccedenza)} oltre il budget, congelati in eccedenza")
    impegnato = linea.ammesso + linea.in_verifica
    if linea.budget <= 0:
        return Semaforo("CRITICO", "la linea non ha budget") if impegnato > 0 else _senza_spese(linea)
    if linea.previsione is None:
        return _senza_spese(linea)
    if not linea.mancanti:
        return _a_fine(linea, impegnato)
    return _secondo_uso(impegnato / linea.budget, linea.previsione / linea.budget, soglie)


def _senza_spese(linea: SituazioneLinea) -> Semaforo:
    if linea.trimestre <= 1:
        return Semaforo("DA_VALUTARE", "nessuna spesa: è presto per una previsione")
    return Semaforo("ATTENZIONE", f"nessuna spesa dopo {linea.trimestre} trimestri")


def _a_fine(linea: SituazioneLinea, impegnato: Decimal) -> Semaforo:
    if impegnato > linea.budget:
        return Semaforo("ATTENZIONE", f"in verifica {in_euro(impegnato - linea.budget)} oltre il budget")
    return Semaforo("IN_LINEA", f"{in_euro(linea.budget - impegnato)} non spesi")


def _secondo_uso(uso: Decimal, previsione: Decimal, soglie: Soglie) -> Semaforo:
    if uso >= 1:
        return Semaforo("CRITICO", "budget esaurito")
    if previsione > soglie.rosso_previsione_sopra:
        return Semaforo("CRITICO", f"previsione oltre la soglia ({in_percento(soglie.rosso_previsione_sopra, 0)})")
    if previsione > 1:
        return Semaforo("ATTENZIONE", "previsione sopra il budget")
    if uso >= soglie.ambra_uso:
        return Semaforo("ATTENZIONE", f"impegnato oltre la soglia ({in_percento(soglie.ambra_uso, 0)})")
    if previsione < soglie.ambra_previsione_sotto:
        return Semaforo("ATTENZIONE", f"previsione sotto la soglia ({in_percento(soglie.ambra_previsione_sotto, 0)})")
    return Semaforo("IN_LINEA", "previsione entro il budget")
