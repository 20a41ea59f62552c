"""When an event costs more than was foreseen, and what an hour of it costs."""

from decimal import Decimal as D

import pytest

from formazione.rules.costo import per_ora, valuta_preventivo


@pytest.mark.parametrize(
    ("preventivo", "speso", "motivi"),
    [
        (None, D("900.00"), []),
        (D("900.00"), D("900.00"), []),
        (
            D("900.00"), D("1230.50"),
            ["Le spese sono 1.230,50\xa0€, il preventivo è 900,00\xa0€: 330,50\xa0€ in più."],
        ),
    ],
)  # fmt: skip
def test_more_than_the_estimate_is_told_and_never_forbidden(preventivo: D | None, speso: D, motivi: list[str]) -> None:
    esito = valuta_preventivo(preventivo, speso)
    assert (esito.positivo, [m.testo for m in esito.motivi]) == (True, motivi)


@pytest.mark.parametrize(
    ("speso", "minuti", "euro"),
    [(D("300.00"), 600, D("30.00")), (D("100.00"), 180, D("33.33")), (D(0), 60, D("0.00")), (D("300.00"), 0, None)],
)
def test_the_cost_of_an_hour_of_a_participant(speso: D, minuti: int, euro: D | None) -> None:
    assert per_ora(speso, minuti) == euro
