"""The script of the fund: what happens on which day, by whom; the bank answers at the end of each month."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Comune, Nucleo, Utente

PONTEDERA, CASCIANA = "Pontedera", "Casciana Terme Lari"


@dataclass
class Passo:
    """An act on its day; ``fai`` finds by itself what it acts upon."""

    giorno: date
    chi: Utente
    fai: Callable[[], object]


@dataclass
class Copione:
    """The scene and its steps; households are given once each, by comune."""

    scena: Scena
    passi: list[Passo] = field(default_factory=list)
    _nuclei: dict[str, list[Nucleo]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for nucleo in self.scena.nuclei:
            self._nuclei.setdefault(self.comune_di(nucleo).nome, []).append(nucleo)

    def comune_di(self, nucleo: Nucleo) -> Comune:
        return next(comune for comune in self.scena.comuni if comune.pk == nucleo.comune_id)

    def comune(self, nome: str) -> Comune:
        return next(comune for comune in self.scena.comuni if comune.nome == nome)

    def nucleo_di(self, comune: str) -> Nucleo | None:
        """Another household of that comune, from the last taken in charge; none when all have their story."""
        rimasti = self._nuclei.get(comune)
        return rimasti.pop() if rimasti else None

    def dopo(self, mesi: int, giorno: int = 10) -> date:
        """A day some months after the start of the convention, never after today."""
        mese = aggiungi_mesi(self.scena.inizio, mesi)
        return min(mese.replace(day=giorno), self.scena.oggi)

    def fa(self, giorni: int) -> date:
        return self.scena.oggi - timedelta(days=giorni)

    def scrivi(self, giorno: date, chi: Utente, fai: Callable[[], object]) -> None:
        self.passi.append(Passo(min(giorno, self.scena.oggi), chi, fai))

    def recita(self, fine_mese: Callable[[date], object]) -> None:
        """Do every step in order of day; when a month is over, ``fine_mese`` with its first day."""
        passi = sorted(self.passi, key=lambda passo: passo.giorno)
        mese = self.scena.inizio.replace(day=1)
        while mese <= self.scena.oggi:
            prossimo = aggiungi_mesi(mese, 1)
            self._del_mese(passo for passo in passi if mese <= passo.giorno < prossimo)
            fine_mese(mese)
            mese = prossimo

    def _del_mese(self, passi: Iterable[Passo]) -> None:
        for n, passo in enumerate(passi):
            with self.scena.momento(alle(passo.giorno, 9, n % 60), passo.chi):
                passo.fai()
