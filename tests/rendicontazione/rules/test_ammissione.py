"""How much can be admitted, and what is frozen (domain.md 6.8, scenarios 9-10)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendicontazione.rules.ammissione import (
    Capienza,
    Parti,
    avvisa_eccedenza,
    dividi,
    valuta_parte,
    valuta_rettifica,
)

euro = st.decimals(min_value=0, max_value=10**9, places=2)


def d(testo: str) -> Decimal:
    return Decimal(testo)


@pytest.mark.parametrize(
    ("importo", "budget", "ammesso", "riconosciuto", "parti"),
    [
        ("1600", "15000", "13900", None, Parti(d("1100"), d("500"), d("0"))),
        ("2400", "30000", "8200", None, Parti(d("2400"), d("0"), d("0"))),
        ("1100", "15000", "13900", None, Parti(d("1100"), d("0"), d("0"))),
        ("1100.01", "15000", "13900", None, Parti(d("1100"), d("0.01"), d("0"))),
        ("500", "15000", "15000", None, Parti(d("0"), d("500"), d("0"))),
        ("1600", "15000", "13900", "1200", Parti(d("1100"), d("100"), d("400"))),
        ("1600", "15000", "13900", "1000", Parti(d("1000"), d("0"), d("600"))),
        ("-300", "15000", "15000", None, Parti(d("-300"), d("0"), d("0"))),
    ],
)
def test_a_share_is_divided_between_now_and_later(importo, budget, ammesso, riconosciuto, parti) -> None:
    riconosciuto = None if riconosciuto is None else d(riconosciuto)
    assert dividi(d(importo), Capienza(d(budget), d(ammesso)), riconosciuto=riconosciuto) == parti


@given(euro, euro, euro)
def test_the_parts_sum_to_the_share_and_never_pass_the_budget(importo, budget, ammesso) -> None:
    capienza = Capienza(budget, min(ammesso, budget))
    parti = dividi(importo, capienza)
    assert parti.ammesso + parti.eccedenza + parti.non_ammesso == importo
    assert 0 <= parti.ammesso <= capienza.residuo
    assert capienza.ammesso + parti.ammesso <= budget


@pytest.mark.parametrize(("parte", "positivo"), [("0", False), ("0.01", True), ("99.99", True), ("100", False)])
def test_a_part_is_more_than_nothing_and_less_than_all(parte: str, positivo: bool) -> None:
    assert valuta_parte(d("100"), d(parte)).positivo is positivo


def test_a_negative_row_has_no_parts() -> None:
    assert not valuta_parte(d("-100"), d("50")).positivo


@pytest.mark.parametrize(("importo", "positivo"), [("0", False), ("0.01", True), ("80", True), ("80.01", False)])
def test_a_correction_takes_at_most_what_is_still_admitted(importo: str, positivo: bool) -> None:
    assert valuta_rettifica(d("80"), d(importo)).positivo is positivo


def test_the_excess_is_told_with_the_article() -> None:
    assert avvisa_eccedenza(Parti(d("1100")), 5).motivi == ()
    assert str(avvisa_eccedenza(Parti(d("1100"), d("500")), 5)) == (
        "500,00\xa0€ oltre il budget della linea 5: restano congelati in eccedenza "
        "e si ammettono se la Cabina approva una rimodulazione (convenzione, art. 7 c. 2)"
    )
