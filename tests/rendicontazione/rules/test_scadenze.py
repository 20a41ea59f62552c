from datetime import date
from decimal import Decimal

import pytest

from rendicontazione.rules.scadenze import presentabile_dal, verifica_entro


@pytest.mark.parametrize(
    ("oggi", "positivo"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2027, 2, 1), True)]
)
def test_a_quarter_is_presented_from_the_day_after_its_end(oggi: date, positivo: bool) -> None:
    assert presentabile_dal(date(2026, 9, 30), oggi).positivo is positivo


def test_the_unione_has_thirty_days() -> None:
    assert verifica_entro(date(2026, 10, 30), Decimal(30)) == date(2026, 11, 29)
