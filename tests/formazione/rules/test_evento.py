"""When an event is opened, held, opened again, called off; what a session needs."""

from datetime import date, datetime

import pytest

from formazione.rules.evento import (
    Incontro,
    Posto,
    aperto_a_esterni,
    valuta_annullamento,
    valuta_apertura,
    valuta_incontro,
    valuta_posti,
    valuta_registro,
    valuta_riapertura,
    valuta_spostamento,
    valuta_svolgimento,
)
from valdera_housing.kit.scrittura import FISSO
from valdera_housing.rules.orari import ROMA

ADESSO = datetime(2026, 11, 19, 10, tzinfo=ROMA)
OGGI = date(2026, 11, 19)


def incontro(giorno: int, numero: int = 1, presenze: int = 0) -> Incontro:
    """From 15 to 17 on a day of November."""
    inizio, fine = (datetime(2026, 11, giorno, ora, tzinfo=ROMA) for ora in (15, 17))
    return Incontro(numero, inizio, fine, presenze)


@pytest.mark.parametrize(
    ("destinatari", "esterni"),
    [
        (["OPERATORI_ETS", "PERSONALE_COMUNI", "PERSONALE_UNIONE"], False),
        (["PERSONALE_COMUNI", "CITTADINANZA"], True),
        (["BENEFICIARI"], True),
    ],
)
def test_people_from_outside_are_all_but_who_works_in_the_offices(destinatari: list[str], esterni: bool) -> None:
    assert aperto_a_esterni(destinatari) is esterni


@pytest.mark.parametrize(
    ("posti", "iscritti", "detto"),
    [
        (None, 12, ""),
        (12, 12, ""),
        (11, 12, "12 persone hanno già il posto: i posti non possono essere 11"),
        (0, 1, "1 persona ha già il posto: i posti non possono essere 0"),
    ],
)
def test_seats_are_never_fewer_than_the_enrolled(posti: int | None, iscritti: int, detto: str) -> None:
    assert str(valuta_posti(posti, iscritti)) == detto


@pytest.mark.parametrize(
    ("cambia", "iscritti", "presenze", "detto"),
    [
        (False, 3, 3, ""),
        (True, 0, 0, ""),
        (True, 3, 0, "Ci sono già persone iscritte per nome: il registro resta per nome"),
        (True, 3, 2, "Ci sono già presenze segnate: il modo di contarle non cambia più"),
    ],
)
def test_the_register_is_chosen_before_people_are_in_it(
    cambia: bool, iscritti: int, presenze: int, detto: str
) -> None:
    assert str(valuta_registro(cambia=cambia, iscritti=iscritti, presenze=presenze)) == detto


@pytest.mark.parametrize(
    ("incontri", "positivo", "detto"),
    [
        ([], False, "Manca un incontro: aggiungine almeno uno, con giorno e ora"),
        ([incontro(12)], False, "Tutti gli incontri sono passati: aggiungine uno che deve ancora venire"),
        ([incontro(12), incontro(26, 2)], True, f"Il prossimo incontro è giovedì 26/11/2026, ore{FISSO}15:00"),
    ],
)
def test_names_are_taken_while_there_is_a_meeting_to_come_to(
    incontri: list[Incontro], positivo: bool, detto: str
) -> None:
    esito = valuta_apertura(incontri, ADESSO, None, OGGI)
    assert (esito.positivo, str(esito)) == (positivo, detto)


def test_a_public_page_already_closed_is_told() -> None:
    assert valuta_apertura([incontro(26)], ADESSO, date(2026, 11, 18), OGGI).livello == "avviso"
    assert valuta_apertura([incontro(26)], ADESSO, OGGI, OGGI).livello == "si"


@pytest.mark.parametrize(
    ("incontri", "livello", "detto"),
    [
        ([], "no", "Non c’è nessun incontro: un evento senza incontri non si chiude come svolto"),
        (
            [incontro(12, 1, 8), incontro(19, 2)],
            "no",
            f"L’incontro 2 finisce giovedì 19/11/2026, ore{FISSO}17:00: l’evento si chiude dopo",
        ),
        ([incontro(12, 1, 8)], "si", "1 incontro svolto"),
        (
            [incontro(12, 1)],
            "avviso",
            "1 incontro svolto. Nessuno risulta presente nell’incontro 1: si può segnare anche dopo",
        ),
        (
            [incontro(5, 1), incontro(12, 2), incontro(13, 3, 4)],
            "avviso",
            "3 incontri svolti. Nessuno risulta presente negli incontri 1, 2: si può segnare anche dopo",
        ),
    ],
)
def test_an_event_is_held_when_its_meetings_are_over(incontri: list[Incontro], livello: str, detto: str) -> None:
    esito = valuta_svolgimento(incontri, ADESSO)
    assert (esito.livello, str(esito)) == (livello, detto)


@pytest.mark.parametrize(
    ("attestati", "detto"),
    [
        (0, "Nessun attestato rilasciato"),
        (1, "C’è già 1 attestato valido: prima si annulla, perché porta le ore dell’evento"),
        (2, "Ci sono già 2 attestati validi: prima si annullano, perché portano le ore dell’evento"),
    ],
)
def test_hours_on_a_certificate_are_not_opened_again(attestati: int, detto: str) -> None:
    esito = valuta_riapertura(attestati)
    assert (esito.positivo, str(esito)) == (not attestati, detto)


def test_what_was_held_in_part_is_not_called_off() -> None:
    assert valuta_annullamento(0).positivo
    assert str(valuta_annullamento(3)) == (
        "Qualcuno ha già partecipato: annulla gli incontri che mancano e chiudi l’evento come svolto"
    )


@pytest.mark.parametrize(
    ("posto", "minuti", "passato", "detto"),
    [
        (Posto(luogo="Biblioteca"), 120, True, ""),
        (Posto(collegamento="https://a.it"), 15, False, ""),
        (Posto("Stanza 22", collegamento="https://a.it"), 720, False, ""),
        (Posto(), 120, False, "Scegli la sala, o scrivi l’indirizzo o il collegamento a distanza"),
        (
            Posto("Stanza 22", "Biblioteca"),
            120,
            False,
            "Scegli Stanza 22 oppure l’indirizzo: un incontro si tiene in un posto solo",
        ),
        (Posto("Stanza 22"), 120, True, "Stanza 22 non si può chiedere per un giorno passato"),
        (Posto(luogo="Biblioteca"), 14, False, "Un incontro dura da 15 minuti a 12 ore"),
        (Posto(luogo="Biblioteca"), 721, False, "Un incontro dura da 15 minuti a 12 ore"),
    ],
)
def test_a_session_has_one_place_and_a_length(posto: Posto, minuti: int, passato: bool, detto: str) -> None:
    assert str(valuta_incontro(posto, minuti, chiede_nel_passato=passato)) == detto


def test_hours_on_which_people_were_recorded_stay() -> None:
    assert valuta_spostamento(2, 0).positivo
    assert str(valuta_spostamento(2, 1)) == "L’incontro 2 ha 1 presenza segnata: l’orario resta quello"
    assert str(valuta_spostamento(2, 5)) == "L’incontro 2 ha 5 presenze segnate: l’orario resta quello"
