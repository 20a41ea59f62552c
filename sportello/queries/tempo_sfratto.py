"""The time-line of an eviction in words and shapes, the same on the screen and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sportello.rules.sfratto import PassoSfratto, Situazione
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.scrittura import FISSO, GIORNI_VICINI, con_giorno, in_data, in_distanza

FATTO = Aspetto("spunta", "positivo", "Fatto")
PROSSIMO = Aspetto("orologio", "attesa", "Prossimo")
PASSATO = Aspetto("triangolo", "negativo", "Da registrare")
DA_FISSARE = Aspetto("tratteggio", "attesa", "Da fissare")
POSSIBILE = Aspetto("anello", "inizio", "Può seguire")


@dataclass(frozen=True)
class Momento:
    """A step with its look and its days in words; ``classe`` is that of the time-line."""

    passo: PassoSfratto
    aspetto: Aspetto
    quando: str
    classe: str


def momenti(s: Situazione) -> Sequence[Momento]:
    """The steps in order: done, the next one, what may follow."""
    return [Momento(p, _aspetto(p, s), quando(p, s.oggi), _classe(p)) for p in s.passi]


def _aspetto(p: PassoSfratto, s: Situazione) -> Aspetto:
    if p.quando == "fatto":
        return FATTO
    if p.quando == "possibile":
        return POSSIBILE
    if p.dal is None:
        return DA_FISSARE
    return PASSATO if s.scaduta else PROSSIMO


def _classe(p: PassoSfratto) -> str:
    return {"fatto": "fatto", "prossimo": "prossimo"}.get(p.quando, "")


def quando(p: PassoSfratto, oggi: date) -> str:
    """``20/09/2026``; of the next step its weekday and distance; of the others the range the law gives."""
    if p.giorno:
        return in_data(p.giorno)
    if p.quando == "prossimo" and p.dal:
        ora = f", ore{FISSO}{p.ora:%H:%M}" if p.ora else ""
        entro = f"; vale fino al {in_data(p.al)}" if p.al else ""
        return f"{con_giorno(p.dal)}{ora}, {in_parole(p.dal, oggi)[0]}{entro}"
    if p.dal and p.al:
        return f"fra il {in_data(p.dal)} e il {in_data(p.al)}"
    if p.dal or p.al:
        return f"dal {in_data(p.dal)}" if p.dal else f"entro il {in_data(p.al)}" if p.al else ""
    return "data da fissare" if p.quando == "prossimo" else "dopo il passo prima"


def in_parole(giorno: date, oggi: date) -> tuple[str, str]:
    """How far a day is, and its class: ``fra 9 giorni``, ``oggi``, ``passata da 3 giorni``."""
    distanza = in_distanza(giorno, oggi).replace("scaduto", "passata")
    giorni = (giorno - oggi).days
    return distanza, "entro-scaduto" if giorni < 0 else "entro-vicino" if giorni <= GIORNI_VICINI else ""
