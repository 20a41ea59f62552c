"""How a bill of a house is divided among who lived there: by the days lived, to the cent (domain.md 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cohousing.choices import Criterio
from valdera_housing.kit.denaro import CENTESIMO, ZERO, centesimi, in_euro
from valdera_housing.kit.esito import Esito, no, si
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.scrittura import in_data

DECIMALI_DEL_PESO = 100


@dataclass(frozen=True)
class Abitante:
    """A stay with a day in the period: which, its days (no end while it lives there), persons, m²."""

    permanenza: int
    unita: str
    giorni: Periodo
    persone: int
    mq: Decimal | None


@dataclass(frozen=True)
class Letti:
    """Bed-days of the units of a house in a period: all, and those of units somebody lived in."""

    tutti: int
    vissuti: int

    @property
    def vuoti(self) -> int:
        return max(self.tutti - self.vissuti, 0)


@dataclass(frozen=True)
class Parte:
    """What a stay owes: ``peso`` is days × ``misura`` (one, persons or m²), ``importo`` is in euro."""

    permanenza: int
    giorni: int
    misura: Decimal
    peso: Decimal
    importo: Decimal


def ripartisci(importo: Decimal, pesi: Sequence[Decimal]) -> list[Decimal]:
    """Shares in cents, proportional to ``pesi``, that sum to ``importo``: the cents left go to the largest remainders.

    Equal remainders in the order given. Weights have at most two decimals and are not negative. Raises ValueError
    when they sum to zero.
    """
    interi = [int(peso * DECIMALI_DEL_PESO) for peso in pesi]
    somma, cent = sum(interi), int(importo / CENTESIMO)
    if somma <= 0:
        raise ValueError("I pesi devono avere somma positiva.")
    quote = [cent * peso // somma for peso in interi]
    per_resto = sorted(range(len(interi)), key=lambda n: (-(cent * interi[n] % somma), n))
    for n in per_resto[: cent - sum(quote)]:
        quote[n] += 1
    return [quota * CENTESIMO for quota in quote]


def valuta_ripartizione(
    criterio: str, periodo: Periodo, abitanti: Sequence[Abitante], *, importo: Decimal, a_carico: Decimal, oggi: date
) -> Esito:
    """Whether a bill can be divided now, and if not why."""
    motivi = []
    if not ZERO <= a_carico <= importo:
        motivi.append(no(f"La parte dell’ente va da zero a {in_euro(importo)}, quanto è la spesa"))
    fine = periodo.ultimo
    if fine >= oggi:
        motivi.append(
            no(f"Il periodo finisce il {in_data(fine)}: si divide quando è finito, contando i giorni vissuti")
        )
    elif not any(periodo.tocca(a.giorni) for a in abitanti):
        motivi.append(
            no(
                "In quei giorni nella casa non abitava nessuno: non c’è con chi dividerla. "
                "Se la paga l’ente, registrala fra le spese della casa"
            )
        )
    senza = sorted({a.unita for a in abitanti if a.mq is None}) if criterio == Criterio.SUPERFICIE else []
    if senza:
        motivi.append(no(f"Per dividere secondo i metri quadri mancano quelli di: {', '.join(senza)}"))
    return Esito(tuple(motivi) or (si("Si divide fra chi ha abitato la casa in quei giorni"),))


def dividi(criterio: str, periodo: Periodo, abitanti: Sequence[Abitante], da_dividere: Decimal) -> list[Parte]:
    """The part of each who lived there, in the order given; call it when ``valuta_ripartizione`` says yes."""
    misure = [(a, periodo.giorni_comuni(a.giorni), misura_di(criterio, a)) for a in abitanti]
    presenti = [(a, giorni, misura) for a, giorni, misura in misure if giorni]
    pesi = [giorni * misura for _, giorni, misura in presenti]
    return [
        Parte(a.permanenza, giorni, misura, peso, importo)
        for (a, giorni, misura), peso, importo in zip(presenti, pesi, ripartisci(da_dividere, pesi), strict=True)
    ]


def misura_di(criterio: str, abitante: Abitante) -> Decimal:
    """What the days of a household are multiplied by."""
    if criterio == Criterio.PERSONE:
        return Decimal(abitante.persone)
    if criterio == Criterio.SUPERFICIE:
        return abitante.mq or ZERO
    return Decimal(1)


def parte_per_i_vuoti(importo: Decimal, letti: Letti) -> Decimal:
    """What the ETS is proposed to take on: the share of the beds nobody lived in, in euro, half-up."""
    return centesimi(importo * letti.vuoti / letti.tutti) if letti.tutti else ZERO


def valuta_spesa_comune(*, documento_del: date, dal: date, al: date, pagata_il: date | None, oggi: date) -> Esito:
    """Whether the days of a bill make sense together."""
    motivi = []
    if documento_del > oggi:
        motivi.append(no("La data del documento è nel futuro"))
    if al < dal:
        motivi.append(no("L’ultimo giorno del periodo non viene prima del primo"))
    if pagata_il and pagata_il > oggi:
        motivi.append(no("Il giorno del pagamento è nel futuro: si registra quando è fatto"))
    return Esito(tuple(motivi) or (si("Le date vanno bene"),))
