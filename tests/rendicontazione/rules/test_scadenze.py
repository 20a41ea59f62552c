from datetime import date
from decimal import Decimal

import pytest

from rendicontazione.rules.scadenze import valuta_presentazione, verifica_entro


@pytest.mark.parametrize(
    ("oggi", "livello"),
    [
        (date(2026, 6, 30), "no"),
        (date(2026, 7, 1), "avviso"),
        (date(2026, 9, 30), "avviso"),
        (date(2026, 10, 1), "si"),
    ],
)
def test_a_quarter_is_presented_at_its_end_earlier_with_a_warning(oggi: date, livello: str) -> None:
    assert valuta_presentazione(date(2026, 7, 1), date(2026, 9, 30), oggi).livello == livello


def test_the_unione_has_thirty_days() -> None:
    assert verifica_entro(date(2026, 10, 30), Decimal(30)) == date(2026, 11, 29)
