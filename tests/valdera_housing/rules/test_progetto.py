"""When a project may be signed and when it is checked."""

from datetime import date

import pytest

from valdera_housing.rules.caso import fermo_da_prima_di
from valdera_housing.rules.progetto import (
    FirmaApposta,
    ProgettoDaFirmare,
    prossima_verifica,
    valuta_firma,
    valuta_verifica,
)

OGGI = date(2026, 11, 19)
PROGETTO = ProgettoDaFirmare(date(2026, 11, 1), 2)
MARIA = FirmaApposta("BENEFICIARIO", "Maria Rossi", date(2026, 11, 10))
ELENA = FirmaApposta("ASSISTENTE_SOCIALE", "Elena Ferri", date(2026, 11, 12))
SARA = FirmaApposta("CASE_MANAGER", "Sara Baldini", OGGI)
SCUOLA = FirmaApposta("ALTRO", "La scuola", OGGI)
ART = " (d.lgs. 147/2017, art. 6)"
SERVIZIO = f"Manca la firma del servizio: dell’assistente sociale o dell’operatore di riferimento{ART}"


@pytest.mark.parametrize(
    ("progetto", "firme", "ostacoli"),
    [
        (PROGETTO, [MARIA, ELENA], []),
        (PROGETTO, [MARIA, SARA, SCUOLA], []),
        (PROGETTO, [ELENA, SARA], [f"Manca la firma della persona seguita{ART}"]),
        (PROGETTO, [MARIA, SCUOLA], [SERVIZIO]),
        (PROGETTO, [], [f"Manca la firma della persona seguita{ART}", SERVIZIO]),
        (ProgettoDaFirmare(date(2026, 11, 1), 0), [MARIA, ELENA], [f"Scrivi almeno un obiettivo, poi la firma{ART}"]),
        (
            ProgettoDaFirmare(date(2026, 11, 11), 1),
            [MARIA, ELENA],
            ["Maria Rossi: la firma del 10/11/2026 viene prima della stesura, il 11/11/2026"],
        ),
        (
            PROGETTO,
            [MARIA, FirmaApposta("CASE_MANAGER", "Sara Baldini", date(2026, 11, 20))],
            ["Sara Baldini: la firma del 20/11/2026 è nel futuro"],
        ),
        (PROGETTO, [MARIA, ELENA, FirmaApposta("BENEFICIARIO", "maria rossi", OGGI)], ["maria rossi c’è due volte"]),
    ],
)
def test_a_project_holds_when_the_household_and_the_service_signed(progetto, firme, ostacoli) -> None:
    esito = valuta_firma(progetto, firme, OGGI)
    assert ([str(motivo) for motivo in esito.ostacoli], esito.positivo) == (ostacoli, not ostacoli)


@pytest.mark.parametrize(
    ("svolta", "prossima", "ostacoli"),
    [
        (OGGI, date(2027, 5, 19), []),
        (date(2026, 10, 19), OGGI, ["Il progetto è firmato dal 20/10/2026: la verifica non può venire prima"]),
        (date(2026, 11, 20), date(2027, 1, 1), ["La verifica è nel futuro: registrala quando l’avrete fatta"]),
        (OGGI, date(2026, 11, 18), ["La prossima verifica viene dopo questa"]),
    ],
)
def test_a_check_comes_after_the_signature_and_before_the_next(svolta, prossima, ostacoli) -> None:
    esito = valuta_verifica(date(2026, 10, 20), svolta, prossima, OGGI)
    assert [str(motivo) for motivo in esito.ostacoli] == ostacoli


def test_a_project_is_checked_after_six_months_or_those_of_the_parameter() -> None:
    assert prossima_verifica(date(2026, 8, 31)) == date(2027, 2, 28)
    assert prossima_verifica(date(2026, 8, 31), 3) == date(2026, 11, 30)


def test_a_case_is_idle_after_more_than_the_days_of_the_parameter() -> None:
    assert fermo_da_prima_di(OGGI) == date(2026, 10, 5)
    assert fermo_da_prima_di(OGGI, 10) == date(2026, 11, 9)
