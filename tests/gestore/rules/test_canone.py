"""Scenario 25: what is proposed to a household, and what the line adds."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.canone import integrazione, proponi_canone, valuta_sostenibilita

EURO = st.decimals("0", "100000", places=2)


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


@given(EURO, EURO)
def test_what_is_proposed_can_always_be_borne(reddito: D, testa: D) -> None:
    proposta = proponi_canone(reddito, testa)
    assert 0 <= proposta.proposto <= min(testa, proposta.sostenibile)
    assert proposta.proposto + proposta.integrazione.mese == testa
    assert reddito == 0 or valuta_sostenibilita(proposta.proposto, reddito).livello == "si"
