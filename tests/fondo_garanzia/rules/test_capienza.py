"""Whether a fund can commit an amount: a table of cases, each with its sentence (scenarios 2 and 3)."""

from decimal import Decimal as D

import pytest

from fondo_garanzia.rules.capienza import (
    SituazioneFondo,
    mancante,
    non_aderente,
    valuta_adesione,
    valuta_capienza,
    valuta_cassa,
)

FONTE = " (convenzione, fondo per comune)"
CALCINAIA = non_aderente("Calcinaia")
NON_ADERENTE = (
    "Comune non aderente: Calcinaia non ha una dotazione nel fondo. Potrà chiedere quando il comune avrà messo le sue "
    "risorse, e quelle di un altro comune non si usano mai" + FONTE
)


def casciana(cassa: str = "5000", impegnato: str = "4200") -> SituazioneFondo:
    """The fund of scenario 2."""
    return SituazioneFondo("Casciana Terme Lari", D("5000"), D(cassa), D(impegnato), D(cassa) - D(impegnato))


def spazi(testo: str) -> str:
    return testo.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("fondo", "importo", "positivo", "frase", "manca"),
    [
        (
            casciana(),
            "1000",
            False,
            "Nel fondo di Casciana Terme Lari sono disponibili 800,00 €, ne servono 1.000,00 €: ne mancano 200,00 €",
            "200",
        ),
        (casciana(), "800", True, "Disponibile 800,00 €: dopo restano 0,00 €", "0"),
        (casciana(cassa="5500"), "1000", True, "Disponibile 1.300,00 €: dopo restano 300,00 €", "0"),
        (
            casciana(impegnato="5200"),
            "0.01",
            False,
            "Nel fondo di Casciana Terme Lari sono disponibili −200,00 €, ne servono 0,01 €: ne mancano 200,01 €",
            "0.01",
        ),
    ],
    ids=["scenario 2: too much", "scenario 2: the last euro", "scenario 2: after 500 more", "below zero"],
)
def test_what_a_fund_can_commit(fondo: SituazioneFondo, importo: str, positivo: bool, frase: str, manca: str) -> None:
    esito = valuta_capienza(fondo, D(importo))
    assert (esito.positivo, spazi(str(esito)), mancante(fondo, D(importo))) == (positivo, frase + FONTE, D(manca))


def test_scenario_3_a_comune_not_in_the_fund_gets_a_sentence() -> None:
    assert [(e.positivo, str(e)) for e in (valuta_adesione(CALCINAIA), valuta_capienza(CALCINAIA, D("1")))] == [
        (False, NON_ADERENTE)
    ] * 2


def test_a_comune_that_has_endowed_its_fund_is_in() -> None:
    esito = valuta_adesione(casciana())
    assert (esito.positivo, spazi(str(esito))) == (True, "Casciana Terme Lari ha un fondo di 5.000,00 €" + FONTE)


@pytest.mark.parametrize(
    ("importo", "positivo", "frase"),
    [
        ("5000.00", True, "In cassa ci sono 5.000,00 €"),
        ("5000.01", False, "In cassa ci sono 5.000,00 €, da pagare sono 5.000,01 €"),
    ],
)
def test_a_payment_is_measured_on_the_money_on_the_account(importo: str, positivo: bool, frase: str) -> None:
    esito = valuta_cassa(casciana(), D(importo))
    assert (esito.positivo, spazi(str(esito))) == (positivo, frase + FONTE)
