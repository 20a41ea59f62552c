"""What a household can pay for its home, and what rents of the market would take of its income (domain.md 1.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import centesimi, in_euro
from valdera_housing.kit.esito import Esito, avviso, no
from valdera_housing.kit.percento import il_percento
from valdera_housing.rules.canone import canone_sostenibile, incidenza
from valdera_housing.rules.isee import avviso_isee

PASSO = Decimal(50)
RIGHE_SOTTO, RIGHE_SOPRA = 3, 5


@dataclass(frozen=True)
class Situazione:
    """The income of a household in a year, in euro, and the ISEE it comes from; None is what nobody wrote."""

    reddito_annuo: Decimal | None
    isee_scade_il: date | None = None
    difformita: bool = False


@dataclass(frozen=True)
class QuotaCanone:
    """A rent of a month, the share of income it takes (0.30), and what is left of the month's income, in euro."""

    canone: Decimal
    quota: Decimal
    resto: Decimal
    sostenibile: bool
    proposto: bool = False


def canoni_a_confronto(sostenibile: Decimal, proposto: Decimal | None = None) -> list[Decimal]:
    """Rents in steps of 50 euro around what can be borne, with that figure itself and the one proposed."""
    base = int(sostenibile / PASSO)
    passi = range(max(base - RIGHE_SOTTO, 0) + 1, base + RIGHE_SOPRA + 1)
    figure = {PASSO * passo for passo in passi} | {sostenibile} | ({proposto} if proposto else set())
    return sorted(figura for figura in figure if figura > 0)


def quote(
    reddito_annuo: Decimal, canoni: Iterable[Decimal], soglia_pct: Decimal, proposto: Decimal | None = None
) -> list[QuotaCanone]:
    """The share each rent takes of an income; no rows without an income."""
    massimo = canone_sostenibile(reddito_annuo, soglia_pct)
    righe = []
    for canone in canoni:
        quota = incidenza(canone, reddito_annuo)
        if quota is not None:
            resto = centesimi(reddito_annuo / 12) - canone
            righe.append(QuotaCanone(canone, quota, resto, canone <= massimo, canone == proposto))
    return righe


def avvertenze(situazione: Situazione, giorno: date, soglia_pct: Decimal, canone: Decimal | None = None) -> Esito:
    """What to know before using the figure: income not known, ISEE old, a rent that takes too much."""
    motivi = []
    if situazione.isee_scade_il is None:
        motivi.append(no("Il nucleo non ha un ISEE: serve per conoscere il reddito"))
    elif testo := avviso_isee(situazione.isee_scade_il, giorno):
        motivi.append(avviso(f"ISEE: {testo[:1].lower()}{testo[1:]}"))
    if situazione.difformita:
        motivi.append(avviso("L’ISEE ha omissioni o difformità: va corretto"))
    reddito = situazione.reddito_annuo
    if situazione.isee_scade_il is not None and not reddito:
        motivi.append(no("Il reddito annuo del nucleo manca o è zero: il canone non si può confrontare"))
    quota = incidenza(canone, reddito) if canone and reddito else None
    if canone and reddito and quota and canone > (massimo := canone_sostenibile(reddito, soglia_pct)):
        frase = f"{in_euro(canone)} al mese è {il_percento(quota)} del reddito: {in_euro(canone - massimo)} di troppo"
        motivi.append(avviso(frase))
    return Esito(tuple(motivi))
