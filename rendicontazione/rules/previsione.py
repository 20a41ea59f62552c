"""How much a line will need by the end of the convention, if it keeps its pace (domain.md 6.10, I26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, centesimi

FINESTRA = 4


@dataclass(frozen=True)
class Previsione:
    """Euro at the end of the convention: expected value and range. Never cut at the budget: a lack must be seen."""

    valore: Decimal
    minimo: Decimal
    massimo: Decimal
    media: Decimal
    considerati: int
    mancanti: int

    @property
    def metodo(self) -> str:
        """The sentence that explains the figure."""
        if not self.mancanti:
            return "L'ultimo trimestre è compreso: la previsione è la spesa registrata."
        ultimi = "dell'unico trimestre" if self.considerati == 1 else f"degli ultimi {self.considerati} trimestri"
        mancano = "il trimestre che manca" if self.mancanti == 1 else f"i {self.mancanti} trimestri che mancano"
        return (
            f"Spesa dall'avvio (ammessa, in verifica e in eccedenza) più, per {mancano}, la media {ultimi}; "
            "la forchetta usa il più basso e il più alto."
        )

    def __add__(self, altra: "Previsione") -> "Previsione":
        """Lines added up: the range is the sum of the ranges."""
        return Previsione(
            self.valore + altra.valore, self.minimo + altra.minimo, self.massimo + altra.massimo,
            self.media + altra.media, max(self.considerati, altra.considerati), self.mancanti,
        )  # fmt: skip


def prevedi(spese_per_trimestre: Sequence[Decimal], trimestri_totali: int) -> Previsione | None:
    """Forecast from the spending of each quarter so far: admitted + under verification + excess, in euro.

    Spent so far + quarters left × mean of the last four (or of those there are); the range takes the lowest and
    the highest of them. None while nothing has been spent: there is no pace to carry forward.
    """
    if not any(spese_per_trimestre):
        return None
    ultimi = spese_per_trimestre[-FINESTRA:]
    speso = sum(spese_per_trimestre, ZERO)
    mancanti = trimestri_totali - len(spese_per_trimestre)
    media = sum(ultimi, ZERO) / len(ultimi)
    return Previsione(
        valore=centesimi(speso + mancanti * media),
        minimo=speso + mancanti * min(ultimi),
        massimo=speso + mancanti * max(ultimi),
        media=centesimi(media),
        considerati=len(ultimi),
        mancanti=mancanti,
    )
