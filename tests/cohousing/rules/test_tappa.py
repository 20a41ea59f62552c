"""Where a milestone stands, and which days it may have."""

from datetime import date

import pytest

from cohousing.rules.tappa import (
    StatoTappa,
    entro_predefinito,
    stato_tappa,
    valuta_raggiungimento,
    valuta_spostamento,
)

INIZIO, FINE, ENTRO = date(2025, 1, 1), date(2027, 12, 31), date(2025, 12, 31)
OGGI = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("inizio", "entro"),
    [(date(2025, 1, 1), date(2025, 12, 31)), (date(2024, 2, 29), date(2025, 2, 27))],
)
def test_a_milestone_is_due_within_the_first_year(inizio: date, entro: date) -> None:
    assert entro_predefinito(inizio) == entro


@pytest.mark.parametrize(
    ("raggiunta", "oggi", "atteso"),
    [
        (None, date(2025, 12, 20), StatoTappa("attesa", 11, "Mancano 11 giorni")),
        (None, date(2025, 12, 30), StatoTappa("attesa", 1, "Manca 1 giorno")),
        (None, ENTRO, StatoTappa("attesa", 0, "Scade oggi")),
        (None, date(2026, 1, 1), StatoTappa("in_ritardo", 1, "In ritardo di 1 giorno")),
        (None, OGGI, StatoTappa("in_ritardo", 323, "In ritardo di 323 giorni")),
        (ENTRO, OGGI, StatoTappa("raggiunta", 0, "Raggiunta il 31/12/2025")),
        (date(2026, 1, 5), OGGI, StatoTappa("raggiunta", 5, "Raggiunta il 05/01/2026, con 5 giorni di ritardo")),
    ],
)
def test_a_milestone_is_reached_late_or_still_to_come(raggiunta: date | None, oggi: date, atteso: StatoTappa) -> None:
    assert stato_tappa(ENTRO, raggiunta, oggi) == atteso


@pytest.mark.parametrize(
    ("codice", "il", "casa", "frase"),
    [
        ("M1", OGGI, None, ""),
        ("M3", OGGI, OGGI, ""),
        ("M1", date(2026, 11, 20), None, "La data è nel futuro: scrivila quando sarà successo"),
        ("M1", date(2024, 12, 31), None, "Una tappa si raggiunge dopo l’inizio della convenzione, il 01/01/2025"),
        ("M3", OGGI, None, "Per questa tappa serve una casa aperta in quel giorno: non ce n’è ancora nessuna"),
        (
            "M3", date(2026, 1, 1), date(2026, 1, 15),
            "Per questa tappa serve una casa aperta in quel giorno: la prima è aperta dal 15/01/2026",
        ),
    ],
)  # fmt: skip
def test_a_milestone_is_reached_inside_the_convention_and_with_its_proof(
    codice: str, il: date, casa: date | None, frase: str
) -> None:
    assert str(valuta_raggiungimento(codice, il, inizio=INIZIO, oggi=OGGI, prima_casa=casa)) == frase


@pytest.mark.parametrize(
    ("entro", "raggiunta", "frase"),
    [
        (FINE, None, ""),
        (date(2026, 6, 30), OGGI, "La tappa è stata raggiunta il 19/11/2026: la sua scadenza non cambia più"),
        (date(2028, 1, 1), None, "La scadenza sta dentro la convenzione, fra il 01/01/2025 e il 31/12/2027"),
        (date(2024, 12, 31), None, "La scadenza sta dentro la convenzione, fra il 01/01/2025 e il 31/12/2027"),
        (ENTRO, None, "La scadenza è già il 31/12/2025: scrivine un’altra"),
    ],
)
def test_a_milestone_moves_inside_the_convention_until_it_is_reached(
    entro: date, raggiunta: date | None, frase: str
) -> None:
    assert str(valuta_spostamento(entro, prima=ENTRO, raggiunta=raggiunta, inizio=INIZIO, fine=FINE)) == frase
