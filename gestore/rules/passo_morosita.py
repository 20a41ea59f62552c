"""Which step an arrears file asks for today, and why (domain.md 1.10)."""

from dataclasses import dataclass, field

from gestore.choices import PassoMorosita, StatoMorosita
from gestore.rules.morosita import RATE_PER_DECADERE, SogliePassi
from valdera_housing.kit.scrittura import plurale

D, P = StatoMorosita, PassoMorosita


@dataclass(frozen=True)
class Soglie:
    """Days of each step and unpaid instalments with which a plan lapses, as in force on a day."""

    passi: SogliePassi = field(default_factory=SogliePassi)
    rate: int = RATE_PER_DECADERE


@dataclass(frozen=True)
class FattiMorosita:
    """What decides the step: state, days of the oldest due, and what was already done."""

    stato: str
    giorni: int
    colloquio_fatto: bool = False
    piano_proposto: bool = False
    rate_scadute: int = 0


@dataclass(frozen=True)
class PassoDaFare:
    """A word of PassoMorosita and the sentence that says why."""

    passo: PassoMorosita
    perche: str


def passo_da_fare(fatti: FattiMorosita, soglie: Soglie) -> PassoDaFare | None:
    """The step due now; None while it is right to wait."""
    if fatti.stato == D.IN_PIANO:
        return _del_piano(fatti, soglie)
    if fatti.stato == D.PIANO_DECADUTO and not fatti.piano_proposto:
        return PassoDaFare(P.INVIO_FONDO, "Il piano è decaduto: chiedi al fondo di garanzia o proponine un altro")
    if fatti.stato == D.MOROSA:
        return _del_moroso(fatti, soglie)
    return _delle_lettere(fatti, soglie.passi)


def _del_piano(fatti: FattiMorosita, soglie: Soglie) -> PassoDaFare | None:
    if fatti.rate_scadute < soglie.rate:
        return None
    quante = f"{fatti.rate_scadute} {plurale(fatti.rate_scadute, 'rata scaduta,rate scadute')}"
    return PassoDaFare(P.DECADENZA, f"{quante}: con {soglie.rate} il piano decade")


def _del_moroso(fatti: FattiMorosita, soglie: Soglie) -> PassoDaFare | None:
    if fatti.piano_proposto:
        return None
    if fatti.colloquio_fatto:
        return PassoDaFare(P.PIANO, "Il colloquio c’è stato: proponi un piano di rientro")
    return _dal_giorno(P.COLLOQUIO, fatti.giorni, soglie.passi.colloquio, "il colloquio")


def _delle_lettere(fatti: FattiMorosita, soglie: SogliePassi) -> PassoDaFare | None:
    if fatti.stato not in {D.IN_RITARDO, D.SOLLECITATA}:
        return None
    lettera = _dal_giorno(P.LETTERA, fatti.giorni, soglie.moroso, "la lettera formale")
    if lettera or fatti.stato == D.SOLLECITATA:
        return lettera
    return _dal_giorno(P.SOLLECITO, fatti.giorni, soglie.sollecito, "il sollecito bonario")


def _dal_giorno(passo: PassoMorosita, giorni: int, soglia: int, che_cosa: str) -> PassoDaFare | None:
    if giorni < soglia:
        return None
    return PassoDaFare(passo, f"In ritardo da {giorni} giorni: dal {soglia}° serve {che_cosa}")
