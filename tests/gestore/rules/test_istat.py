"""An update is a proposal that says where it comes from."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.istat import proponi_aggiornamento, quota_massima, valuta_quota


@pytest.mark.parametrize(
    ("variazione", "quota", "cedolare", "nuovo"),
    [
        pytest.param("1.3", "75", False, "484.68", id="three quarters"),
        pytest.param("1.3", "100", False, "486.24", id="all of it"),
        pytest.param("1.3", "100", True, "480.00", id="cedolare"),
        pytest.param("-0.4", "75", False, "480.00", id="never less"),
        pytest.param("0", "75", False, "480.00", id="nothing"),
        pytest.param("0.001", "75", False, "480.00", id="less than a cent"),
    ],
)
def test_the_new_rent_to_the_cent(variazione: str, quota: str, cedolare: bool, nuovo: str) -> None:
    assert proponi_aggiornamento(D("480.00"), D(variazione), D(quota), cedolare).nuovo == D(nuovo)


def test_it_explains_itself() -> None:
    proposta = proponi_aggiornamento(D("480.00"), D("1.3"), D("75"), False)
    assert proposta.righe == (
        ("Canone attuale", "480,00\xa0€"),
        ("Variazione dell’indice FOI in un anno", "+1,3\xa0%"),
        ("Quota che si applica", "75\xa0%"),
        ("Canone nuovo", "484,68\xa0€"),
        ("In più al mese", "4,68\xa0€"),
    )
    assert (proposta.differenza, proposta.cambia) == (D("4.68"), True)
    assert str(proposta.esito) == (
        "Da 480,00\xa0€ a 484,68\xa0€, 4,68\xa0€ in più al mese: vale dopo averlo comunicato "
        "(contratto, clausola ISTAT)"
    )


@pytest.mark.parametrize(
    ("variazione", "cedolare", "clausola", "livello", "frase"),
    [
        (
            "1.3", True, True, "no",
            "Nessun aggiornamento: il proprietario ha scelto la cedolare secca (art. 3 c. 11 d.lgs. 23/2011)",
        ),
        ("1.3", False, False, "no", "Nessun aggiornamento: il contratto non lo prevede"),
        ("-0.4", False, True, "avviso", "L’indice non è salito (−0,4\xa0%): il canone resta 480,00\xa0€"),
        ("0.0", False, True, "avviso", "L’indice non è salito (0,0\xa0%): il canone resta 480,00\xa0€"),
        ("0.001", False, True, "avviso", "L’aumento non arriva a un centesimo"),
    ],
)  # fmt: skip
def test_when_nothing_changes_it_says_why(
    variazione: str, cedolare: bool, clausola: bool, livello: str, frase: str
) -> None:
    proposta = proponi_aggiornamento(D("480.00"), D(variazione), D("75"), cedolare, clausola=clausola)
    assert (proposta.esito.livello, str(proposta.esito), proposta.cambia) == (livello, frase, False)
    assert proposta.differenza == 0


@pytest.mark.parametrize(
    ("tipo", "quota"),
    [("CONCORDATO_3_2", "75"), ("TRANSITORIO", "75"), ("LIBERO_4_4", "100"), ("SUBLOCAZIONE", "100")],
)
def test_agreed_rents_take_at_most_three_quarters(tipo: str, quota: str) -> None:
    assert quota_massima(tipo) == D(quota)
    assert valuta_quota(tipo, D(quota)).positivo
    assert not valuta_quota(tipo, D(quota) + D("0.01")).positivo
    assert not valuta_quota(tipo, D("-0.01")).positivo


def test_a_share_too_large_says_the_largest() -> None:
    assert str(valuta_quota("CONCORDATO_3_2", D("76"))) == (
        "Si può applicare al massimo il 75\xa0% della variazione (art. 1 DM 16/1/2017)"
    )


@given(
    st.decimals("0.01", "5000", places=2),
    st.decimals("-10", "20", places=1),
    st.decimals("0", "100", places=2),
    st.booleans(),
)
def test_a_rent_never_goes_down_and_stays_in_cents(canone: D, variazione: D, quota: D, cedolare: bool) -> None:
    proposta = proponi_aggiornamento(canone, variazione, quota, cedolare)
    assert proposta.nuovo >= canone
    assert proposta.nuovo == proposta.nuovo.quantize(D("0.01"))
