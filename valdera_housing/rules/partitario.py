"""How a payment covers dues, how charges are settled, when a suggested match is certain. Amounts in euro."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, no, si
from valdera_housing.rules.abbinamento import Proposta

PIU_VECCHIE = "La più vecchia prima (c.c. art. 1193)"
DICHIARATA = "Come dichiara chi paga (c.c. art. 1193 c. 1)"
FORZA_SICURA = 65  # at least the exact amount and the whole name in the days of the due
DISTACCO = 15  # from the proposal that comes second


@dataclass(frozen=True)
class Quota:
    """So much of a payment on a due that still has ``residuo`` to pay."""

    scadenza: int
    descrizione: str
    residuo: Decimal
    importo: Decimal


def valuta_quote(disponibile: Decimal, quote: Sequence[Quota]) -> Esito:
    """Whether a payment with ``disponibile`` left can cover these dues so (invariant: never more than either)."""
    ostacoli = [
        no(f"«{q.descrizione}»: restano da pagare {in_euro(q.residuo)}, non {in_euro(q.importo)}")
        for q in quote
        if q.importo > q.residuo
    ]
    ostacoli += [no(f"«{q.descrizione}»: scrivi un importo maggiore di zero") for q in quote if q.importo <= 0]
    doppie = [pk for pk, volte in Counter(q.scadenza for q in quote).items() if volte > 1]
    if doppie:
        ostacoli.append(no("La stessa scadenza compare due volte"))
    somma = sum((q.importo for q in quote), ZERO)
    if somma > disponibile:
        ostacoli.append(no(f"Le quote fanno {in_euro(somma)}, ma da abbinare ci sono {in_euro(disponibile)}"))
    return Esito(tuple(ostacoli)) if ostacoli else Esito((si(f"Le quote fanno {in_euro(somma)}"),))


@dataclass(frozen=True)
class Conguaglio:
    """The year-end difference of the charges: ``importo`` is due by the tenant, or to be given back."""

    importo: Decimal
    da_restituire: bool


def calcola_conguaglio(*, anticipato: Decimal, effettivo: Decimal) -> Conguaglio | None:
    """Actual charges of the year less the advances asked; None when they are equal (L. 392/78 art. 9)."""
    differenza = effettivo - anticipato
    return Conguaglio(abs(differenza), differenza < 0) if differenza else None


def e_sicura(importo: Decimal, proposte: Sequence[Proposta]) -> bool:
    """Whether the strongest proposal leaves no doubt: it spends the whole line and no other comes near."""
    if not proposte or proposte[0].totale != abs(importo) or proposte[0].forza < FORZA_SICURA:
        return False
    return len(proposte) == 1 or proposte[0].forza - proposte[1].forza >= DISTACCO


@dataclass(frozen=True)
class Fascia:
    """A band of days past due, closed: ``fino_a`` None is «and more»."""

    etichetta: str
    da: int
    fino_a: int | None


FASCE = (
    Fascia("1–30 giorni", 1, 30),
    Fascia("31–60 giorni", 31, 60),
    Fascia("61–90 giorni", 61, 90),
    Fascia("oltre 90 giorni", 91, None),
)


@dataclass(frozen=True)
class Movimento:
    """A line of an account: ``dare`` is asked, ``avere`` is paid."""

    giorno: date
    testo: str
    dare: Decimal = ZERO
    avere: Decimal = ZERO
    url: str = ""


def con_saldo(movimenti: Sequence[Movimento]) -> list[tuple[Movimento, Decimal]]:
    """Each line in order of day with what is owed after it."""
    saldo, righe = ZERO, []
    for movimento in sorted(movimenti, key=lambda m: (m.giorno, m.avere > 0)):
        saldo += movimento.dare - movimento.avere
        righe.append((movimento, saldo))
    return righe
