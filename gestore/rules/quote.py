"""The shares of the owners of a home (art. 1101 c.c.: together they are the whole)."""

from collections.abc import Sequence
from decimal import Decimal

from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.esito import Esito, no, si

INTERO = Decimal(100)
ARTICOLO = "art. 1101 c.c."


def controlla_quote(quote: Sequence[Decimal]) -> Esito:
    """Whether the shares, in per cent, are the whole of the home; the answer says how much is missing or too much."""
    somma = sum(quote, Decimal(0))
    if not quote:
        return Esito((no("Scrivi di chi è l’alloggio: almeno un proprietario con la sua quota"),))
    if somma < INTERO:
        return Esito((no(f"Le quote fanno {in_cifre(somma)} %: mancano {in_cifre(INTERO - somma)} %", ARTICOLO),))
    if somma > INTERO:
        return Esito((no(f"Le quote fanno {in_cifre(somma)} %: {in_cifre(somma - INTERO)} % di troppo", ARTICOLO),))
    return Esito((si("Le quote fanno 100 %", ARTICOLO),))
