"""What each room may be used for, and who is taken until when (domain.md, scenario 30)."""

from datetime import date, datetime, time

import pytest

from valdera_housing.choices import UsoStanza
from valdera_housing.rules.orari import ROMA, istante
from valdera_housing.rules.prenotazione import Preso, RegoleStanza, Richiesta, valuta_prenotazione

GIORNO = date(2026, 11, 26)
STANZA_34 = RegoleStanza("Stanza 34", UsoStanza.RIUNIONI_BREVI)
STANZA_22 = RegoleStanza("Stanza 22", UsoStanza.FORMAZIONE, posti=50)
STANZA_1 = RegoleStanza("Stanza 1", UsoStanza.SPORTELLO, posti=4)


def alle(ora: str) -> datetime:
    return istante(GIORNO, time.fromisoformat(ora))


def chiesta(stanza: RegoleStanza | None, da: str = "15:00", a: str = "17:00", **altro: object) -> Richiesta:
    return Richiesta(alle(da), alle(a), stanza, **altro)


@pytest.mark.parametrize(
    ("richiesta", "ostacoli"),
    [
        (chiesta(STANZA_22, partecipanti=40, aperta_al_pubblico=True), []),
        (chiesta(STANZA_22, partecipanti=51), ["Stanza 22 tiene 50 persone, ne sono previste 51"]),
        (
            chiesta(STANZA_34, partecipanti=40, aperta_al_pubblico=True),
            [
                "Stanza 34 serve a riunioni brevi interne, non a incontri aperti al pubblico",
                "Stanza 34 tiene 8 persone, ne sono previste 40",
            ],
        ),
        (chiesta(STANZA_34, partecipanti=8), []),
        (chiesta(STANZA_34, partecipanti=9), ["Stanza 34 tiene 8 persone, ne sono previste 9"]),
        (chiesta(STANZA_34, a="17:05"), ["Stanza 34 si usa per 120 minuti al massimo: qui sono 125"]),
        (chiesta(RegoleStanza("Stanza 16", UsoStanza.RIUNIONI_BREVI, 20, 240), "09:00", "13:00"), []),
        (chiesta(STANZA_1, "09:00", "09:45"), []),
        (chiesta(None, "17:00", "15:00"), ["La fine viene prima dell’inizio."]),
        (chiesta(None, "08:00", "20:01"), ["Un impegno dura al massimo 12 ore."]),
    ],
)
def test_the_rules_of_the_rooms(richiesta: Richiesta, ostacoli: list[str]) -> None:
    assert [m.testo for m in valuta_prenotazione(richiesta).ostacoli] == ostacoli


def test_a_meeting_room_reminds_of_its_rules() -> None:
    assert valuta_prenotazione(chiesta(STANZA_22)).livello == "avviso"


@pytest.mark.parametrize(
    ("da", "a", "viaggio", "frase"),
    [
        ("16:00", "16:30", 0, "Sara Baldini: impegno dalle 16:00 alle 16:30 del 26/11/2026"),
        ("14:00", "15:01", 0, "Sara Baldini: impegno dalle 14:00 alle 15:01 del 26/11/2026"),
        ("14:00", "15:00", 0, ""),
        ("17:00", "18:00", 0, ""),
        (
            "14:00",
            "14:45",
            30,
            "Sara Baldini non fa in tempo: impegno in un altro posto dalle 14:00 alle 14:45 del 26/11/2026,"
            " e 30 minuti di viaggio",
        ),
        ("14:00", "14:30", 30, ""),
        ("17:30", "18:00", 30, ""),
    ],
)
def test_who_is_taken_is_said_with_until_when(da: str, a: str, viaggio: int, frase: str) -> None:
    esito = valuta_prenotazione(chiesta(None), [Preso("Sara Baldini", alle(da), alle(a), viaggio)])
    assert "".join(m.testo for m in esito.ostacoli) == frase


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    """Both read 2:30 on the clock of Rome; an hour of work between them is an overlap only with the first."""
    prima = datetime(2026, 10, 25, 2, 0, tzinfo=ROMA)
    seconda = datetime(2026, 10, 25, 2, 0, tzinfo=ROMA, fold=1)
    lunga = Richiesta(prima, seconda)
    assert lunga.minuti == 60
    assert valuta_prenotazione(lunga, [Preso("Sara", seconda, datetime(2026, 10, 25, 3, 0, tzinfo=ROMA))]).positivo
