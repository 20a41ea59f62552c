"""When a place is open and what is free, table by table: change of hour, holidays, leap days, patrons, journeys."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from valdera_housing.rules.orari import (
    ROMA,
    Calendario,
    Chiuso,
    Impegno,
    Interprete,
    Intervallo,
    Orario,
    Ricerca,
    Risorse,
    aperture,
    dopo,
    esiste,
    festivita_nazionali,
    istante,
    perche_chiuso,
    posti_liberi,
    valuta_orario,
)

GIOVEDI = date(2026, 11, 26)
SEMPRE = date(2020, 1, 1)
MARZO, OTTOBRE = date(2027, 3, 28), date(2026, 10, 25)


def orario(giorno: int, dalle: str, alle: str, **altro: object) -> Orario:
    return Orario(giorno, time.fromisoformat(dalle), time.fromisoformat(alle), SEMPRE, **altro)


def alle(giorno: date, ora: str) -> datetime:
    return istante(giorno, time.fromisoformat(ora))


def ore(posti: tuple) -> list[str]:
    return [p.inizio.astimezone(ROMA).strftime("%H:%M") for p in posti]


@pytest.mark.parametrize(
    ("giorno", "ora", "utc"),
    [
        (GIOVEDI, "09:00", "2026-11-26T08:00"),
        (date(2026, 7, 1), "09:00", "2026-07-01T07:00"),
        (MARZO, "01:59", "2027-03-28T00:59"),
        (MARZO, "02:30", "2027-03-28T01:30"),
        (MARZO, "03:00", "2027-03-28T01:00"),
        (OTTOBRE, "02:30", "2026-10-25T00:30"),
        (OTTOBRE, "03:00", "2026-10-25T02:00"),
        (date(2028, 2, 29), "12:00", "2028-02-29T11:00"),
    ],
)
def test_an_hour_of_rome_is_an_instant(giorno: date, ora: str, utc: str) -> None:
    assert alle(giorno, ora) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_an_hour_skipped_in_march_does_not_exist_and_the_twice_lived_one_does() -> None:
    assert [esiste(MARZO, time(h, 30)) for h in (1, 2, 3)] == [True, False, True]
    assert esiste(OTTOBRE, time(2, 30))


def test_minutes_are_counted_as_lived() -> None:
    assert dopo(alle(MARZO, "01:30"), 60) == alle(MARZO, "03:30")
    assert dopo(alle(OTTOBRE, "02:30"), 60) == alle(OTTOBRE, "03:00") - timedelta(minutes=30)
    assert dopo(alle(GIOVEDI, "09:00"), -30) == alle(GIOVEDI, "08:30")


@pytest.mark.parametrize(
    ("giorno", "quanti"),
    [(MARZO, 2), (date(2027, 3, 21), 3), (OTTOBRE, 4), (date(2026, 10, 18), 3)],
)
def test_a_desk_open_in_the_night_of_the_change_has_an_hour_less_or_more(giorno: date, quanti: int) -> None:
    """From 1 to 4: three hours on any night, two in March, four in October."""
    aperto = (Intervallo(alle(giorno, "01:00"), alle(giorno, "04:00")),)
    ricerca = Ricerca(1, 60, alle(giorno, "00:00"))
    assert len(posti_liberi(aperto, ricerca, Risorse(operatori={1: ()}))) == quanti


@pytest.mark.parametrize(
    ("giorno", "motivo"),
    [
        (date(2026, 4, 6), "Lunedì dell'Angelo"),
        (date(2027, 3, 29), "Lunedì dell'Angelo"),
        (date(2026, 10, 4), "Festa nazionale di San Francesco d'Assisi, patrono d'Italia"),
        (date(2025, 10, 4), ""),
        (date(2026, 6, 2), "Festa della Repubblica"),
        (date(2026, 11, 1), "Ognissanti"),
        (date(2027, 11, 7), ""),
        (date(2026, 12, 26), "Santo Stefano"),
        (date(2026, 10, 13), "festa del patrono"),
        (date(2026, 12, 24), "Ferie di Natale"),
        (date(2027, 1, 2), "Ferie di Natale"),
        (date(2027, 1, 4), ""),
        (date(2028, 2, 29), ""),
    ],
)
def test_why_a_day_is_closed(giorno: date, motivo: str) -> None:
    ferie = Chiuso(date(2026, 12, 24), date(2027, 1, 2), "Ferie di Natale")
    assert perche_chiuso(giorno, Calendario(chiusure=(ferie,), patrono=(13, 10))) == motivo


def test_a_patron_on_29_february_is_kept_only_when_there_is_one() -> None:
    bisestile = Calendario(patrono=(29, 2))
    assert perche_chiuso(date(2028, 2, 29), bisestile) == "festa del patrono"
    assert [perche_chiuso(date(2027, 2, 28), bisestile), perche_chiuso(date(2027, 3, 1), bisestile)] == ["", ""]


def test_saint_francis_is_a_holiday_from_2026() -> None:
    assert [date(anno, 10, 4) in festivita_nazionali(anno) for anno in (2024, 2025, 2026, 2027)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_hours_in_force_are_those_of_the_day_and_of_the_period() -> None:
    mattina, sera = orario(3, "09:00", "13:00", stanza=1), orario(3, "15:00", "18:00", stanza=2)
    vecchio = Orario(3, time(8), time(9), SEMPRE, date(2026, 11, 25))
    nuovo = Orario(3, time(18), time(19), date(2026, 11, 27))
    trovate = aperture(GIOVEDI, Calendario((sera, mattina, vecchio, nuovo, orario(4, "09:00", "13:00"))))
    assert trovate == (
        Intervallo(alle(GIOVEDI, "09:00"), alle(GIOVEDI, "13:00"), 1),
        Intervallo(alle(GIOVEDI, "15:00"), alle(GIOVEDI, "18:00"), 2),
    )
    assert aperture(GIOVEDI, Calendario((mattina,), (Chiuso(GIOVEDI, GIOVEDI, "Trasloco"),))) == ()


@pytest.mark.parametrize(
    ("da", "a", "stanza", "livello"),
    [
        ("09:00", "09:45", 1, "si"),
        ("12:15", "13:00", 1, "si"),
        ("12:30", "13:15", 1, "avviso"),
        ("09:00", "09:45", 2, "avviso"),
        ("09:00", "09:45", None, "si"),
        ("14:00", "14:45", 1, "avviso"),
    ],
)
def test_out_of_hours_is_told_not_refused(da: str, a: str, stanza: int | None, livello: str) -> None:
    calendario = Calendario((orario(3, "09:00", "13:00", stanza=1),))
    assert valuta_orario(alle(GIOVEDI, da), alle(GIOVEDI, a), calendario, stanza=stanza).livello == livello


def test_a_closed_day_is_refused_with_the_law_when_it_is_a_holiday() -> None:
    natale = date(2026, 12, 25)
    esito = valuta_orario(alle(natale, "09:00"), alle(natale, "10:00"), Calendario())
    assert str(esito) == "Il 25 dicembre 2026 è chiuso: Natale (L. 260/1949)"
    lunedi = date(2026, 11, 23)
    assert valuta_orario(alle(lunedi, "09:00"), alle(lunedi, "10:00"), Calendario()).livello == "avviso"


MATTINA = (Intervallo(alle(GIOVEDI, "09:00"), alle(GIOVEDI, "12:00"), 1),)
CERCO = Ricerca(1, 45, alle(GIOVEDI, "00:00"))


def preso(da: str, a: str, sede: int | None = 1, viaggio: int = 0) -> Impegno:
    return Impegno(alle(GIOVEDI, da), alle(GIOVEDI, a), sede, viaggio)


@pytest.mark.parametrize(
    ("stanza", "operatore", "liberi"),
    [
        ([], [], ["09:00", "09:45", "10:30", "11:15"]),
        ([preso("09:45", "10:30")], [], ["09:00", "10:30", "11:15"]),
        ([preso("09:20", "09:50")], [], ["09:50", "10:35"]),
        ([], [preso("10:00", "11:00")], ["09:00", "11:00"]),
        ([], [preso("10:00", "10:30", sede=2, viaggio=30)], ["11:00"]),
        ([], [preso("10:00", "10:30", sede=1, viaggio=30)], ["09:00", "10:30", "11:15"]),
        ([], [preso("10:00", "10:30", sede=None, viaggio=15)], ["09:00", "10:45"]),
        ([preso("08:00", "18:00")], [], []),
    ],
)
def test_free_slots_leave_out_the_room_and_the_operator_with_her_journey(
    stanza: list[Impegno], operatore: list[Impegno], liberi: list[str]
) -> None:
    assert ore(posti_liberi(MATTINA, CERCO, Risorse({1: stanza}, {7: operatore}))) == liberi


def test_one_operator_is_enough_and_the_slot_says_who() -> None:
    risorse = Risorse(operatori={7: [preso("09:00", "12:00")], 8: [preso("09:45", "10:30")]})
    trovati = posti_liberi(MATTINA, CERCO, risorse)
    assert [(p.operatori, p.stanza) for p in trovati] == [((8,), 1)] * 3
    assert ore(trovati) == ["09:00", "10:30", "11:15"]
    assert posti_liberi(MATTINA, CERCO, Risorse()) == ()


def test_a_language_narrows_the_slots_to_when_somebody_speaks_it() -> None:
    interprete = Interprete(
        3, (Intervallo(alle(GIOVEDI, "10:00"), alle(GIOVEDI, "12:00")),), (preso("10:00", "10:45"),)
    )
    trovati = posti_liberi(MATTINA, CERCO, Risorse(operatori={7: ()}, interpreti=(interprete,)))
    assert [(p.inizio, p.mediatore) for p in trovati] == [(alle(GIOVEDI, "10:45"), 3)]
    assert posti_liberi(MATTINA, CERCO, Risorse(operatori={7: ()}, interpreti=())) == ()


def test_slots_start_from_now_at_whole_five_minutes() -> None:
    ricerca = Ricerca(1, 45, alle(GIOVEDI, "10:02") + timedelta(seconds=7))
    assert ore(posti_liberi(MATTINA, ricerca, Risorse(operatori={7: ()}))) == ["10:05", "10:50"]
