"""What of the fund's payments may be claimed: new money of the convention, and never twice the same euro (3.6).

A fund that revolves lends again what comes back: a payment uses first the money that has come back, then the share
that the comune holds from the convention, then what the comune has added with its own acts. Only the second part is
claimed, so what is claimed in all is the running maximum of (paid - come back), within that share.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import IntEnum

from valdera_housing.kit.denaro import ZERO, in_euro


class Genere(IntEnum):
    """What happens to the money, in the order in which things of the same day are reckoned."""

    DOTAZIONE = 0
    RIENTRO = 1
    PAGAMENTO = 2


@dataclass(frozen=True)
class Passaggio:
    """A line of the ledger of a comune, in euro: an endowment (of the convention alone), money back, a payment.

    ``corregge`` is the line a RETTIFICA takes away from; its amount is what it takes, below zero.
    """

    chiave: int
    giorno: date
    genere: Genere
    importo: Decimal
    corregge: int | None = None


@dataclass(frozen=True)
class Richiesta:
    """How a payment was made: ``importo`` is what may be claimed, the rest is one of the other two."""

    chiave: int
    giorno: date
    pagato: Decimal
    rientrati: Decimal
    del_comune: Decimal

    @property
    def importo(self) -> Decimal:
        return self.pagato - self.rientrati - self.del_comune

    def spiegazione(self, *, rotativo: bool) -> tuple[str, ...]:
        """How the amount was reckoned, in words for who claims it."""
        frasi = [f"pagati {in_euro(self.pagato)}"]
        if self.rientrati and rotativo:
            frasi.append(f"di cui {in_euro(self.rientrati)} già rientrati e prestati di nuovo")
        elif self.rientrati:
            frasi.append(f"meno {in_euro(self.rientrati)} restituiti dai nuclei")
        if self.del_comune:
            frasi.append(f"di cui {in_euro(self.del_comune)} messi dal comune")
        return tuple(frasi)


def da_chiedere(
    passaggi: Sequence[Passaggio], periodo_di: Callable[[date], int], *, rotativo: bool = True
) -> list[Richiesta]:
    """Every payment of a comune with what may be claimed of it, in the order in which they are reckoned.

    ``periodo_di`` gives the quarter of a day: what is undone in its own quarter never happened, what is undone later
    is money come back. With ``rotativo`` off, what comes back in a quarter lowers all its payments, also the earlier
    ones; what exceeds them lowers the next.
    """
    tornati = usata = quota = ZERO
    richieste = []
    netti = _netti(passaggi, periodo_di)
    for p in sorted(
        netti, key=lambda p: (p.giorno if rotativo else periodo_di(p.giorno), p.genere, p.giorno, p.chiave)
    ):
        if p.genere == Genere.DOTAZIONE:
            quota += p.importo
        elif p.genere == Genere.RIENTRO:
            tornati += p.importo
        else:
            rientrati = min(p.importo, max(tornati, ZERO))
            nuovi = p.importo - rientrati
            chiesti = min(nuovi, max(quota - usata, ZERO))
            tornati, usata = tornati - rientrati, usata + chiesti
            richieste.append(Richiesta(p.chiave, p.giorno, p.importo, rientrati, nuovi - chiesti))
    return richieste


def _netti(passaggi: Sequence[Passaggio], periodo_di: Callable[[date], int]) -> Iterator[Passaggio]:
    """Corrections taken off what they correct when of the same quarter, otherwise money on their day."""
    per_chiave = {p.chiave: p for p in passaggi}
    for passaggio in passaggi:
        if passaggio.corregge is None or passaggio.genere == Genere.DOTAZIONE:
            continue
        corretto = per_chiave.get(passaggio.corregge)
        if corretto and periodo_di(passaggio.giorno) == periodo_di(corretto.giorno):
            per_chiave[corretto.chiave] = replace(corretto, importo=corretto.importo + passaggio.importo)
            del per_chiave[passaggio.chiave]
        elif passaggio.genere == Genere.PAGAMENTO:
            per_chiave[passaggio.chiave] = replace(passaggio, genere=Genere.RIENTRO, importo=-passaggio.importo)
    yield from per_chiave.values()
