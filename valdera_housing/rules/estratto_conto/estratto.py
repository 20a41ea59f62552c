"""The shape of a bank statement once read, and what every format has in common: joining, checking, naming each line.

A movement carries the sign it has on the account: positive what comes in, negative what goes out.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from stdnum import iban as stdnum_iban

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.giorni import in_cifre

MAX_CAUSALE, MAX_CONTROPARTE, MAX_RIFERIMENTO = 1000, 200, 140  # characters kept

_IMPORTO = re.compile(r"[0-9]{1,11}([.,][0-9]{0,5})?")


class EstrattoIlleggibile(Exception):
    """The file cannot be read as a statement; the message is the Italian sentence for the office."""


@dataclass(frozen=True)
class MovimentoLetto:
    """One line of the account. ``impronta`` names it for ever: see `con_impronte`."""

    data: date
    valuta: date
    importo: Decimal
    causale: str = ""
    controparte: str = ""
    controparte_iban: str = ""
    riferimento: str = ""
    impronta: str = ""


@dataclass(frozen=True)
class Spezzone:
    """What a reader finds: one statement of the file, still to be joined to the others.

    ``conto`` is as the bank writes it (an IBAN, or something else). A balance that the format has not is None.
    """

    movimenti: tuple[MovimentoLetto, ...]
    conto: str = ""
    dal: date | None = None
    al: date | None = None
    saldo_iniziale: Decimal | None = None
    saldo_finale: Decimal | None = None
    avvisi: tuple[str, ...] = ()


@dataclass(frozen=True)
class EstrattoLetto:
    """The whole file. ``avvisi`` are Italian sentences for who is about to confirm it."""

    iban: str
    dal: date
    al: date
    saldo_iniziale: Decimal | None
    saldo_finale: Decimal | None
    movimenti: tuple[MovimentoLetto, ...]
    avvisi: tuple[str, ...] = ()


# --- joining ------------------------------------------------------------------------------


def componi(spezzoni: Sequence[Spezzone], iban_atteso: str = "") -> EstrattoLetto:
    """One statement out of the pieces of a file, checked and with the fingerprints.

    ``iban_atteso`` is the account the office is loading: a file of another account is refused, a file that
    does not say whose it is (most CSV) is taken as that account's.
    """
    iban, avvisi = _conto(spezzoni, iban_atteso)
    spezzoni = sorted(spezzoni, key=lambda s: _inizio(s) or date.min)
    avvisi += [frase for spezzone in spezzoni for frase in (*spezzone.avvisi, *_quadratura(spezzone))]
    avvisi += [frase for prima, dopo in pairwise(spezzoni) for frase in _salto(prima, dopo)]
    dal, al = _periodo(spezzoni)
    return EstrattoLetto(
        iban=iban,
        dal=dal,
        al=al,
        saldo_iniziale=spezzoni[0].saldo_iniziale,
        saldo_finale=spezzoni[-1].saldo_finale,
        movimenti=con_impronte(iban, (m for spezzone in spezzoni for m in spezzone.movimenti)),
        avvisi=tuple(dict.fromkeys(avvisi)),
    )


def _conto(spezzoni: Sequence[Spezzone], atteso: str) -> tuple[str, list[str]]:
    if not spezzoni:
        raise EstrattoIlleggibile("Nel file non c'è nessun estratto conto.")
    trovati = {iban_in(spezzone.conto) or spezzone.conto.strip() for spezzone in spezzoni}
    if len(trovati) > 1:
        raise EstrattoIlleggibile("Il file contiene estratti di conti diversi: esporta un conto alla volta.")
    scritto, atteso = iban_in(trovati.pop()), iban_in(atteso)
    if scritto and atteso and scritto != atteso:
        raise EstrattoIlleggibile(f"L'estratto è del conto {scritto}, non del conto {atteso}.")
    if scritto:
        return scritto, []
    return atteso, ["Il file non dice l'IBAN del conto: controlla che sia quello giusto."]


def _inizio(spezzone: Spezzone) -> date | None:
    return spezzone.dal or min((m.data for m in spezzone.movimenti), default=spezzone.al)


def _periodo(spezzoni: Sequence[Spezzone]) -> tuple[date, date]:
    """From the first to the last day: those declared, widened by the days of the movements."""
    giorni = [giorno for s in spezzoni for giorno in (s.dal, s.al) if giorno]
    giorni += [m.data for s in spezzoni for m in s.movimenti]
    if not giorni:
        raise EstrattoIlleggibile("L'estratto non ha movimenti e non dice di quale periodo è.")
    return min(giorni), max(giorni)


def _quadratura(spezzone: Spezzone) -> list[str]:
    """Opening balance and movements must give the closing balance."""
    if spezzone.saldo_iniziale is None or spezzone.saldo_finale is None:
        return []
    atteso = spezzone.saldo_iniziale + sum((m.importo for m in spezzone.movimenti), ZERO)
    if atteso == spezzone.saldo_finale:
        return []
    return [
        f"Il saldo iniziale e i movimenti danno {in_euro(atteso)}, ma il saldo finale è "
        f"{in_euro(spezzone.saldo_finale)}: differenza {in_euro(spezzone.saldo_finale - atteso)}."
    ]


def _salto(prima: Spezzone, dopo: Spezzone) -> list[str]:
    """Two statements in a row must join: the closing balance of one is the opening balance of the next."""
    chiusura, apertura = prima.saldo_finale, dopo.saldo_iniziale
    if chiusura is None or apertura is None or chiusura == apertura:
        return []
    quando = _inizio(dopo)
    return [
        f"Tra un estratto e il successivo{f' (dal {in_cifre(quando)})' if quando else ''} il saldo passa da "
        f"{in_euro(chiusura)} a {in_euro(apertura)}: forse manca un periodo."
    ]


# --- naming each line ---------------------------------------------------------------------


def con_impronte(iban: str, movimenti: Iterable[MovimentoLetto]) -> tuple[MovimentoLetto, ...]:
    """The movements, each with a fingerprint that comes out the same from every file that contains it.

    Banks give no identifier that every format carries, so the line names itself: account, day, amount, and
    description with reference reduced to letters and digits (a bank breaks the same line differently in two
    downloads). Two equal payments of one day are told apart by their place among the equals of that day:
    first, second. A file holds a day from its beginning, so an overlapping file, a longer one, or one in
    reverse order gives the first of them the same name again. The balance and the value date stay out,
    because banks correct them afterwards. The same movement in another *format* has other words, hence
    another name.
    """
    gia_visti: Counter[str] = Counter()
    nominati = []
    for movimento in movimenti:
        testo = f"{movimento.causale}{movimento.controparte}{movimento.controparte_iban}{movimento.riferimento}"
        riga = f"{iban}|{movimento.data.isoformat()}|{movimento.importo:.2f}|{_essenziale(testo)}"
        gia_visti[riga] += 1
        impronta = hashlib.sha256(f"{riga}|{gia_visti[riga]}".encode()).hexdigest()
        nominati.append(replace(movimento, impronta=impronta))
    return tuple(nominati)


def _essenziale(testo: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", testo.casefold()) if c.isalnum())


# --- values -------------------------------------------------------------------------------


def pulito(testo: str | None, massimo: int) -> str:
    """Fit for a screen and a database: single spaces, no control characters, no more than ``massimo``."""
    leggibile = "".join(c if c.isprintable() else " " for c in testo or "")
    return " ".join(leggibile.split())[:massimo].rstrip()


def unisci(pezzi: Iterable[str | None]) -> str:
    """The pieces that say something, once each, in order."""
    return " ".join(dict.fromkeys(p for pezzo in pezzi if (p := " ".join((pezzo or "").split()))))


def iban_in(testo: str | None) -> str:
    """The IBAN written in ``testo``, compact; an Italian one may be followed by the currency. Empty when none."""
    compatto = re.sub(r"[^A-Z0-9]", "", (testo or "")[:60].upper())
    for candidato in (compatto, compatto[:27]):
        if stdnum_iban.is_valid(candidato):
            return str(candidato)
    return ""


def importo_positivo(testo: str) -> Decimal | None:
    """An amount without sign nor thousands, dot or comma, as the banking standards write it; None if it is not.

    Decimals after the second must be zeros: nothing is ever rounded.
    """
    if not _IMPORTO.fullmatch(testo):
        return None
    valore = Decimal(testo.replace(",", "."))
    arrotondato = valore.quantize(ZERO)
    return arrotondato if arrotondato == valore else None


def giorno_plausibile(giorno: date) -> bool:
    return 1970 <= giorno.year <= 2199
