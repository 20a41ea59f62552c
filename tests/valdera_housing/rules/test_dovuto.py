"""What a month is worth, to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from valdera_housing.rules.dovuto import GiorniDelMese, dovuto_del_mese, giorni_del_mese, scade_il

NOVEMBRE, FEBBRAIO = date(2026, 11, 1), date(2028, 2, 1)


@pytest.mark.parametrize(
    ("mese", "dal", "al", "goduti", "del_mese", "dovuto"),
    [
        (NOVEMBRE, date(2026, 1, 1), date(2028, 1, 1), 30, 30, "360.00"),
        (NOVEMBRE, date(2026, 11, 14), date(2028, 1, 1), 17, 30, "204.00"),
        (NOVEMBRE, date(2026, 1, 1), date(2026, 11, 10), 10, 30, "120.00"),
        (NOVEMBRE, date(2026, 11, 30), date(2026, 11, 30), 1, 30, "12.00"),
        (FEBBRAIO, date(2028, 2, 15), date(2030, 1, 1), 15, 29, "186.21"),
        (NOVEMBRE, date(2026, 12, 1), date(2028, 1, 1), 0, 30, "0.00"),
        (NOVEMBRE, date(2025, 12, 1), date(2026, 10, 31), 0, 30, "0.00"),
    ],
)
def test_a_month_is_due_by_the_days_of_the_contract(mese, dal, al, goduti, del_mese, dovuto) -> None:
    giorni = giorni_del_mese(mese, dal=dal, al=al)
    assert (giorni, dovuto_del_mese(Decimal("360.00"), giorni)) == (GiorniDelMese(goduti, del_mese), Decimal(dovuto))


def test_the_first_rent_is_not_due_before_the_contract_starts() -> None:
    assert scade_il(NOVEMBRE, 5, inizio=date(2026, 11, 14)) == date(2026, 11, 14)
    assert scade_il(NOVEMBRE, 5, inizio=date(2026, 4, 1)) == date(2026, 11, 5)
