from datetime import datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from sportello.rules.accesso import (
    Contatto,
    Registrazione,
    primo_contatto,
    valuta_eliminazione,
    valuta_momento,
)

ADESSO = datetime(2026, 11, 19, 10, tzinfo=ZoneInfo("Europe/Rome"))


def test_the_earliest_access_is_the_first_whatever_the_order() -> None:
    contatti = [Contatto(3, ADESSO), Contatto(1, ADESSO + timedelta(days=1)), Contatto(2, ADESSO)]
    assert {primo_contatto(ordine) for ordine in permutations(contatti)} == {2}
    assert primo_contatto([]) is None


@pytest.mark.parametrize(("minuti", "positivo"), [(-1, True), (0, True), (1, False)])
def test_an_access_is_registered_when_it_has_happened(minuti: int, positivo: bool) -> None:
    assert valuta_momento(ADESSO + timedelta(minutes=minuti), ADESSO).positivo is positivo


@pytest.mark.parametrize(
    ("giorni_fa", "suo", "coordinatore", "positivo"),
    [
        (0, True, False, True),
        (0, False, False, False),
        (1, True, False, False),
        (0, False, True, True),
        (40, False, True, True),
    ],
)
def test_who_registered_by_mistake_takes_it_back_that_day_and_the_coordinator_always(
    giorni_fa: int, suo: bool, coordinatore: bool, positivo: bool
) -> None:
    registrazione = Registrazione(ADESSO - timedelta(days=giorni_fa), suo, coordinatore)
    assert valuta_eliminazione(registrazione, ADESSO).positivo is positivo
