"""Whether a unit takes a household in some days: what is in the way, each with its figure."""

from dataclasses import replace
from datetime import date

import pytest

from cohousing.rules.posto import Posto, Presa, valuta_posto
from valdera_housing.kit.periodo import Periodo

INIZIO, FINE = date(2026, 3, 1), date(2027, 2, 28)
POSTO = Posto(casa="Casa Girasole", posti_letto=2, giorni=Periodo(date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("altro", "inizio", "fine", "persone", "attese"),
    [
        ({}, INIZIO, FINE, 2, []),
        ({}, INIZIO, INIZIO, 2, ["La fine viene dopo l’ingresso"]),
        ({}, INIZIO, FINE, 3, ["3 persone per 2 posti letto"]),
        ({"chiusa_perche": "Chiusa"}, INIZIO, FINE, 1, ["Casa Girasole non accoglie nessuno: è «Chiusa»"]),
        ({"giorni": Periodo(date(2026, 3, 2))}, INIZIO, FINE, 1, ["L’unità c’è dal 02/03/2026"]),
        ({"giorni": Periodo(INIZIO, FINE)}, INIZIO, FINE, 1, []),
        (
            {"giorni": Periodo(INIZIO, date(2027, 2, 27))}, INIZIO, FINE, 1,
            ["L’unità c’è fino al 27/02/2027: la permanenza finirebbe il 28/02/2027"],
        ),
        ({"ferma": (Periodo(FINE),)}, INIZIO, FINE, 1, ["L’unità è chiusa dal 28/02/2027"]),
        ({"ferma": (Periodo(date(2026, 1, 1), date(2026, 2, 28)),)}, INIZIO, FINE, 1, []),
        (
            {"abitata": (Presa(date(2026, 1, 1), INIZIO, "PM-1"),)}, INIZIO, FINE, 1,
            ["L’unità è abitata dal 01/01/2026 al 01/03/2026 (PM-1)"],
        ),
        (
            {"altrove": (Presa(FINE, date(2027, 3, 31), "PM-2"),)}, INIZIO, FINE, 1,
            ["Il nucleo ha già un’altra permanenza, PM-2, dal 28/02/2027 al 31/03/2027"],
        ),
    ],
)  # fmt: skip
def test_a_unit_takes_a_household_only_in_its_free_days(
    altro: dict, inizio: date, fine: date, persone: int, attese: list[str]
) -> None:
    assert [str(m) for m in valuta_posto(replace(POSTO, **altro), Periodo(inizio, fine), persone).motivi] == attese


@pytest.mark.parametrize(
    ("capienza", "altri", "attese"),
    [
        (None, [(INIZIO, FINE)] * 9, []),
        (2, [(INIZIO, FINE)], []),
        (2, [(INIZIO, FINE)] * 2, ["Il 01/03/2026 la casa ha già 2 nuclei: di più non ne può accogliere"]),
        (2, [(INIZIO, date(2026, 3, 31)), (date(2026, 4, 1), FINE)], []),
        (
            2,
            [(INIZIO, date(2026, 4, 1)), (date(2026, 4, 1), FINE)],
            ["Il 01/04/2026 la casa ha già 2 nuclei: di più non ne può accogliere"],
        ),
        (1, [(date(2027, 3, 1), date(2027, 5, 1))], []),
    ],
)
def test_a_house_takes_no_more_households_than_it_can_on_any_day(
    capienza: int | None, altri: list, attese: list[str]
) -> None:
    posto = replace(POSTO, capienza=capienza, in_casa=tuple(Presa(*a, "PM-9") for a in altri))
    assert [str(m) for m in valuta_posto(posto, Periodo(INIZIO, FINE), 1).motivi] == attese
