"""Arrears step by step, the threshold of the law and the instalment plan (domain.md 1.10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from valdera_housing.kit.denaro import CENTESIMO, ZERO, in_euro, rate
from valdera_housing.kit.esito import Esito, avviso, no, si
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import aggiungi_mesi

GIORNI_DI_LEGGE = 20
MENSILITA_ONERI = 2
RATE_PER_DECADERE = 2
RISOLUZIONE = "art. 5 L. 392/1978"
PIANO = "piano di rientro"

CodicePasso = Literal["APERTURA", "SOLLECITO", "LETTERA", "COLLOQUIO"]


@dataclass(frozen=True)
class SogliePassi:
    """Days late from which each step is due; the defaults of §1.10, changed by a parameter."""

    in_ritardo: int = 1
    sollecito: int = 10
    moroso: int = 20
    colloquio: int = 30


@dataclass(frozen=True)
class Passo:
    """A step of the procedure: what to do, and the day late from which it is due."""

    codice: CodicePasso
    nome: str
    azione: str
    dal_giorno: int


def passi(soglie: SogliePassi | None = None) -> tuple[Passo, ...]:
    """The steps, from the first day late on."""
    giorni = soglie or SogliePassi()
    return (
        Passo("APERTURA", "In ritardo", "Controlla se il pagamento è in arrivo", giorni.in_ritardo),
        Passo("SOLLECITO", "Sollecito bonario", "Chiama o scrivi al nucleo", giorni.sollecito),
        Passo(
            "LETTERA",
            "Lettera formale",
            "Manda la lettera, che lo dichiara moroso, e avvisa il servizio sociale",
            giorni.moroso,
        ),
        Passo("COLLOQUIO", "Colloquio", "Fissa un colloquio e proponi un piano di rientro", giorni.colloquio),
    )


def giorni_ritardo(scade_il: date, oggi: date) -> int:
    """Days since a due date, 0 on the day itself and before."""
    return max((oggi - scade_il).days, 0)


def passo_dovuto(giorni: int, soglie: SogliePassi | None = None) -> Passo | None:
    """The furthest step reached after ``giorni`` days late; None when nothing is late."""
    raggiunti = [passo for passo in passi(soglie) if giorni >= passo.dal_giorno]
    return raggiunti[-1] if raggiunti else None


def calendario_passi(scade_il: date, soglie: SogliePassi | None = None) -> tuple[tuple[date, Passo], ...]:
    """The day of each step, for an amount due on ``scade_il`` that nobody pays."""
    return tuple((scade_il + timedelta(days=passo.dal_giorno), passo) for passo in passi(soglie))


def valuta_morosita_di_legge(
    giorni_canone: int, oneri_scaduti: Decimal, canone_mensile: Decimal, *, giorni: int = GIORNI_DI_LEGGE
) -> Esito:
    """Negative when the law lets the contract be ended for non-payment (L. 392/1978 art. 5).

    More than twenty days after the due date of a rent still unpaid, or charges overdue for more than two monthly
    rents (euro).
    """
    limite = canone_mensile * MENSILITA_ONERI
    motivi = []
    if giorni_canone > giorni:
        frase = (
            f"Canone non pagato da {giorni_canone} giorni, oltre i {giorni} di legge: il contratto si può risolvere"
        )
        motivi.append(no(frase, RISOLUZIONE))
    if oneri_scaduti > limite:
        frase = (
            f"Oneri non pagati per {in_euro(oneri_scaduti)}, più di {MENSILITA_ONERI} mensilità ({in_euro(limite)}): "
            "il contratto si può risolvere"
        )
        motivi.append(no(frase, RISOLUZIONE))
    return Esito(tuple(motivi) or (si("Sotto le soglie di legge per risolvere il contratto", RISOLUZIONE),))


@dataclass(frozen=True)
class Rata:
    """An instalment of a plan, in euro; ``pagato`` is what has been paid of it so far."""

    numero: int
    importo: Decimal
    scade_il: date
    pagato: Decimal = ZERO

    @property
    def residuo(self) -> Decimal:
        return max(self.importo - self.pagato, ZERO)


def rate_piano(importo: Decimal, numero: int, prima_scadenza: date) -> list[Rata]:
    """``numero`` monthly instalments that sum exactly to ``importo``; the last absorbs the cents.

    Raises ValueError when there would be no instalment or one of nothing.
    """
    if numero < 1 or importo < numero * CENTESIMO:
        raise ValueError("Ogni rata deve valere almeno un centesimo.")
    scadenze = (aggiungi_mesi(prima_scadenza, i) for i in range(numero))
    return [
        Rata(i, quota, scade) for i, (quota, scade) in enumerate(zip(rate(importo, numero), scadenze, strict=True), 1)
    ]


def valuta_piano(piano: Iterable[Rata], oggi: date, massimo: int = RATE_PER_DECADERE) -> Esito:
    """Negative when the plan lapses: ``massimo`` instalments overdue and not wholly paid, in a row or not.

    An instalment is overdue from the day after its due date; with one of them late there is a warning.
    """
    scadute = [rata for rata in piano if rata.scade_il < oggi and rata.residuo]
    if not scadute:
        return Esito((si("Nessuna rata scaduta", PIANO),))
    quante = f"{len(scadute)} {plurale(len(scadute), 'rata scaduta,rate scadute')}"
    somma = in_euro(sum((rata.residuo for rata in scadute), ZERO))
    frase = f"{quante} per {somma}, la prima il {in_data(min(rata.scade_il for rata in scadute))}"
    if len(scadute) >= massimo:
        return Esito((no(f"{frase}: il piano decade e il debito si chiede intero", PIANO),))
    return Esito((avviso(f"{frase}: con {massimo} il piano decade", PIANO),))
