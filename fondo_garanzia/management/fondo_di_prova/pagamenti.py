"""How the households of the demo office give back what the fund paid: on time, not at all, late, all at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from fondo_garanzia.actions.rate import rate_di
from fondo_garanzia.models import Anticipo, CreditoRivalsa, RataFondo
from valdera_housing.kit.tempo import aggiungi_mesi

Pratica = Anticipo | CreditoRivalsa


@dataclass(frozen=True)
class Abitudine:
    """Pays the first ``prime`` instalments (all, when None), not the last ``ultime_saltate`` due before today.

    ``salda_dopo``: pays whatever is left that many months after the first instalment.
    """

    prime: int | None = None
    ultime_saltate: int = 0
    salda_dopo: int = 0


PUNTUALE = Abitudine()


@dataclass
class Pagatori:
    """Who pays what in a month."""

    oggi: date
    chi: list[tuple[Callable[[], Pratica], Abitudine, date | None]] = field(default_factory=list)

    def aggiungi(self, pratica: Callable[[], Pratica], abitudine: Abitudine, *, fino_a: date | None = None) -> None:
        self.chi.append((pratica, abitudine, fino_a))

    def del_mese(self, mese: date) -> Iterator[tuple[date, list[RataFondo]]]:
        """The day and the instalments of each payment that reaches the account in that month."""
        for trova, abitudine, fino_a in self.chi:
            rate = self._rate(trova)
            if rate:
                yield from _pagamenti(rate, abitudine, mese, min(self.oggi, fino_a or self.oggi))

    def _rate(self, trova: Callable[[], Pratica]) -> list[RataFondo]:
        try:
            return list(rate_di(trova()))
        except (Anticipo.DoesNotExist, CreditoRivalsa.DoesNotExist):
            return []


def _pagamenti(
    rate: list[RataFondo], abitudine: Abitudine, mese: date, fino_a: date
) -> Iterator[tuple[date, list[RataFondo]]]:
    prossimo = aggiungi_mesi(mese, 1)
    saldo = aggiungi_mesi(rate[0].scade_il, abitudine.salda_dopo) if abitudine.salda_dopo else None
    if saldo and mese <= saldo < prossimo and saldo <= fino_a:
        yield saldo, [rata for rata in rate if rata.scadenza.aperta]
        return
    dovute = [rata for rata in rate if rata.scade_il <= fino_a]
    paga = dovute[: abitudine.prime] if abitudine.prime is not None else dovute
    paga = paga[: len(paga) - abitudine.ultime_saltate] if abitudine.ultime_saltate else paga
    for rata in paga:
        giorno = rata.scade_il - timedelta(days=rata.numero % 4)
        if mese <= giorno < prossimo and rata.scadenza.aperta:
            yield giorno, [rata]
