"""Scenario 25 and the limits of law on rents and deposits."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.canone import (
    Limiti,
    canone_sostenibile,
    incidenza,
    integrazione,
    limiti_fascia,
    proponi_canone,
    valuta_canone_concordato,
    valuta_deposito,
    valuta_sostenibilita,
)

EURO = st.decimals("0", "100000", places=2)


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


def test_the_line_adds_what_the_household_does_not_pay() -> None:
    scenario_25 = integrazione(D("550.00"), D("360.00"))
    assert (scenario_25.mese, scenario_25.anno) == (D("190.00"), D("2280.00"))
    assert integrazione(D("400.00"), D("420.00")).mese == D("-20.00")


def test_a_proposal_shows_every_figure() -> None:
    assert proponi_canone(D("16560"), D("550.00")).righe == (
        ("Reddito del nucleo al mese", "1.380,00\xa0€"),
        ("Quota per la casa", "30\xa0%"),
        ("Canone sostenibile", "414,00\xa0€"),
        ("Canone di testa, al proprietario", "550,00\xa0€"),
        ("Canone proposto", "414,00\xa0€"),
        ("Integrazione, a carico della linea", "136,00\xa0€"),
    )


def test_a_proposal_never_passes_the_head_rent() -> None:
    proposta = proponi_canone(D("30000"), D("550.00"))
    assert (proposta.sostenibile, proposta.proposto, proposta.integrazione.mese) == (D("750.00"), D("550.00"), 0)


FONTE = " (parametro della quota di reddito per la casa)"


@pytest.mark.parametrize(
    ("canone", "reddito", "livello", "frase"),
    [
        (
            "360.00", "14400", "si",
            "360,00\xa0€ al mese è il 30,0\xa0% del reddito: entro il canone sostenibile di 360,00\xa0€",
        ),
        (
            "480.00", "16560", "avviso",
            "480,00\xa0€ al mese è il 34,8\xa0% del reddito, 66,00\xa0€ sopra il canone sostenibile di 414,00\xa0€. "
            "Si può registrare, ma serve il motivo",
        ),
        ("360.01", "14400", "avviso", None),
        (
            "360.00", "0", "avviso",
            "Il reddito del nucleo non è noto o è zero: il canone non si può confrontare",
        ),
    ],
)  # fmt: skip
def test_a_rent_too_high_warns_and_does_not_stop(canone: str, reddito: str, livello: str, frase: str | None) -> None:
    esito = valuta_sostenibilita(D(canone), D(reddito))
    assert (esito.livello, esito.positivo) == (livello, True)
    assert frase is None or str(esito) == frase + FONTE


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


FASCIA = Limiti(D("290.00"), D("406.00"))
IN_FASCIA = "fra 290,00\xa0€ e 406,00\xa0€ al mese"


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


@given(EURO, EURO)
def test_what_is_proposed_can_always_be_borne(reddito: D, testa: D) -> None:
    proposta = proponi_canone(reddito, testa)
    assert 0 <= proposta.proposto <= min(testa, proposta.sostenibile)
    assert proposta.proposto + proposta.integrazione.mese == testa
    assert reddito == 0 or valuta_sostenibilita(proposta.proposto, reddito).livello == "si"


def test_three_months_is_the_limit_when_no_agreement_lowers_it() -> None:
    assert valuta_deposito(D("1440.00"), D("480.00")).positivo
    assert not valuta_deposito(D("1440.01"), D("480.00")).positivo
