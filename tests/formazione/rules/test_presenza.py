"""When a presence counts, and when it may be recorded."""

from datetime import date, datetime, time, timedelta

import pytest

from formazione.rules.presenza import Orario, minuti, valuta_incontro, valuta_ore, valuta_persona
from tests.factories.luogo import alle

GIORNO = date(2026, 11, 19)
ORARIO = Orario(alle(GIORNO, "15:00"), alle(GIORNO, "17:00"))
ANNULLATO = Orario(ORARIO.inizio, ORARIO.fine, annullato=True)
NOTTE = Orario(alle(GIORNO, "21:00"), alle(GIORNO + timedelta(days=1), "01:00"))


def a(ora: str) -> datetime:
    return alle(GIORNO, ora)


@pytest.mark.parametrize(
    ("entrata", "uscita", "dentro", "fuori"),
    [
        ("15:00", "17:00", "15:00", "17:00"),
        ("14:30", "17:00", "15:00", "17:00"),
        ("15:10", "18:00", "15:10", "17:00"),
        ("14:00", "19:00", "15:00", "17:00"),
        ("15:20", "16:40", "15:20", "16:40"),
    ],
)
def test_early_counts_from_the_start_and_late_to_the_end(entrata: str, uscita: str, dentro: str, fuori: str) -> None:
    assert ORARIO.dentro(a(entrata), a(uscita)) == (a(dentro), a(fuori))
    assert ORARIO.dentro(a(entrata), None) == (a(dentro), None)


@pytest.mark.parametrize(
    ("ora", "giorno"), [("21:00", 19), ("23:59", 19), ("00:30", 20), ("01:00", 20), ("02:00", 19)]
)
def test_an_hour_after_midnight_is_of_the_next_day_only_when_the_session_gets_there(ora: str, giorno: int) -> None:
    assert NOTTE.momento(time.fromisoformat(ora)) == alle(date(2026, 11, giorno), ora)
    assert ORARIO.momento(time(0, 30)) == a("00:30")


@pytest.mark.parametrize(("uscita", "quanti"), [(None, 0), ("15:00", 0), ("15:01", 1), ("16:30", 90), ("14:00", 0)])
def test_minutes_are_whole_and_never_negative(uscita: str | None, quanti: int) -> None:
    assert minuti(a("15:00"), a(uscita) if uscita else None) == quanti


def test_seconds_do_not_make_a_minute() -> None:
    assert minuti(a("15:00"), a("15:00") + timedelta(seconds=119)) == 1


@pytest.mark.parametrize(
    ("orario", "adesso", "frase"),
    [
        (ORARIO, "15:00", ""),
        (ORARIO, "23:00", ""),
        (ORARIO, "14:29", "L’incontro comincia il 19/11/2026 alle 15:00: le presenze si segnano da mezz’ora prima"),
        (ORARIO, "14:30", ""),
        (ANNULLATO, "16:00", "Questo incontro è annullato: non si segnano presenze"),
    ],
)
def test_a_session_is_recorded_from_its_start_unless_it_is_called_off(orario: Orario, adesso: str, frase: str) -> None:
    esito = valuta_incontro(orario, a(adesso))
    assert [str(m) for m in esito.ostacoli] == ([frase] if frase else [])


@pytest.mark.parametrize(
    ("entrata", "uscita", "frase"),
    [
        ("15:00", "17:00", ""),
        ("15:30", None, ""),
        ("16:59", "17:00", ""),
        ("16:00", "16:00", ""),
        ("17:00", None, "Rossi: l’incontro finisce alle 17:00, l’entrata viene prima"),
        ("18:00", "18:30", "Rossi: l’incontro finisce alle 17:00, l’entrata viene prima"),
        ("16:30", "16:00", "Rossi: l’uscita delle 16:00 viene prima dell’entrata delle 16:30"),
        ("13:00", "14:00", "Rossi: l’uscita delle 14:00 viene prima dell’entrata delle 15:00"),
    ],
)
def test_hours_make_a_presence_only_inside_the_session(entrata: str, uscita: str | None, frase: str) -> None:
    esito = valuta_ore("Rossi", ORARIO, a(entrata), a(uscita) if uscita else None)
    assert [str(m) for m in esito.motivi] == ([frase] if frase else [])


@pytest.mark.parametrize(
    ("stato", "attestato", "frasi"),
    [
        ("CONFERMATA", "", []),
        ("IN_ATTESA", "", ["Rossi non ha l’iscrizione confermata: prima si conferma"]),
        ("ANNULLATA", "", ["Rossi non ha l’iscrizione confermata: prima si conferma"]),
        ("CONFERMATA", "AT-2026-0001", ["Rossi ha già l’attestato AT-2026-0001: prima si annulla l’attestato"]),
    ],
)
def test_presences_are_of_confirmed_people_without_a_certificate(stato: str, attestato: str, frasi: list[str]) -> None:
    assert [str(m) for m in valuta_persona("Rossi", stato=stato, attestato=attestato).motivi] == frasi
