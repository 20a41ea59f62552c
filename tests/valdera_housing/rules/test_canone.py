"""What a household can bear, the limits of an accord on rents, and of law on deposits."""

from decimal import Decimal as D

import pytest

from valdera_housing.rules.canone import (
    Limiti,
    canone_sostenibile,
    incidenza,
    limiti_fascia,
    valuta_canone_concordato,
    valuta_deposito,
)

FASCIA = Limiti(D("290.00"), D("406.00"))
IN_FASCIA = "fra 290,00\xa0€ e 406,00\xa0€ al mese"


@pytest.mark.parametrize(
    ("reddito", "soglia", "canone"),
    [
        pytest.param("14400", "30", "360.00", id="scenario 25"),
        pytest.param("16560", "30", "414.00", id="1.380 a month"),
        pytest.param("14400", "25", "300.00", id="another threshold"),
        pytest.param("10000.20", "30", "250.01", id="half a cent goes up"),
        pytest.param("0", "30", "0.00", id="no income"),
        pytest.param("-500", "30", "0.00", id="an income below zero"),
    ],
)
def test_a_household_can_bear_a_share_of_its_income(reddito: str, soglia: str, canone: str) -> None:
    assert canone_sostenibile(D(reddito), D(soglia)) == D(canone)


@pytest.mark.parametrize(
    ("canone", "reddito", "quota"),
    [("360", "14400", "0.3000"), ("480", "16560", "0.3478"), ("0", "14400", "0.0000"), ("360", "0", None)],
)
def test_incidence_is_the_yearly_rent_over_the_income(canone: str, reddito: str, quota: str | None) -> None:
    assert incidenza(D(canone), D(reddito)) == (D(quota) if quota else None)


@pytest.mark.parametrize(
    ("minimo", "massimo", "mq", "maggiorazione", "limiti"),
    [
        pytest.param("60", "84", "58", "0", ("290.00", "406.00"), id="plain"),
        pytest.param("60", "84", "58", "15", ("333.50", "466.90"), id="furnished"),
        pytest.param("60", "84", "58", "-10", ("261.00", "365.40"), id="in a worse state"),
        pytest.param("55.50", "77.77", "61.30", "0", ("283.51", "397.28"), id="half-up"),
    ],
)
def test_a_band_becomes_a_monthly_rent(
    minimo: str, massimo: str, mq: str, maggiorazione: str, limiti: tuple[str, str]
) -> None:
    attesi = Limiti(D(limiti[0]), D(limiti[1]))
    assert limiti_fascia(D(minimo), D(massimo), D(mq), D(maggiorazione)) == attesi


@pytest.mark.parametrize(
    ("canone", "deroga", "livello", "frase"),
    [
        ("290.00", "", "si", f"290,00\xa0€ è nella fascia dell’accordo, {IN_FASCIA} (art. 2 c. 3 L. 431/1998)"),
        ("406.00", "", "si", f"406,00\xa0€ è nella fascia dell’accordo, {IN_FASCIA} (art. 2 c. 3 L. 431/1998)"),
        ("406.01", "", "no", f"406,01\xa0€ è sopra la fascia dell’accordo, {IN_FASCIA} (art. 13 c. 4 L. 431/1998)"),
        ("289.99", " ", "no", f"289,99\xa0€ è sotto la fascia dell’accordo, {IN_FASCIA} (art. 2 c. 3 L. 431/1998)"),
        (
            "280.00", "Lo chiede il proprietario", "avviso",
            f"280,00\xa0€ è sotto la fascia dell’accordo, {IN_FASCIA}: c’è una deroga motivata "
            "(art. 2 c. 3 L. 431/1998)",
        ),
    ],
)  # fmt: skip
def test_an_agreed_rent_stays_inside_its_band(canone: str, deroga: str, livello: str, frase: str) -> None:
    esito = valuta_canone_concordato(D(canone), FASCIA, deroga)
    assert (esito.livello, str(esito)) == (livello, frase)


@pytest.mark.parametrize(
    ("deposito", "mensilita", "livello", "frase"),
    [
        ("1440.00", 3, "si", "1.440,00\xa0€ su un massimo di 1.440,00\xa0€, cioè 3 mensilità (art. 11 L. 392/1978)"),
        ("1440.01", 3, "no", "Al massimo 1.440,00\xa0€, cioè 3 mensilità (art. 11 L. 392/1978)"),
        ("960.01", 2, "no", "Al massimo 960,00\xa0€, cioè 2 mensilità (art. 11 L. 392/1978)"),
        ("0", 3, "si", "0,00\xa0€ su un massimo di 1.440,00\xa0€, cioè 3 mensilità (art. 11 L. 392/1978)"),
        ("-1", 3, "no", "Il deposito non può essere negativo"),
    ],
)
def test_a_deposit_is_at_most_three_months(deposito: str, mensilita: int, livello: str, frase: str) -> None:
    esito = valuta_deposito(D(deposito), D("480.00"), mensilita)
    assert (esito.livello, str(esito)) == (livello, frase)


def test_three_months_is_the_limit_when_no_agreement_lowers_it() -> None:
    assert valuta_deposito(D("1440.00"), D("480.00")).positivo
    assert not valuta_deposito(D("1440.01"), D("480.00")).positivo
