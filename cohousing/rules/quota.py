"""What a stay owes month by month, by the days it lived there (domain.md 5)."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, no, si
from valdera_housing.rules.dovuto import GiorniDelMese, dovuto_del_mese, giorni_del_mese


@dataclass(frozen=True)
class Soggiorno:
    """The days of a stay (closed) and its quota, euro a month; ``uscita_il`` is None while it lives there."""

    inizio: date
    fine: date
    uscita_il: date | None
    quota_mensile: Decimal


@dataclass(frozen=True)
class QuotaDelMese:
    """Euro due for the month that starts on ``mese``."""

    mese: date
    giorni: GiorniDelMese
    importo: Decimal


def paga_fino_al(soggiorno: Soggiorno, oggi: date) -> date:
    """The last day it pays for: the exit; its end while it lives there; past its end, the whole month of today."""
    if soggiorno.uscita_il:
        return soggiorno.uscita_il
    if soggiorno.fine >= oggi:
        return soggiorno.fine
    return oggi.replace(day=calendar.monthrange(oggi.year, oggi.month)[1])


def quote_dovute(soggiorno: Soggiorno, mesi: Sequence[date], *, oggi: date) -> Iterator[QuotaDelMese]:
    """The quotas of these months (first day of each), without those in which nothing is due."""
    al = paga_fino_al(soggiorno, oggi)
    for mese in mesi:
        giorni = giorni_del_mese(mese, dal=soggiorno.inizio, al=al)
        importo = dovuto_del_mese(soggiorno.quota_mensile, giorni)
        if giorni.goduti and importo > ZERO:
            yield QuotaDelMese(mese, giorni, importo)


def valuta_restituzione(
    *, uscita_il: date | None, versata: Decimal, gia_resa: Decimal, importo: Decimal, motivo: str
) -> Esito:
    """Whether so much of a deposit (euro) may be paid back; what is kept has its reason."""
    motivi = []
    if uscita_il is None:
        motivi.append(no("La cauzione si restituisce a chi è uscito: prima registra l’uscita"))
    elif not versata:
        motivi.append(no("Non risulta versata nessuna cauzione"))
    elif importo > versata:
        motivi.append(no(f"La cauzione versata è {in_euro(versata)}: non se ne restituisce di più"))
    elif importo < versata and not motivo:
        motivi.append(no(f"Scrivi perché si trattengono {in_euro(versata - importo)}"))
    if gia_resa:
        motivi.append(no(f"Ne sono già stati pagati {in_euro(gia_resa)}: l’importo non cambia più"))
    return Esito(tuple(motivi) or (si("Si può restituire"),))
