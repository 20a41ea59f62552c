from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendicontazione.rules.riparto import Capienza, EffettoSullaLinea, QuotaChiesta, riparti


def euro(importo: str) -> QuotaChiesta:
    return QuotaChiesta(importo=D(importo))


def percento(quanto: str) -> QuotaChiesta:
    return QuotaChiesta(percentuale=D(quanto))


RESTO = QuotaChiesta()


@pytest.mark.parametrize(
    ("eleggibile", "chieste", "quote"),
    [
        pytest.param("1220", [percento("70"), percento("30")], ["854.00", "366.00"], id="scenario 7"),
        pytest.param("406.66", [percento("60"), percento("40")], ["244.00", "162.66"], id="scenario 7, the cents"),
        pytest.param("100", [percento("33.33")] * 2 + [percento("33.34")], ["33.33", "33.33", "33.34"], id="thirds"),
        pytest.param("0.05", [percento("50"), percento("50")], ["0.03", "0.02"], id="an odd cent"),
        pytest.param("1000", [percento("60")], ["600.00"], id="part of the document only"),
        pytest.param("1952", [euro("1220"), euro("732")], ["1220", "732"], id="amounts stay as typed"),
        pytest.param("1952", [euro("1220"), RESTO], ["1220", "732"], id="the rest"),
        pytest.param("100.01", [euro("50.01"), percento("50")], ["50.01", "50.00"], id="no cent too many"),
        pytest.param("-122", [percento("50"), percento("50")], ["-61.00", "-61.00"], id="a credit note"),
        pytest.param("-122", [euro("100"), euro("-22")], ["-100", "-22"], id="a credit note without the minus"),
    ],
)
def test_shares_are_worth_what_they_say_and_the_cents_go_to_the_last(eleggibile, chieste, quote):
    riparto = riparti(Capienza(D(eleggibile)), chieste)

    assert riparto.quote == tuple(D(q) for q in quote)
    assert riparto.esito.positivo


@pytest.mark.parametrize(
    ("capienza", "chieste", "motivo"),
    [
        pytest.param(
            Capienza(D("1220")),
            [percento("70"), percento("40")],
            "Le percentuali fanno 110 %: oltre 100 %",
            id="scenario 7: 70 and 40 %",
        ),
        pytest.param(
            Capienza(D("2000"), altri_enti=D("800")),
            [euro("1500")],
            "Le quote fanno 1.500,00\xa0€ e se ne possono rendicontare al massimo 1.200,00\xa0€: dei 2.000,00\xa0€ "
            "rendicontabili 800,00\xa0€ li paga già un altro ente "
            "(convenzione, spese miste e doppio finanziamento)",
            id="scenario 18: 40 % already paid by the Regione",
        ),
        pytest.param(
            Capienza(D("100"), altre_quote=D("99.99")),
            [euro("0.02")],
            "Le quote fanno 0,02\xa0€ e se ne possono rendicontare al massimo 0,01\xa0€: dei 100,00\xa0€ "
            "rendicontabili 99,99\xa0€ sono in altre quote (convenzione, spese miste e doppio finanziamento)",
            id="one cent more than what is left",
        ),
        pytest.param(
            Capienza(D("-122")),
            [euro("-122.01")],
            "Le quote fanno −122,01\xa0€ e se ne possono rendicontare al massimo −122,00\xa0€ "
            "(convenzione, spese miste e doppio finanziamento)",
            id="a credit note beyond its amount",
        ),
        pytest.param(
            Capienza(D("100")),
            [RESTO, RESTO],
            "Solo una quota può restare senza cifra: prende tutto il resto",
            id="two rests",
        ),
        pytest.param(
            Capienza(D("100")),
            [euro("100"), RESTO],
            "Una quota è di 0,00 €: togli la riga o scrivi quanto vale",
            id="nothing is left for the rest",
        ),
        pytest.param(
            Capienza(D("100")),
            [euro("120"), euro("-20")],
            "Una quota non può essere negativa: solo una nota di credito toglie",
            id="a negative share of a bill",
        ),
    ],
)
def test_shares_beyond_what_may_be_claimed_are_refused_with_the_figures(capienza, chieste, motivo):
    assert [str(m) for m in riparti(capienza, chieste).esito.ostacoli] == [motivo]


@given(
    st.integers(1, 100_000_000).map(lambda c: D(c) / 100),
    st.lists(st.integers(1, 100_00).map(lambda c: D(c) / 100), min_size=1, max_size=8),
)
def test_percentages_up_to_100_are_never_refused_nor_pass_the_document(eleggibile, percentuali):
    riparto = riparti(Capienza(eleggibile), [QuotaChiesta(percentuale=p) for p in percentuali])

    if sum(percentuali) <= 100:
        assert sum(riparto.quote) <= eleggibile
    if sum(percentuali) == 100:
        assert sum(riparto.quote) == eleggibile
    if sum(percentuali) > 100:
        assert not riparto.esito.positivo


@pytest.mark.parametrize(
    ("residuo", "quota", "dopo", "oltre"),
    [
        pytest.param("610", "732", "0", "122", id="the share passes the line by 122 euro"),
        pytest.param("1100", "1600", "0", "500", id="scenario 9"),
        pytest.param("140157.84", "1220", "138937.84", "0", id="room enough"),
        pytest.param("-50", "10", "-50", "10", id="a line already beyond its budget"),
        pytest.param("610", "-100", "710", "0", id="a credit note gives back"),
    ],
)
def test_a_share_says_what_it_leaves_to_its_line(residuo, quota, dopo, oltre):
    effetto = EffettoSullaLinea(residuo=D(residuo), quota=D(quota))

    assert (effetto.dopo, effetto.oltre) == (D(dopo), D(oltre))
