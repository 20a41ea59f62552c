from decimal import Decimal as D

import pytest

from gestore.rules.quote import controlla_quote


@pytest.mark.parametrize(
    ("quote", "frase"),
    [
        ([D(100)], "Le quote fanno 100 % (art. 1101 c.c.)"),
        ([D("33.33"), D("33.33"), D("33.34")], "Le quote fanno 100 % (art. 1101 c.c.)"),
        ([D(50), D(40)], "Le quote fanno 90,00 %: mancano 10,00 % (art. 1101 c.c.)"),
        ([D(60), D("40.01")], "Le quote fanno 100,01 %: 0,01 % di troppo (art. 1101 c.c.)"),
        ([], "Scrivi di chi è l’alloggio: almeno un proprietario con la sua quota"),
    ],
)
def test_the_shares_are_the_whole_or_it_says_how_much_is_missing(quote: list, frase: str) -> None:
    esito = controlla_quote(quote)
    assert (str(esito), esito.positivo) == (frase, "fanno 100 %" in frase)
