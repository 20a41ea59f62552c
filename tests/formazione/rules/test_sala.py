"""Which room is for what: the convention's rooms, one by one."""

from datetime import UTC, datetime

import pytest

from formazione.rules.sala import valuta_richiesta, valuta_rifiuto, valuta_ritiro
from valdera_housing.choices import UsoStanza
from valdera_housing.rules.prenotazione import RegoleStanza, Richiesta, valuta_prenotazione

CONVENZIONE, DISCIPLINARE = "Convenzione, uso dei locali", "Disciplinare per la concessione temporanea delle sale"
DELLO_SPORTELLO = f"Sala 1 è dello sportello, nei suoi giorni e orari: non si chiede per altro ({CONVENZIONE})"
INTERNA = f"Sala 16 serve a riunioni brevi interne: non ci si ricevono persone da fuori ({CONVENZIONE})"
USI = {
    "1": UsoStanza.SPORTELLO,
    "16": UsoStanza.RIUNIONI_BREVI,
    "22": UsoStanza.FORMAZIONE,
    "23": UsoStanza.FORMAZIONE,
    "25": UsoStanza.FORMAZIONE,
    "34": UsoStanza.RIUNIONI_BREVI,
}


def ostacoli(stanza: str, esterni: bool, persone: int, minuti: int, disciplinare: bool = True) -> list[str]:
    """What is in the way of so many people for so many minutes, by the rule of the request and of the booking."""
    inizio = datetime(2026, 12, 3, 14, tzinfo=UTC)
    fine = inizio.replace(hour=14 + minuti // 60, minute=minuti % 60)
    richiesta = valuta_richiesta(
        uso=USI[stanza], stanza=f"Sala {stanza}", rilevanza_esterna=esterni, disciplinare_accettato=disciplinare
    )
    misure = Richiesta(inizio, fine, RegoleStanza(f"Sala {stanza}", USI[stanza]), persone)
    return [str(m) for m in (richiesta + valuta_prenotazione(misure)).ostacoli]


@pytest.mark.parametrize(
    ("stanza", "esterni", "persone", "minuti", "attesi"),
    [
        ("1", False, 2, 60, [DELLO_SPORTELLO]),
        ("1", True, 2, 60, [DELLO_SPORTELLO]),
        ("16", False, 8, 120, []),
        ("34", False, 8, 120, []),
        ("16", True, 4, 60, [INTERNA]),
        ("16", False, 9, 60, [f"Sala 16 tiene 8 persone, ne sono previste 9 ({CONVENZIONE})"]),
        ("34", False, 8, 121, [f"Sala 34 si usa per 120 minuti al massimo: qui sono 121 ({CONVENZIONE})"]),
        (
            "34", True, 40, 180,
            [
                f"Sala 34 serve a riunioni brevi interne: non ci si ricevono persone da fuori ({CONVENZIONE})",
                f"Sala 34 tiene 8 persone, ne sono previste 40 ({CONVENZIONE})",
                f"Sala 34 si usa per 120 minuti al massimo: qui sono 180 ({CONVENZIONE})",
            ],
        ),
        ("22", True, 40, 180, []),
        ("23", True, 60, 480, []),
        ("25", False, 5, 60, []),
    ],
)  # fmt: skip
def test_each_room_answers_with_its_rules(
    stanza: str, esterni: bool, persone: int, minuti: int, attesi: list[str]
) -> None:
    assert ostacoli(stanza, esterni, persone, minuti) == attesi


@pytest.mark.parametrize("stanza", ["22", "23", "25"])
def test_a_hall_wants_its_disciplinare_accepted(stanza: str) -> None:
    assert ostacoli(stanza, True, 40, 120, disciplinare=False) == [
        f"Per Sala {stanza} bisogna accettare il disciplinare delle sale ({DISCIPLINARE})"
    ]


def test_without_a_room_there_is_nothing_to_ask() -> None:
    esito = valuta_richiesta(uso="", stanza="", rilevanza_esterna=False, disciplinare_accettato=True)
    assert str(esito) == "Scegli la sala"


@pytest.mark.parametrize(
    ("concluso", "detto"),
    [
        (False, ""),
        (True, "L’evento è concluso: la sala è stata usata, e la richiesta non si può più rifiutare"),
    ],
)
def test_a_room_is_refused_while_its_event_can_still_be_moved(concluso: bool, detto: str) -> None:
    assert str(valuta_rifiuto(evento_concluso=concluso)) == detto


@pytest.mark.parametrize(
    ("incontro", "autorizzata", "cominciata", "detto"),
    [
        ("", False, False, ""),
        ("", True, False, ""),
        ("", False, True, ""),
        ("", True, True, "L’orario è già cominciato: la sala autorizzata resta usata"),
        (
            "Diritti e doveri, incontro 1", False, False,
            "La sala è di un incontro: Diritti e doveri, incontro 1. Per lasciarla, usa «Sposta» nella scheda "
            "dell’evento",
        ),
    ],
)  # fmt: skip
def test_a_room_is_left_before_its_hour_and_never_under_a_session(
    incontro: str, autorizzata: bool, cominciata: bool, detto: str
) -> None:
    assert str(valuta_ritiro(incontro=incontro, autorizzata=autorizzata, cominciata=cominciata)) == detto
