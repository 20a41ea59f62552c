"""How the rents cashed are taken off what was paid to the owners, contract by contract (domain.md 1.6).

Only the net cost of the line may be claimed: claiming a head rent while cashing the sublease rent would pay it twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, in_euro


@dataclass(frozen=True)
class Pagato:
    """What was paid in the period under a contract with the owner of a home, in euro."""

    contratto: int
    alloggio: int
    importo: Decimal


@dataclass(frozen=True)
class Netto:
    """What is left to claim of a contract. ``incassato`` is of its own home, ``di_altre`` the excess of others."""

    contratto: int
    pagato: Decimal
    incassato: Decimal = ZERO
    di_altre: Decimal = ZERO

    @property
    def importo(self) -> Decimal:
        return self.pagato - self.incassato - self.di_altre

    @property
    def spiegazione(self) -> tuple[str, ...]:
        """How the amount was reckoned, in words for who claims it."""
        frasi = [f"pagati {in_euro(self.pagato)}"]
        if self.incassato:
            frasi.append(f"meno {in_euro(self.incassato)} incassati da chi abita l’alloggio")
        if self.di_altre:
            frasi.append(f"meno {in_euro(self.di_altre)} incassati in più su altri alloggi")
        return tuple(frasi)


def al_netto(pagati: Sequence[Pagato], incassati: Mapping[int, Decimal]) -> list[Netto]:
    """What may be claimed of each contract, in the order given; never more together than the net of the line.

    ``incassati`` is what was cashed for each home. It is taken off the contracts of that home; what is cashed of a
    home beyond what was paid for it is taken off the other contracts, the first ones first.
    """
    resto = dict(incassati)
    di_casa = []
    for pagato in pagati:
        suo = min(pagato.importo, resto.get(pagato.alloggio, ZERO))
        resto[pagato.alloggio] = resto.get(pagato.alloggio, ZERO) - suo
        di_casa.append((pagato, suo))
    eccesso = sum(resto.values(), ZERO)
    netti = []
    for pagato, suo in di_casa:
        di_altre = min(pagato.importo - suo, eccesso)
        eccesso -= di_altre
        netti.append(Netto(pagato.contratto, pagato.importo, suo, di_altre))
    return netti
