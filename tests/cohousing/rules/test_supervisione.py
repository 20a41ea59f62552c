"""How long a house may stay without a visit, hours a week, what a visit must be."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohousing.rules.supervisione import DatiSupervisione, in_ore, ore_a_settimana, senza_visite, valuta_supervisione

OGGI = date(2026, 11, 19)
APERTA = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("ultima", "aperta_dal", "allarme"),
    [
        pytest.param(OGGI, APERTA, False, id="today"),
        pytest.param(date(2026, 11, 12), APERTA, False, id="seven days ago"),
        pytest.param(date(2026, 11, 11), APERTA, True, id="eight days ago"),
        pytest.param(None, date(2026, 11, 12), False, id="never, open for seven days"),
        pytest.param(None, date(2026, 11, 11), True, id="never, open for eight days"),
        pytest.param(date(2026, 10, 1), date(2026, 11, 15), False, id="open again since a few days"),
    ],
)
def test_more_than_seven_days_without_a_visit_raise_the_alert(
    ultima: date | None, aperta_dal: date, *, allarme: bool
) -> None:
    assert senza_visite(ultima, OGGI, aperta_dal=aperta_dal) is allarme


@given(soglia=st.integers(1, 60), giorni=st.integers(0, 120))
def test_the_alert_begins_the_day_after_the_threshold(soglia: int, giorni: int) -> None:
    ultima = OGGI - timedelta(days=giorni)
    assert senza_visite(ultima, OGGI, soglia, aperta_dal=date(2020, 1, 1)) is (giorni > soglia)


@pytest.mark.parametrize(
    ("minuti", "giorni", "ore"),
    [
        (480, 28, D("2.00")),
        (0, 28, D("0.00")),
        (60, 7, D("1.00")),
        (100, 7, D("1.67")),
        (45, 91, D("0.06")),
        (45, 0, D("0.00")),
    ],
)
def test_minutes_become_hours_a_week(minuti: int, giorni: int, ore: D) -> None:
    assert ore_a_settimana(minuti, giorni) == ore


def test_minutes_become_hours() -> None:
    assert [in_ore(minuti) for minuti in (0, 45, 60, 100)] == [D("0.00"), D("0.75"), D("1.00"), D("1.67")]


def dati(**altro: object) -> DatiSupervisione:
    base = {
        "tipo": "VISITA", "giorno": OGGI, "minuti": 45, "verbale": "", "con_chi": False, "sua_casa": False,
        "aperta_dal": APERTA, "chiusa_il": None, "oggi": OGGI,
    }  # fmt: skip
    return DatiSupervisione(**base | altro)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("altro", "perche"),
    [
        ({}, ""),
        ({"giorno": APERTA, "minuti": 1440}, ""),
        ({"tipo": "COLLOQUIO", "con_chi": True, "sua_casa": True}, ""),
        ({"tipo": "RIUNIONE_CASA", "verbale": "Si è parlato dei turni."}, ""),
        ({"giorno": date(2026, 11, 20)}, "Il giorno è nel futuro: registrala quando c’è stata."),
        ({"giorno": date(2026, 1, 14)}, "In quel giorno la casa non era ancora aperta: è aperta dal 15/01/2026."),
        ({"aperta_dal": None}, "In quel giorno la casa non era ancora aperta."),
        ({"chiusa_il": date(2026, 11, 18)}, "La casa è chiusa dal 18/11/2026."),
        ({"chiusa_il": OGGI}, ""),
        ({"minuti": 0}, "La durata va da un minuto a un giorno."),
        ({"minuti": 1441}, "La durata va da un minuto a un giorno."),
        (
            {"tipo": "RIUNIONE_CASA"},
            "Di una riunione e di un’emergenza resta scritto che cosa si è visto e detto.",
        ),
        ({"tipo": "EMERGENZA"}, "Di una riunione e di un’emergenza resta scritto che cosa si è visto e detto."),
        ({"tipo": "COLLOQUIO"}, "Scegli con chi è stato il colloquio."),
        ({"con_chi": True}, "Il colloquio è con chi abita questa casa."),
    ],
)
def test_a_house_is_followed_while_it_is_open_and_minutes_are_written(altro: dict, perche: str) -> None:
    assert str(valuta_supervisione(dati(**altro))).rstrip(".") == perche.rstrip(".")
