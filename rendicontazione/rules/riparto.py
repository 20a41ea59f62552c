"""Dividing a document among the lines: shares that never pass what may be claimed (domain.md 6.9, scenarios 7, 18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from valdera_housing.kit.denaro import CENTESIMO, ZERO, centesimi, in_cifre, in_euro, ripartisci
from valdera_housing.kit.esito import Esito, Motivo, no

CONVENZIONE = "convenzione, spese miste e doppio finanziamento"


@dataclass(frozen=True)
class QuotaChiesta:
    """What a person asks for a share: an amount, a percentage of the eligible amount, or (neither) all the rest."""

    importo: Decimal | None = None
    percentuale: Decimal | None = None

    @property
    def resto(self) -> bool:
        return self.importo is None and self.percentuale is None


@dataclass(frozen=True)
class Capienza:
    """What a document offers: ``eleggibile``, less ``altri_enti`` (other funders) and ``altre_quote``.

    ``altre_quote`` are the shares that are not being divided now: already presented, or of another quarter.
    Amounts in euro with the sign of the document.
    """

    eleggibile: Decimal
    altri_enti: Decimal = ZERO
    altre_quote: Decimal = ZERO

    @property
    def disponibile(self) -> Decimal:
        return self.eleggibile - self.altri_enti - self.altre_quote

    @property
    def segno(self) -> int:
        return -1 if self.eleggibile < 0 else 1


@dataclass(frozen=True)
class Riparto:
    """The shares in cents, in the order asked, and whether they may be saved."""

    quote: tuple[Decimal, ...]
    resto: Decimal
    esito: Esito


def riparti(capienza: Capienza, chieste: Sequence[QuotaChiesta]) -> Riparto:
    """Scenario 7: 1.220,00 at 70 and 30 % is 854,00 + 366,00; 406,66 at 60 and 40 % is 244,00 + 162,66.

    Percentages are of the eligible amount; the last of them takes the cents, so that together they are worth
    what they say. Amounts of a credit note may be written with or without the minus.
    """
    quote = _importi(capienza, chieste)
    resto = capienza.disponibile - sum(quote, ZERO)
    return Riparto(tuple(quote), resto, Esito(tuple(_ostacoli(capienza, chieste, quote))))


def _importi(capienza: Capienza, chieste: Sequence[QuotaChiesta]) -> list[Decimal]:
    in_percento = [q.percentuale for q in chieste if q.percentuale is not None]
    calcolate = iter(_da_percentuali(capienza, in_percento))
    quote = [next(calcolate) if q.percentuale is not None else _con_segno(capienza, q) for q in chieste]
    _chiudi_i_centesimi(capienza, chieste, quote)
    return quote


def _con_segno(capienza: Capienza, chiesta: QuotaChiesta) -> Decimal:
    importo = chiesta.importo or ZERO
    return -abs(importo) if capienza.segno < 0 else importo


def _da_percentuali(capienza: Capienza, percentuali: list[Decimal]) -> list[Decimal]:
    somma = sum(percentuali, ZERO)
    if somma <= 0:
        return [ZERO] * len(percentuali)
    return ripartisci(centesimi(capienza.eleggibile * somma / 100), percentuali)


def _chiudi_i_centesimi(capienza: Capienza, chieste: Sequence[QuotaChiesta], quote: list[Decimal]) -> None:
    """The share without a figure takes the rest; roundings beside a typed amount come off the last percentage."""
    resto = capienza.disponibile - sum(quote, ZERO)
    senza_cifra = [i for i, q in enumerate(chieste) if q.resto]
    in_percento = [i for i, q in enumerate(chieste) if q.percentuale is not None]
    if len(senza_cifra) == 1 and resto * capienza.segno > 0:
        quote[senza_cifra[0]] = resto
    elif in_percento and -CENTESIMO <= resto * capienza.segno < 0:
        quote[in_percento[-1]] += resto


def _ostacoli(capienza: Capienza, chieste: Sequence[QuotaChiesta], quote: list[Decimal]) -> list[Motivo]:
    percento = sum((q.percentuale for q in chieste if q.percentuale is not None), ZERO)
    ostacoli = []
    if sum(q.resto for q in chieste) > 1:
        ostacoli.append(no("Solo una quota può restare senza cifra: prende tutto il resto"))
    if percento > 100:
        ostacoli.append(no(f"Le percentuali fanno {in_cifre(percento).removesuffix(',00')} %: oltre 100 %"))
    elif (sum(quote, ZERO) - capienza.disponibile) * capienza.segno > 0:
        ostacoli.append(no(_oltre(capienza, sum(quote, ZERO)), CONVENZIONE))
    if any(q * capienza.segno < 0 for q in quote):
        ostacoli.append(no("Una quota non può essere negativa: solo una nota di credito toglie"))
    if any(q == 0 for q in quote) and not ostacoli:
        ostacoli.append(no("Una quota è di 0,00 €: togli la riga o scrivi quanto vale"))
    return ostacoli


def _oltre(capienza: Capienza, somma: Decimal) -> str:
    tolti = [
        f"{in_euro(importo)} {perche}"
        for importo, perche in (
            (capienza.altri_enti, "li paga già un altro ente"),
            (capienza.altre_quote, "sono in altre quote"),
        )
        if importo
    ]
    dettaglio = f": dei {in_euro(capienza.eleggibile)} rendicontabili {' e '.join(tolti)}" if tolti else ""
    return (
        f"Le quote fanno {in_euro(somma)} e se ne possono rendicontare al massimo "
        f"{in_euro(capienza.disponibile)}{dettaglio}"
    )


@dataclass(frozen=True)
class EffettoSullaLinea:
    """What a share does to its line: how much is left after it and how much would be frozen as ECCEDENZA (6.8)."""

    residuo: Decimal
    quota: Decimal

    @property
    def dopo(self) -> Decimal:
        return max(self.residuo - self.quota, min(self.residuo, ZERO))

    @property
    def oltre(self) -> Decimal:
        return max(self.quota - max(self.residuo, ZERO), ZERO) if self.quota > 0 else ZERO
