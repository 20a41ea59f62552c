"""Who may enrol, confirm and cancel; what a name may contain."""

from datetime import date, datetime

import pytest

from formazione.choices import Destinatario as D
from formazione.choices import StatoEvento as E
from formazione.choices import StatoIscrizione as S
from formazione.rules.iscrizione import (
    Appuntamento,
    e_un_nome,
    gruppi_ammessi,
    stato_di_chi_arriva,
    valuta_conferma,
    valuta_disdetta,
    valuta_evento,
    valuta_gruppo,
)
from tests.factories.luogo import ROMA

OGGI = date(2026, 11, 19)
CHIESTA = datetime(2026, 11, 17, 10, 0, tzinfo=ROMA)


@pytest.mark.parametrize(
    ("posti", "iscritti", "in_attesa", "stato"),
    [
        (None, 0, 0, S.CONFERMATA),
        (None, 5000, 0, S.CONFERMATA),
        (3, 2, 0, S.CONFERMATA),
        (3, 3, 0, S.IN_ATTESA),
        (3, 4, 0, S.IN_ATTESA),
        (3, 2, 1, S.IN_ATTESA),
        (None, 2, 1, S.IN_ATTESA),
    ],
)
def test_a_free_seat_is_for_who_was_waiting_first(
    posti: int | None, iscritti: int, in_attesa: int, stato: str
) -> None:
    assert stato_di_chi_arriva(posti, iscritti, in_attesa) == stato


@pytest.mark.parametrize(
    ("evento", "risposta"),
    [
        (Appuntamento(E.ISCRIZIONI_APERTE, date(2026, 11, 19)), ""),
        (Appuntamento(E.PROGRAMMATO, date(2026, 12, 3)), ""),
        (Appuntamento(E.PROGRAMMATO, None), ""),
        (Appuntamento(E.ISCRIZIONI_APERTE, date(2026, 11, 18)), "L’evento è finito il 18/11/2026"),
        (Appuntamento(E.SVOLTO, date(2026, 12, 3)), "L’evento si è già svolto"),
        (Appuntamento(E.ANNULLATO, date(2026, 12, 3)), "L’evento è stato annullato"),
    ],
)
def test_seats_are_taken_and_left_until_the_last_day(evento: Appuntamento, risposta: str) -> None:
    esito = valuta_evento(evento, OGGI)
    assert (esito.positivo, "" if esito.positivo else str(esito)) == (not risposta, risposta)


TARDI = "Sono passate più di 48 ore: iscriviti di nuovo, bastano due minuti"


@pytest.mark.parametrize(
    ("stato", "adesso", "risposta"),
    [
        (S.DA_CONFERMARE, datetime(2026, 11, 19, 9, 59, tzinfo=ROMA), ""),
        (S.DA_CONFERMARE, datetime(2026, 11, 19, 10, 0, tzinfo=ROMA), TARDI),
        (S.SCADUTA, datetime(2026, 11, 17, 11, 0, tzinfo=ROMA), TARDI),
        (
            S.ANNULLATA,
            datetime(2026, 11, 17, 11, 0, tzinfo=ROMA),
            "Questa iscrizione è stata annullata: se vuoi partecipare, iscriviti di nuovo",
        ),
    ],
)
def test_a_link_confirms_for_forty_eight_hours(stato: str, adesso: datetime, risposta: str) -> None:
    esito = valuta_conferma(stato, CHIESTA, adesso)
    assert (esito.positivo, "" if esito.positivo else str(esito)) == (not risposta, risposta)


@pytest.mark.parametrize(
    ("stato", "presente", "si_puo"),
    [
        (S.DA_CONFERMARE, False, True),
        (S.CONFERMATA, False, True),
        (S.IN_ATTESA, False, True),
        (S.CONFERMATA, True, False),
        (S.ANNULLATA, False, False),
        (S.SCADUTA, False, False),
    ],
)
def test_who_was_there_stays_enrolled(stato: str, presente: bool, si_puo: bool) -> None:
    assert valuta_disdetta(stato, presente=presente).positivo is si_puo


def test_any_citizen_may_come_to_an_event_of_the_groups_it_names() -> None:
    assert gruppi_ammessi([D.SINDACATI, D.PROPRIETARI]) == [D.PROPRIETARI, D.SINDACATI, D.CITTADINANZA]
    assert valuta_gruppo(D.CITTADINANZA, [D.SINDACATI]).positivo
    rifiuto = valuta_gruppo(D.CONDUTTORI, [D.SINDACATI])
    assert str(rifiuto) == "L’evento non è per «Inquilini»: scegli un altro gruppo"


@pytest.mark.parametrize(
    ("testo", "nome"),
    [
        ("Amina", True),
        ("D’Angelo", True),
        ("De' Medici", True),
        ("M. Grazia", True),
        ("Anna-Maria L.", True),
        ("Nguyễn", True),
        ("e\u0301", True),
        ("عائشة", True),
        ("", False),
        ("--", False),
        ("Vinci su premio.example", False),
        ("http://x", False),
        ("Anna\nBcc: x", False),
        ("<b>Anna", False),
        ("Anna 3", False),
    ],
)
def test_a_name_carries_no_link_and_no_code(testo: str, nome: bool) -> None:
    assert e_un_nome(testo) is nome
