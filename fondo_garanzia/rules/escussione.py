"""What the fund pays on a claim of the owner, in euro, line by line (domain.md 3.5; scenario 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.scrittura import in_data, plurale

Ordine = Literal["DANNI", "CANONI"]

LETTERA = "lettera di garanzia"
FIDEIUSSIONE = "art. 1941 c.c."
DEPOSITO = "art. 11 L. 392/1978"
REGOLAMENTO = "regolamento del fondo"

NETTO_CANONI, NETTO_DANNI = "Canoni al netto", "Danni al netto"
PAGA_CANONI, PAGA_DANNI = "Il fondo paga per i canoni", "Il fondo paga per i danni"
PAGA, NON_COPERTO = "Il fondo paga in tutto", "Resta non coperto"
RISULTATI = (PAGA_CANONI, PAGA_DANNI, PAGA, NON_COPERTO)

SEMPRE = (("MESSA_IN_MORA", "la messa in mora"), ("ESTRATTO_CANONI", "l’estratto dei canoni non pagati"))
PER_I_DANNI = (
    ("PREVENTIVO_DANNI", "il preventivo dei danni"),
    ("FOTO", "le fotografie dei danni"),
    ("VERBALE_CONSEGNA", "il verbale di consegna"),
    ("VERBALE_RILASCIO", "il verbale di rilascio"),
)


@dataclass(frozen=True)
class MeseRichiesto:
    """A month of rent not paid (``competenza`` is its first day), what public bodies and others already gave."""

    competenza: date
    richiesto: Decimal
    contributi: Decimal = ZERO
    recuperato: Decimal = ZERO

    @property
    def netto(self) -> Decimal:
        return max(self.richiesto - self.contributi - self.recuperato, ZERO)


@dataclass(frozen=True)
class Richiesta:
    """What the owner asks for, and the deposit he keeps."""

    mesi: tuple[MeseRichiesto, ...] = ()
    danni: Decimal = ZERO
    danni_recuperati: Decimal = ZERO
    deposito: Decimal = ZERO
    ordine: Ordine = "DANNI"

    @property
    def in_ordine(self) -> list[MeseRichiesto]:
        """The months, oldest first."""
        return sorted(self.mesi, key=lambda mese: mese.competenza)

    @property
    def danni_netti(self) -> Decimal:
        return max(self.danni - self.danni_recuperati, ZERO)


@dataclass(frozen=True)
class Copertura:
    """What is left of the guarantee: the two caps, the months already paid, the franchise.

    ``franchigia`` is how many months stay with the owner; ``in_franchigia`` those that earlier claims left to him.
    """

    residuo_canoni: Decimal
    residuo_danni: Decimal
    franchigia: int = 0
    in_franchigia: frozenset[date] = frozenset()
    mesi_pagati: frozenset[date] = frozenset()


@dataclass(frozen=True)
class RigaCalcolo:
    """A line of the explanation; what is taken away is negative."""

    voce: str
    importo: Decimal
    nota: str = ""


@dataclass(frozen=True)
class QuotaMese:
    """Where the euros of a month go: every one of them goes to one place."""

    mese: MeseRichiesto
    franchigia: Decimal = ZERO
    deposito: Decimal = ZERO
    ammesso: Decimal = ZERO

    @property
    def non_coperto(self) -> Decimal:
        return self.mese.netto - self.deposito - self.ammesso


@dataclass(frozen=True)
class Calcolo:
    """What the fund pays, for which months, and why."""

    quote: tuple[QuotaMese, ...]
    ammesso_canoni: Decimal
    ammesso_danni: Decimal
    non_coperto: Decimal
    righe: tuple[RigaCalcolo, ...]

    @property
    def importo(self) -> Decimal:
        return self.ammesso_canoni + self.ammesso_danni


def in_mese(giorno: date) -> str:
    """``settembre 2026``."""
    return f"{MESI[giorno.month - 1]} {giorno.year}"


def mesi_in_franchigia(franchigia: int, precedenti: Iterable[Sequence[date]]) -> frozenset[date]:
    """The months that claims already paid left to the owner: the first ``franchigia`` ever asked, oldest first.

    ``precedenti`` are the months of each paid claim, in the order of the payments.
    """
    lasciati: list[date] = []
    for mesi in precedenti:
        nuovi = [mese for mese in sorted(mesi) if mese not in lasciati]
        lasciati += nuovi[: max(franchigia - len(lasciati), 0)]
    return frozenset(lasciati)


def calcola_escussione(richiesta: Richiesta, copertura: Copertura) -> Calcolo:
    """``min(residual cap, net unpaid rents) + min(residual cap, net damages)``, with every line of the way.

    From each month what others already gave is taken away, then the months of the franchise stay with the owner, then
    the deposit he keeps covers damages and rents in the order agreed, oldest month first; the caps come last. A month
    the guarantee already paid gets nothing.
    """
    franchigia = _mesi_del_proprietario(richiesta, copertura)
    chiedibile = {
        mese.competenza: ZERO if mese.competenza in franchigia | copertura.mesi_pagati else mese.netto
        for mese in richiesta.mesi
    }
    canoni, danni = sum(chiedibile.values(), ZERO), richiesta.danni_netti
    ai_danni, ai_canoni = dividi_deposito(richiesta.deposito, richiesta.ordine, danni=danni, canoni=canoni)
    ammesso_canoni = min(copertura.residuo_canoni, canoni - ai_canoni)
    ammesso_danni = min(copertura.residuo_danni, danni - ai_danni)
    quote = _quote(richiesta, chiedibile, franchigia, ai_canoni, ammesso_canoni)
    resta_canoni = sum((quota.non_coperto for quota in quote), ZERO)
    non_coperto = resta_canoni + danni - ai_danni - ammesso_danni
    righe = (
        *_righe_canoni(richiesta, quote, copertura.mesi_pagati),
        *_righe_danni(richiesta),
        *_righe_deposito(richiesta, ai_danni, ai_canoni),
        RigaCalcolo(NETTO_CANONI, canoni - ai_canoni),
        RigaCalcolo(PAGA_CANONI, ammesso_canoni, _entro(copertura.residuo_canoni, "canoni")),
        RigaCalcolo(NETTO_DANNI, danni - ai_danni),
        RigaCalcolo(PAGA_DANNI, ammesso_danni, _entro(copertura.residuo_danni, "danni")),
        RigaCalcolo(PAGA, ammesso_canoni + ammesso_danni),
        RigaCalcolo(NON_COPERTO, non_coperto, "Il fondo non lo paga: è oltre la garanzia o a carico del proprietario"),
    )
    return Calcolo(tuple(quote), ammesso_canoni, ammesso_danni, non_coperto, righe)


def dividi_deposito(deposito: Decimal, ordine: Ordine, *, danni: Decimal, canoni: Decimal) -> tuple[Decimal, Decimal]:
    """How much of the deposit goes to the damages and how much to the rents; what is over goes to neither."""
    if ordine == "DANNI":
        ai_danni = min(deposito, danni)
        return ai_danni, min(deposito - ai_danni, canoni)
    ai_canoni = min(deposito, canoni)
    return min(deposito - ai_canoni, danni), ai_canoni


def _mesi_del_proprietario(richiesta: Richiesta, copertura: Copertura) -> frozenset[date]:
    """The months of this claim that stay with the owner: those of before, then the oldest up to the franchise."""
    nuovi = [m.competenza for m in richiesta.in_ordine if m.competenza not in copertura.in_franchigia]
    restano = max(copertura.franchigia - len(copertura.in_franchigia), 0)
    return copertura.in_franchigia | frozenset(nuovi[:restano])


def _quote(
    richiesta: Richiesta,
    chiedibile: dict[date, Decimal],
    franchigia: frozenset[date],
    deposito: Decimal,
    ammesso: Decimal,
) -> list[QuotaMese]:
    """Deposit and payment on the months, oldest first: a cap reached leaves the last ones out."""
    quote = []
    for mese in richiesta.in_ordine:
        del_proprietario = mese.netto if mese.competenza in franchigia else ZERO
        dal_deposito = min(deposito, chiedibile[mese.competenza])
        pagato = min(ammesso, chiedibile[mese.competenza] - dal_deposito)
        quote.append(QuotaMese(mese, del_proprietario, dal_deposito, pagato))
        deposito, ammesso = deposito - dal_deposito, ammesso - pagato
    return quote


def _righe_canoni(richiesta: Richiesta, quote: Sequence[QuotaMese], pagati: frozenset[date]) -> Iterable[RigaCalcolo]:
    mesi = richiesta.in_ordine
    quanti = f"{len(mesi)} {plurale(len(mesi), 'mese,mesi')}"
    nota = f"{quanti}: {', '.join(in_mese(mese.competenza) for mese in mesi)}" if mesi else "Nessun mese richiesto"
    yield RigaCalcolo("Canoni non pagati", sum((mese.richiesto for mese in mesi), ZERO), nota)
    contributi = sum((min(mese.contributi, mese.richiesto) for mese in mesi), ZERO)
    recuperato = sum((mese.richiesto - mese.netto for mese in mesi), ZERO) - contributi
    if contributi:
        nota = f"Lo stesso mese non si paga due volte con soldi pubblici ({FIDEIUSSIONE})"
        yield RigaCalcolo("Contributi pubblici già pagati", -contributi, nota)
    if recuperato:
        yield RigaCalcolo(
            "Canoni già recuperati", -recuperato, f"Si garantisce solo quello che è dovuto ({FIDEIUSSIONE})"
        )
    franchigia = [quota for quota in quote if quota.franchigia]
    if franchigia:
        nomi = ", ".join(in_mese(quota.mese.competenza) for quota in franchigia)
        totale = sum((quota.franchigia for quota in franchigia), ZERO)
        yield RigaCalcolo("Mesi a carico del proprietario", -totale, f"{nomi.capitalize()} ({LETTERA})")
    ripetuti = [quota for quota in quote if quota.mese.competenza in pagati and not quota.franchigia]
    if ripetuti:
        nomi = ", ".join(in_mese(quota.mese.competenza) for quota in ripetuti)
        totale = sum((quota.mese.netto for quota in ripetuti), ZERO)
        yield RigaCalcolo("Mesi che il fondo ha già pagato", -totale, f"{nomi.capitalize()} ({REGOLAMENTO})")


def _righe_danni(richiesta: Richiesta) -> Iterable[RigaCalcolo]:
    if not richiesta.danni:
        return
    yield RigaCalcolo("Danni", richiesta.danni, "Come dal preventivo, confrontati con i due verbali")
    if richiesta.danni_recuperati:
        rimborsati = richiesta.danni - richiesta.danni_netti
        yield RigaCalcolo(
            "Danni già rimborsati da altri", -rimborsati, f"Si toglie quello che è già rientrato ({FIDEIUSSIONE})"
        )


def _righe_deposito(richiesta: Richiesta, ai_danni: Decimal, ai_canoni: Decimal) -> Iterable[RigaCalcolo]:
    if not richiesta.deposito:
        return
    danni = RigaCalcolo("Deposito che copre i danni", -ai_danni, f"Il deposito trattenuto si usa prima ({DEPOSITO})")
    canoni = RigaCalcolo("Deposito che copre i canoni", -ai_canoni, f"Dal mese più vecchio ({DEPOSITO})")
    yield from (danni, canoni) if richiesta.ordine == "DANNI" else (canoni, danni)
    avanzo = richiesta.deposito - ai_danni - ai_canoni
    if avanzo:
        yield RigaCalcolo("Deposito che avanza", avanzo, f"Il proprietario lo rende all’inquilino ({DEPOSITO})")


def _entro(residuo: Decimal, di_che_cosa: str) -> str:
    return f"Il massimale che resta per i {di_che_cosa} è {in_euro(residuo)} ({LETTERA})"


def spiega_rifiuto(richiesta: Richiesta, motivo: str) -> tuple[RigaCalcolo, ...]:
    """The lines of a claim refused: what was asked, that nothing is paid, and why."""
    canoni = sum((mese.richiesto for mese in richiesta.mesi), ZERO)
    return (
        RigaCalcolo("Canoni non pagati", canoni),
        RigaCalcolo("Danni", richiesta.danni),
        RigaCalcolo(PAGA, ZERO, motivo),
    )


@dataclass(frozen=True)
class Circostanze:
    """What decides whether a claim can be paid at all: when, for which months, with which documents.

    ``presenti`` are the kinds of document; ``dal`` and ``al`` the validity of the guarantee; ``giorni`` the time to
    claim after the event.
    """

    evento_il: date
    presentata_il: date
    giorni: int
    dal: date
    al: date
    mesi: tuple[date, ...]
    con_danni: bool
    presenti: frozenset[str]
    mesi_pagati: frozenset[date] = frozenset()


def documenti_mancanti(presenti: frozenset[str], *, con_danni: bool) -> list[str]:
    """The documents still to bring, by name."""
    serve = (*SEMPRE, *PER_I_DANNI) if con_danni else SEMPRE
    return [nome for tipo, nome in serve if tipo not in presenti]


def valuta_mesi_pagati(mesi: Iterable[date], pagati: frozenset[date]) -> Esito:
    """No for each month the guarantee already paid, by name (invariant c.5); nothing to say otherwise."""
    ripetuti = sorted(set(mesi) & pagati)
    return Esito(
        tuple(
            no(f"Il fondo ha già pagato {in_mese(m)}: un mese si paga una volta sola", REGOLAMENTO) for m in ripetuti
        )
    )


def valuta_ammissibilita(c: Circostanze) -> Esito:
    """Whether the claim is in time, inside the guarantee and with its documents; a home not released is a warning."""
    motivi = [_tempo(c), *_mesi(c), *valuta_mesi_pagati(c.mesi, c.mesi_pagati).motivi, *_documenti(c)]
    if "VERBALE_RILASCIO" not in c.presenti and not c.con_danni:
        motivi.append(
            avviso("Non c’è il verbale di rilascio: controlla se la casa è libera e se serve che lo sia", REGOLAMENTO)
        )
    return Esito(tuple(motivi))


def _tempo(c: Circostanze) -> Motivo:
    dopo = (c.presentata_il - c.evento_il).days
    quando = f"Presentata {dopo} {plurale(dopo, 'giorno,giorni')} dopo il fatto del {in_data(c.evento_il)}"
    if dopo > c.giorni:
        return no(f"{quando}: il termine è di {c.giorni} giorni", REGOLAMENTO)
    return si(f"{quando}, entro il termine di {c.giorni}", REGOLAMENTO)


def _mesi(c: Circostanze) -> Iterable[Motivo]:
    if not c.mesi and not c.con_danni:
        yield no("Non è richiesto niente: scrivi almeno un mese non pagato, o i danni", LETTERA)
    fuori = [mese for mese in sorted(c.mesi) if not c.dal.replace(day=1) <= mese <= c.al]
    for mese in fuori:
        yield no(
            f"{in_mese(mese).capitalize()} è fuori dalla garanzia, che vale dal {in_data(c.dal)} al {in_data(c.al)}",
            LETTERA,
        )
    for mese in sorted(c.mesi):
        if mese > c.presentata_il:
            yield no(
                f"{in_mese(mese).capitalize()} viene dopo la richiesta: non può essere già non pagato", REGOLAMENTO
            )
    if c.mesi and not fuori:
        yield si(
            f"I mesi richiesti sono dentro la garanzia, che vale dal {in_data(c.dal)} al {in_data(c.al)}", LETTERA
        )


def _documenti(c: Circostanze) -> Iterable[Motivo]:
    mancanti = documenti_mancanti(c.presenti, con_danni=c.con_danni)
    if not mancanti:
        yield si("Ci sono tutti i documenti", REGOLAMENTO)
    for nome in mancanti:
        yield no(f"Manca {nome}" if not nome.startswith("le ") else f"Mancano {nome}", REGOLAMENTO)
