"""What a stay owes for its months, as a table."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.rules.quota import Soggiorno, paga_fino_al, quote_dovute, valuta_restituzione

INIZIO, FINE = date(2026, 3, 14), date(2027, 2, 10)


@pytest.mark.parametrize(
    ("uscita", "oggi", "ultimo"),
    [
        pytest.param(None, date(2026, 11, 19), FINE, id="lives there until its end"),
        pytest.param(None, FINE, FINE, id="the last day"),
        pytest.param(None, date(2027, 2, 11), date(2027, 2, 28), id="a day past its end, the month whole"),
        pytest.param(None, date(2027, 4, 1), date(2027, 4, 30), id="months past its end"),
        pytest.param(date(2026, 10, 15), date(2026, 11, 19), date(2026, 10, 15), id="left before"),
        pytest.param(date(2027, 3, 2), date(2027, 3, 2), date(2027, 3, 2), id="left after its end"),
    ],
)
def test_a_stay_pays_until(uscita: date | None, oggi: date, ultimo: date) -> None:
    assert paga_fino_al(Soggiorno(INIZIO, FINE, uscita, D(220)), oggi) == ultimo


def test_first_and_last_month_are_by_days_and_no_other_month_is_asked() -> None:
    mesi = [date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2027, 2, 1), date(2027, 3, 1)]
    quote = quote_dovute(Soggiorno(INIZIO, FINE, None, D("220.00")), mesi, oggi=date(2026, 11, 19))
    assert [(q.mese, q.giorni.goduti, q.importo) for q in quote] == [
        (date(2026, 3, 1), 18, D("127.74")), (date(2026, 4, 1), 30, D("220.00")), (date(2027, 2, 1), 10, D("78.57")),
    ]  # fmt: skip


def test_a_stay_without_a_quota_owes_nothing() -> None:
    assert list(quote_dovute(Soggiorno(INIZIO, FINE, None, D(0)), [date(2026, 4, 1)], oggi=INIZIO)) == []


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        pytest.param({}, "Si può restituire", id="the whole"),
        pytest.param({"importo": D("20.00"), "motivo": "Un vetro rotto"}, "Si può restituire", id="a part, and why"),
        pytest.param({"importo": D("20.00")}, "Scrivi perché si trattengono 200,00 €", id="a part without why"),
        pytest.param(
            {"importo": D("220.01")}, "La cauzione versata è 220,00 €: non se ne restituisce di più", id="too much"
        ),
        pytest.param({"versata": D(0)}, "Non risulta versata nessuna cauzione", id="never paid"),
        pytest.param(
            {"uscita_il": None}, "La cauzione si restituisce a chi è uscito: prima registra l’uscita", id="lives there"
        ),
        pytest.param(
            {"gia_resa": D("220.00")}, "Ne sono già stati pagati 220,00 €: l’importo non cambia più", id="already back"
        ),
    ],
)
def test_a_deposit_goes_back_or_the_reason_is_said(altro: dict[str, Any], frase: str) -> None:
    dati = {
        "uscita_il": date(2026, 11, 18), "versata": D("220.00"), "gia_resa": D(0), "importo": D("220.00"),
        "motivo": "",
    } | altro  # fmt: skip
    assert str(valuta_restituzione(**dati)).replace("\N{NO-BREAK SPACE}", " ") == frase
