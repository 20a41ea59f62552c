"""What share of income a home may take, what an accord allows, how much may be deposited (domain.md 1.3, 1.6, 1.8)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from valdera_housing.kit.denaro import ZERO, centesimi, in_euro
from valdera_housing.kit.esito import Esito, avviso, no, si

SOGLIA_PCT = Decimal(30)
MENSILITA_DEPOSITO = 3
ACCORDO = "art. 2 c. 3 L. 431/1998"
NULLITA = "art. 13 c. 4 L. 431/1998"
DEPOSITO = "art. 11 L. 392/1978"


def canone_sostenibile(reddito_annuo: Decimal, soglia_pct: Decimal = SOGLIA_PCT) -> Decimal:
    """Euro a month a household can bear: ``soglia_pct`` per cent of its income of a year. 14.400 at 30 % is 360,00."""
    return centesimi(max(reddito_annuo, ZERO) * soglia_pct / 1200)


def incidenza(canone_mensile: Decimal, reddito_annuo: Decimal) -> Decimal | None:
    """Yearly rent over yearly income, as a share with four decimals (0.3000); None without an income."""
    if reddito_annuo <= 0:
        return None
    return (canone_mensile * 12 / reddito_annuo).quantize(Decimal("0.0001"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Limiti:
    """The smallest and the largest rent of a band of the accord, in euro: of a month, unless it says of a year."""

    minimo: Decimal
    massimo: Decimal


def limiti_fascia(
    minimo_mq_anno: Decimal, massimo_mq_anno: Decimal, mq: Decimal, maggiorazione_pct: Decimal = ZERO
) -> Limiti:
    """Band in euro per conventional square metre a year, for a home of ``mq``, to a month's rent.

    ``maggiorazione_pct`` is the sum of the increases of the accord (furniture, duration): 15 for +15 %, may be
    negative. Each limit is rounded half-up to cents (L. 431/1998 art. 2 c. 3; domain.md 1.3).
    """
    fattore = mq * (1 + maggiorazione_pct / 100) / 12
    return Limiti(centesimi(minimo_mq_anno * fattore), centesimi(massimo_mq_anno * fattore))


def limiti_annui(
    minimo_mq_anno: Decimal, massimo_mq_anno: Decimal, mq: Decimal, maggiorazione_pct: Decimal = ZERO
) -> Limiti:
    """The same limits for a whole year, as the accord writes them."""
    fattore = mq * (1 + maggiorazione_pct / 100)
    return Limiti(centesimi(minimo_mq_anno * fattore), centesimi(massimo_mq_anno * fattore))


def valuta_canone_concordato(canone: Decimal, limiti: Limiti, deroga_motivata: str = "") -> Esito:
    """An agreed rent stays inside its band, both ends included, unless the reason of a derogation is written."""
    fascia = f"fra {in_euro(limiti.minimo)} e {in_euro(limiti.massimo)} al mese"
    if limiti.minimo <= canone <= limiti.massimo:
        return Esito((si(f"{in_euro(canone)} è nella fascia dell’accordo, {fascia}", ACCORDO),))
    articolo = NULLITA if canone > limiti.massimo else ACCORDO
    verso = "sopra" if canone > limiti.massimo else "sotto"
    frase = f"{in_euro(canone)} è {verso} la fascia dell’accordo, {fascia}"
    if deroga_motivata.strip():
        return Esito((avviso(f"{frase}: c’è una deroga motivata", articolo),))
    return Esito((no(frase, articolo),))


def valuta_deposito(deposito: Decimal, canone: Decimal, mensilita: int = MENSILITA_DEPOSITO) -> Esito:
    """A deposit is at most three monthly rents (L. 392/1978 art. 11); an agreement may lower ``mensilita``."""
    massimo = canone * mensilita
    mesi = f"{mensilita} mensilità"
    if deposito < 0:
        return Esito((no("Il deposito non può essere negativo"),))
    if deposito > massimo:
        return Esito((no(f"Al massimo {in_euro(massimo)}, cioè {mesi}", DEPOSITO),))
    return Esito((si(f"{in_euro(deposito)} su un massimo di {in_euro(massimo)}, cioè {mesi}", DEPOSITO),))
