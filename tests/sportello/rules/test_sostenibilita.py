"""What a household can pay, and what other rents would take (domain.md 1.6, scenario 25)."""

from datetime import date
from decimal import Decimal as D

import pytest

from sportello.rules.sostenibilita import Situazione, avvertenze, canoni_a_confronto, quote

OGGI = date(2026, 11, 19)
SOGLIA = D(30)


def test_scenario_25_shows_what_rents_around_360_take() -> None:
    canoni = canoni_a_confronto(D("360.00"), D("550.00"))
    assert [str(c) for c in canoni] == ["250", "300", "350", "360.00", "400", "450", "500", "550", "600"]
    righe = quote(D("14400"), canoni, SOGLIA, D("550.00"))
    assert [(str(r.canone), str(r.quota), str(r.resto), r.sostenibile) for r in righe if r.canone in (360, 400)] == [
        ("360.00", "0.3000", "840.00", True),
        ("400", "0.3333", "800.00", False),
    ]
    assert [r.canone for r in righe if r.proposto] == [D("550")]


def test_a_small_income_never_shows_a_rent_of_zero() -> None:
    assert canoni_a_confronto(D("20.00"))[0] == D("20.00")
    assert quote(D(0), [D(100)], SOGLIA) == []


@pytest.mark.parametrize(
    ("situazione", "canone", "attese"),
    [
        (Situazione(None), None, [("no", "Il nucleo non ha un ISEE: serve per conoscere il reddito")]),
        (Situazione(D("14400"), date(2027, 12, 31)), D("360"), []),
        (
            Situazione(D("14400"), date(2027, 12, 31)), D("480"),
            [("avviso", "480,00\xa0€ al mese è il 40,0\xa0% del reddito: 120,00\xa0€ di troppo")],
        ),
        (
            Situazione(D("14400"), date(2026, 12, 31), True), None,
            [
                ("avviso", "ISEE: scade il 31/12/2026: chiedi quello nuovo"),
                ("avviso", "L’ISEE ha omissioni o difformità: va corretto"),
            ],
        ),
        (
            Situazione(D(0), date(2026, 11, 1)), D("300"),
            [
                ("avviso", "ISEE: è scaduto il 01/11/2026: chiedi quello nuovo"),
                ("no", "Il reddito annuo del nucleo manca o è zero: il canone non si può confrontare"),
            ],
        ),
    ],
)  # fmt: skip
def test_what_to_know_before_using_the_figure(
    situazione: Situazione, canone: D | None, attese: list[tuple[str, str]]
) -> None:
    assert [(m.livello, m.testo) for m in avvertenze(situazione, OGGI, SOGLIA, canone).motivi] == attese
