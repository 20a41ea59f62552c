"""Whether a month of the dedicated account balances to the cent, and what is missing when it does not (domain.md 3.3).

``saldo della banca - cassa dei fondi`` is always the sum of the effects of what is missing: nothing is unexplained.
A closed month needs more than a difference of zero: no line without movements, no movement without a line, statements
for every day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, no, si
from valdera_housing.kit.giorni import MESI, in_cifre

FONTE = "convenzione, conto dedicato"
UN_GIORNO = timedelta(days=1)


class Manca(StrEnum):
    """What may be missing; the first ones are the first to look at."""

    ESTRATTO = "ESTRATTO"
    SALDO_ESTRATTO = "SALDO_ESTRATTO"
    APERTURA = "APERTURA"
    SALDO = "SALDO"
    RIGA = "RIGA"
    RIGA_IN_PARTE = "RIGA_IN_PARTE"
    MOVIMENTO = "MOVIMENTO"
    ALTRO_MESE = "ALTRO_MESE"


# fmt: off
RIMEDI = {
    Manca.ESTRATTO:       "Carica un estratto conto che comprenda questi giorni.",
    Manca.SALDO_ESTRATTO: "Carica di nuovo l’estratto: manca una riga, o ce n’è una di troppo.",
    Manca.APERTURA:       "Registra nei fondi quello che c’era sul conto prima del primo estratto.",
    Manca.SALDO:          "Controlla il saldo scritto; se è giusto, agli estratti caricati manca una riga.",
    Manca.RIGA:           "Collegala ai suoi movimenti, abbinala se è una rata, o registrala come spesa o interesse.",
    Manca.RIGA_IN_PARTE:  "Sciogli e collega di nuovo, oppure abbina nel partitario il resto del pagamento.",
    Manca.MOVIMENTO:      "Collegalo alla sua riga; se la banca non l’ha mai avuto, rettificalo nello stesso mese.",
    Manca.ALTRO_MESE:     "Rettifica il movimento e riscrivilo con la data della banca.",
}
# fmt: on


def in_mese(mese: date) -> str:
    """``novembre 2026``."""
    return f"{MESI[mese.month - 1]} {mese.year}"


@dataclass(frozen=True)
class RigaBanca:
    """A line of the bank, in euro with its sign; ``riscontrato`` is the sum of the movements joined to it."""

    pk: int
    giorno: date
    importo: Decimal
    riscontrato: Decimal = ZERO
    testo: str = ""


@dataclass(frozen=True)
class MovimentoDiCassa:
    """A movement of a fund, in euro with its sign. ``riga`` and ``riga_il`` are its bank line, when it has one.

    ``origine`` is the movement it corrects, or itself.
    """

    pk: int
    giorno: date
    effetto: Decimal
    origine: int
    riga_il: date | None = None
    testo: str = ""
    riga: int | None = None


@dataclass(frozen=True)
class EstrattoCaricato:
    """The days of a statement and its closing balance. ``calcolato`` is what the lines give on its last day."""

    dal: date
    al: date
    saldo_iniziale: Decimal | None = None
    saldo_finale: Decimal | None = None
    calcolato: Decimal = ZERO


@dataclass(frozen=True)
class SituazioneMese:
    """What is known of the account up to the last day of a month (``fine``), in euro.

    ``righe`` and ``movimenti`` need only those not joined, or joined across the end of a month; ``somma_righe`` and
    ``cassa`` are over all of them up to ``fine``. ``apertura`` is the opening balance of the first statement, or None.
    """

    fine: date
    somma_righe: Decimal
    cassa: Decimal
    righe: Sequence[RigaBanca] = ()
    movimenti: Sequence[MovimentoDiCassa] = ()
    estratti: Sequence[EstrattoCaricato] = ()
    apertura: Decimal | None = None

    @property
    def inizio(self) -> date | None:
        """The first day the statements tell."""
        return min((e.dal for e in self.estratti), default=None)


@dataclass(frozen=True)
class Mancanza:
    """Something to put right: its amount, what it does to «banca - cassa», and the way out.

    ``riga`` is the bank line from which to do it.
    """

    che_cosa: Manca
    giorno: date
    importo: Decimal
    effetto: Decimal
    testo: str
    riga: int | None = None

    @property
    def rimedio(self) -> str:
        return RIMEDI[self.che_cosa]


@dataclass(frozen=True)
class Riconciliazione:
    """The two balances at the end of the month and all that keeps them apart."""

    saldo_banca: Decimal
    cassa: Decimal
    mancanze: tuple[Mancanza, ...]

    @property
    def differenza(self) -> Decimal:
        return self.saldo_banca - self.cassa

    @property
    def spiegata(self) -> Decimal:
        """The difference told by what is missing: always the difference, to the cent."""
        return sum((m.effetto for m in self.mancanze), ZERO)

    @property
    def quadra(self) -> bool:
        return not self.mancanze and not self.differenza

    @property
    def senza_estratto(self) -> bool:
        return any(m.che_cosa == Manca.ESTRATTO for m in self.mancanze)

    @property
    def esito(self) -> Esito:
        """Whether the month can be closed, with every reason why it cannot."""
        if self.quadra:
            return Esito((si(f"Banca e fondi hanno {in_euro(self.cassa)}: il mese quadra", FONTE),))
        motivi = tuple(no(f"{m.testo}. {m.rimedio}") for m in self.mancanze)
        return Esito(motivi or (no("I conti stanno cambiando proprio adesso: ricarica la pagina"),))


def riconcilia(mese: SituazioneMese, saldo_scritto: Decimal | None = None) -> Riconciliazione:
    """Compare bank and funds on the last day of a month. ``saldo_scritto`` is what a person read in the statement.

    Without it the balance is that of a statement that ends on that day, else what the lines give.
    """
    prima = _prima_degli_estratti(mese)
    apertura = sum((m.effetto for m in prima), ZERO) if mese.apertura is None else mese.apertura
    calcolato = apertura + mese.somma_righe
    saldo = _saldo_alla_fine(mese, calcolato) if saldo_scritto is None else saldo_scritto
    mancanze = (
        *_giorni_senza_estratto(mese),
        *_saldi_diversi(mese),
        *_apertura_diversa(mese, apertura, prima),
        *_saldo_diverso(mese, saldo, calcolato),
        *_righe_da_registrare(mese),
        *_movimenti_senza_riga(mese, {m.pk for m in prima}),
        *_a_cavallo(mese),
    )
    return Riconciliazione(saldo, mese.cassa, mancanze)


def _saldo_alla_fine(mese: SituazioneMese, calcolato: Decimal) -> Decimal:
    finali = [e.saldo_finale for e in mese.estratti if e.al == mese.fine and e.saldo_finale is not None]
    return finali[-1] if finali else calcolato


# --- the statements -----------------------------------------------------------------------


def giorni_scoperti(estratti: Iterable[EstrattoCaricato], fine: date) -> list[tuple[date, date]]:
    """The days up to ``fine`` that no statement covers, as closed ranges.

    Between two statements nothing is missing when one closes with the balance the other opens with.
    """
    in_ordine = sorted(estratti, key=lambda e: (e.dal, e.al))
    if not in_ordine:
        return []
    scoperti, ultimo = [], in_ordine[0]
    for dopo in in_ordine[1:]:
        si_tengono = ultimo.saldo_finale is not None and ultimo.saldo_finale == dopo.saldo_iniziale
        if dopo.dal > ultimo.al + UN_GIORNO and not si_tengono:
            scoperti.append((ultimo.al + UN_GIORNO, dopo.dal - UN_GIORNO))
        ultimo = max(ultimo, dopo, key=lambda e: e.al)
    scoperti.append((ultimo.al + UN_GIORNO, fine))
    return [(dal, min(al, fine)) for dal, al in scoperti if dal <= min(al, fine)]


def _giorni_senza_estratto(mese: SituazioneMese) -> list[Mancanza]:
    if not mese.estratti:
        return [Mancanza(Manca.ESTRATTO, mese.fine, ZERO, ZERO, "Non c’è nessun estratto di questo conto")]
    return [
        Mancanza(Manca.ESTRATTO, dal, ZERO, ZERO, f"Manca l’estratto {_quali_giorni(dal, al)}")
        for dal, al in giorni_scoperti(mese.estratti, mese.fine)
    ]


def _quali_giorni(dal: date, al: date) -> str:
    return f"del {in_cifre(dal)}" if dal == al else f"dal {in_cifre(dal)} al {in_cifre(al)}"


def _saldi_diversi(mese: SituazioneMese) -> list[Mancanza]:
    """Statements that end before the month does, whose balance is not what the lines give; told where it begins."""
    noti = sorted((e for e in mese.estratti if e.saldo_finale is not None and e.al < mese.fine), key=lambda e: e.al)
    scarti = [(e, e.saldo_finale - e.calcolato) for e in noti if e.saldo_finale is not None]
    dallo_zero = [(None, ZERO), *scarti]
    return [
        Mancanza(
            Manca.SALDO_ESTRATTO,
            estratto.al,
            scarto - scarto_prima,
            ZERO,
            f"Al {in_cifre(estratto.al)} l’estratto dice {in_euro(estratto.saldo_finale or ZERO)}, "
            f"le sue righe danno {in_euro(estratto.calcolato)}",
        )
        for (_, scarto_prima), (estratto, scarto) in pairwise(dallo_zero)
        if estratto is not None and scarto != scarto_prima
    ]


def _saldo_diverso(mese: SituazioneMese, saldo: Decimal, calcolato: Decimal) -> list[Mancanza]:
    if saldo == calcolato:
        return []
    testo = f"Il saldo della banca è {in_euro(saldo)}, le righe caricate danno {in_euro(calcolato)}"
    return [Mancanza(Manca.SALDO, mese.fine, saldo - calcolato, saldo - calcolato, testo)]


# --- before the first statement -------------------------------------------------------------


def _prima_degli_estratti(mese: SituazioneMese) -> list[MovimentoDiCassa]:
    """Movements without a line because they are older than the statements: they are in the opening balance."""
    inizio = mese.inizio
    return [m for m in mese.movimenti if m.riga_il is None and inizio is not None and m.giorno < inizio]


def _apertura_diversa(mese: SituazioneMese, apertura: Decimal, prima: list[MovimentoDiCassa]) -> list[Mancanza]:
    registrato = sum((m.effetto for m in prima), ZERO)
    if mese.inizio is None or apertura == registrato:
        return []
    testo = (
        f"Il primo estratto comincia il {in_cifre(mese.inizio)} con {in_euro(apertura)}, "
        f"nei fondi prima di quel giorno ci sono {in_euro(registrato)}"
    )
    return [Mancanza(Manca.APERTURA, mese.inizio, apertura - registrato, apertura - registrato, testo)]


# --- lines and movements --------------------------------------------------------------------


def _righe_da_registrare(mese: SituazioneMese) -> list[Mancanza]:
    return [
        _riga_da_registrare(riga)
        for riga in mese.righe
        if riga.giorno <= mese.fine and riga.importo != riga.riscontrato
    ]


def _riga_da_registrare(riga: RigaBanca) -> Mancanza:
    resta = riga.importo - riga.riscontrato
    if not riga.riscontrato:
        testo = f"Riga della banca del {in_cifre(riga.giorno)}, {in_euro(riga.importo)}, non registrata nei fondi"
        return Mancanza(Manca.RIGA, riga.giorno, riga.importo, resta, testo, riga.pk)
    testo = (
        f"Riga della banca del {in_cifre(riga.giorno)}: sono {in_euro(riga.importo)}, "
        f"registrati nei fondi {in_euro(riga.riscontrato)}"
    )
    return Mancanza(Manca.RIGA_IN_PARTE, riga.giorno, resta, resta, testo, riga.pk)


def _movimenti_senza_riga(mese: SituazioneMese, prima: set[int]) -> list[Mancanza]:
    """Those of the funds that the bank does not know; what a correction took away whole never was."""
    soli = [m for m in mese.movimenti if m.riga_il is None and m.giorno <= mese.fine and m.pk not in prima]
    per_origine: dict[int, Decimal] = defaultdict(Decimal)
    for movimento in soli:
        per_origine[movimento.origine] += movimento.effetto
    libere = {r.importo: r.pk for r in reversed(mese.righe) if r.giorno <= mese.fine and not r.riscontrato}
    return [
        Mancanza(
            Manca.MOVIMENTO,
            m.giorno,
            m.effetto,
            -m.effetto,
            f"{m.testo or 'Movimento'} del {in_cifre(m.giorno)}, {in_euro(m.effetto)}, senza riga della banca",
            libere.get(m.effetto),
        )
        for m in soli
        if per_origine[m.origine]
    ]


def _a_cavallo(mese: SituazioneMese) -> list[Mancanza]:
    """Joined, but one side is of this month and the other is not."""
    trovate = []
    for m in mese.movimenti:
        if m.riga_il is None or (m.giorno <= mese.fine) == (m.riga_il <= mese.fine):
            continue
        effetto = m.effetto if m.riga_il <= mese.fine else -m.effetto
        testo = (
            f"{m.testo or 'Movimento'}, {in_euro(m.effetto)}: nei fondi è del {in_cifre(m.giorno)}, "
            f"in banca del {in_cifre(m.riga_il)}"
        )
        trovate.append(Mancanza(Manca.ALTRO_MESE, m.giorno, m.effetto, effetto, testo, m.riga))
    return trovate
