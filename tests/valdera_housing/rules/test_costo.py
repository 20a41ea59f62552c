"""What an expense of a line must be."""

from datetime import date

import pytest

from valdera_housing.rules.costo import DatiCosto, valuta_costo

OGGI = date(2026, 11, 19)
DOPO = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("documento", "pagato", "motivi"),
    [
        pytest.param(OGGI, None, [], id="to be paid"),
        pytest.param(OGGI, OGGI, [], id="paid today"),
        pytest.param(OGGI, date(2026, 11, 1), [], id="paid before the document, as an advance is"),
        pytest.param(
            DOPO, None, ["La data del documento è nel futuro: registra la spesa quando il documento c’è."],
            id="a document of tomorrow",
        ),
        pytest.param(
            OGGI, DOPO, ["Il pagamento è nel futuro: registralo quando è stato fatto."], id="a payment of tomorrow"
        ),
    ],
)  # fmt: skip
def test_an_expense_is_a_document_issued_and_a_payment_made(
    documento: date, pagato: date | None, motivi: list[str]
) -> None:
    esito = valuta_costo(DatiCosto(documento, pagato, OGGI))
    assert (esito.positivo, [m.testo for m in esito.motivi]) == (not motivi, motivi)
