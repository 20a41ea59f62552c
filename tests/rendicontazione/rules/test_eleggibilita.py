from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendicontazione.rules.eleggibilita import importo_eleggibile


@pytest.mark.parametrize(
    ("imponibile", "iva", "totale", "recuperabile", "atteso"),
    [
        pytest.param("1600", "352", "1952", "0", "1952.00", id="no VAT recovered: everything is a cost"),
        pytest.param("1600", "352", "1952", "100", "1600.00", id="all VAT recovered: the taxable amount only"),
        pytest.param("1000", "220", "1220", "60", "1088.00", id="part of the VAT recovered"),
        pytest.param("100", "22.01", "122.01", "50", "111.01", id="half a cent is rounded up"),
        pytest.param("480", "0", "480", "35", "480.00", id="no VAT at all"),
        pytest.param("1000", "0", "1002", "0", "1000.00", id="a stamp outside the taxable amount is not claimed"),
        pytest.param("100", "22", "112", "0", "112.00", id="a discount on the whole document is not claimed"),
        pytest.param("-100", "-22", "-122", "0", "-122.00", id="a credit note takes away as much"),
        pytest.param("-100", "-22.01", "-122.01", "50", "-111.01", id="half a cent of a credit note, away from zero"),
    ],
)
def test_what_may_be_claimed_is_the_taxable_amount_and_the_vat_not_recovered(
    imponibile, iva, totale, recuperabile, atteso
):
    importo = importo_eleggibile(
        imponibile=D(imponibile), iva=D(iva), totale=D(totale), iva_recuperabile_pct=D(recuperabile)
    )

    assert importo == D(atteso)


CENTESIMI = st.integers(-10_000_000, 10_000_000).map(lambda c: D(c) / 100)


@given(CENTESIMI, st.integers(0, 22), st.integers(0, 100))
def test_a_credit_note_takes_away_what_its_invoice_gave(imponibile, aliquota, recuperabile):
    iva = (imponibile * aliquota / 100).quantize(D("0.01"))

    def claimed(segno):
        return importo_eleggibile(
            imponibile=segno * imponibile,
            iva=segno * iva,
            totale=segno * (imponibile + iva),
            iva_recuperabile_pct=D(recuperabile),
        )

    assert claimed(1) == -claimed(-1)
    assert abs(claimed(1)) <= abs(imponibile + iva)
