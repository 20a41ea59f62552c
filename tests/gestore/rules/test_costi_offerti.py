from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.costi_offerti import Netto, Pagato, al_netto
from valdera_housing.kit.denaro import ZERO

EURO = st.decimals(0, 5000, places=2)


def test_what_is_cashed_of_a_home_is_taken_off_what_is_paid_for_it() -> None:
    pagati = [Pagato(1, 10, Decimal("1650.00")), Pagato(2, 20, Decimal("1440.00"))]
    assert al_netto(pagati, {10: Decimal("1080.00")}) == [
        Netto(1, Decimal("1650.00"), Decimal("1080.00")),
        Netto(2, Decimal("1440.00")),
    ]


def test_a_home_that_brings_in_more_than_it_costs_reduces_the_others() -> None:
    pagati = [Pagato(1, 10, Decimal("300.00")), Pagato(2, 20, Decimal("500.00"))]
    netti = al_netto(pagati, {10: Decimal("360.00"), 30: Decimal("40.00")})
    assert [n.importo for n in netti] == [ZERO, Decimal("400.00")]
    assert netti[1].spiegazione == ("pagati 500,00\N{NO-BREAK SPACE}€",
                                    "meno 100,00\N{NO-BREAK SPACE}€ incassati in più su altri alloggi")  # fmt: skip


@given(st.lists(EURO, max_size=6), st.lists(EURO, max_size=6))
def test_the_offer_is_the_net_of_the_line_and_never_less_than_nothing(pagati, incassati) -> None:
    netti = al_netto([Pagato(n, n % 4, importo) for n, importo in enumerate(pagati)], dict(enumerate(incassati)))
    assert all(n.importo >= 0 for n in netti)
    assert sum((n.importo for n in netti), ZERO) == max(sum(pagati, ZERO) - sum(incassati, ZERO), ZERO)
