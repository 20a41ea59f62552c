from datetime import date, datetime

import pytest

from sportello.choices import StatoPromemoria as S
from sportello.rules.promemoria import Destinatario, come_va, fino_a, si_manda
from tests.factories.luogo import ROMA, alle


@pytest.mark.parametrize(
    ("adesso", "giorni", "fine"),
    [
        (alle(date(2026, 11, 25), "00:00"), 1, alle(date(2026, 11, 27), "00:00")),
        (alle(date(2026, 11, 25), "23:59"), 1, alle(date(2026, 11, 27), "00:00")),
        (alle(date(2026, 11, 25), "10:00"), 2, alle(date(2026, 11, 28), "00:00")),
        # Saturday before the clock goes back, and before it goes forward: Sunday is 25 and 23 hours long.
        (alle(date(2026, 10, 24), "10:00"), 1, alle(date(2026, 10, 26), "00:00")),
        (alle(date(2027, 3, 27), "10:00"), 1, alle(date(2027, 3, 29), "00:00")),
    ],
)
def test_the_day_before_is_a_day_of_the_calendar(adesso: datetime, giorni: int, fine: datetime) -> None:
    assert fino_a(adesso, giorni) == fine
    assert fino_a(adesso, giorni).tzinfo is ROMA


@pytest.mark.parametrize(
    ("chi", "email", "stato"),
    [
        (Destinatario("a@example.org", "b@example.org"), "a@example.org", S.DA_INVIARE),
        (Destinatario("", "b@example.org"), "b@example.org", S.DA_INVIARE),
        (Destinatario(), "", S.SENZA_INDIRIZZO),
        (Destinatario(silenziato=True), "", S.SILENZIATO),
        (Destinatario("a@example.org", silenziato=True), "a@example.org", S.SILENZIATO),
    ],
)
def test_the_address_of_the_appointment_comes_first_and_a_mute_before_all(
    chi: Destinatario, email: str, stato: S
) -> None:
    assert (chi.email, come_va(chi)) == (email, stato)


@pytest.mark.parametrize(
    ("stato", "tentativi", "si"),
    [
        (S.DA_INVIARE, 0, True),
        (S.FALLITO, 2, True),
        (S.FALLITO, 3, False),
        (S.INVIATO, 1, False),
        (S.SENZA_INDIRIZZO, 0, True),
        (S.SILENZIATO, 0, True),
    ],
)
def test_three_attempts_and_no_more(stato: S, tentativi: int, si: bool) -> None:
    assert si_manda(stato, tentativi) is si
