"""What the acts on a building ask."""

from datetime import date
from decimal import Decimal as D

import pytest

from cohousing.rules.immobile import (
    Rilievo,
    Valutazione,
    valuta_approvazione,
    valuta_proposta,
    valuta_segnalazione,
    valuta_sopralluogo,
    valuta_valutazione,
)

OGGI = date(2026, 11, 19)
SEGNALATO = date(2026, 9, 7)
RILIEVO = Rilievo(D(210), 10, 3, 4)


@pytest.mark.parametrize(
    ("segnalato", "rilevato", "frase"),
    [
        (SEGNALATO, None, ""),
        (SEGNALATO, SEGNALATO, ""),
        (date(2026, 11, 20), None, "La segnalazione è nel futuro: scrivila quando sarà successo"),
        (SEGNALATO, date(2026, 9, 6), "Il sopralluogo del 06/09/2026 viene prima della segnalazione"),
    ],
)
def test_a_building_is_told_of_before_it_is_seen(segnalato: date, rilevato: date | None, frase: str) -> None:
    assert str(valuta_segnalazione(segnalato, rilevato, OGGI)) == frase


@pytest.mark.parametrize(
    ("il", "rilievo", "frase"),
    [
        (OGGI, RILIEVO, ""),
        (None, RILIEVO, "Scrivi il giorno del sopralluogo"),
        (date(2026, 11, 20), RILIEVO, "Il sopralluogo è nel futuro: scrivilo quando sarà fatto"),
        (date(2026, 9, 6), RILIEVO, "Il sopralluogo viene dopo la segnalazione, del 07/09/2026"),
        (
            OGGI, Rilievo(None, None, None, None),
            "Scrivi la superficie. Scrivi i posti letto possibili. Scrivi lo stato di conservazione. "
            "Scrivi i servizi vicini",
        ),
    ],
)  # fmt: skip
def test_a_visit_says_when_and_what_was_seen(il: date | None, rilievo: Rilievo, frase: str) -> None:
    assert str(valuta_sopralluogo(il, SEGNALATO, rilievo, OGGI)) == frase


@pytest.mark.parametrize(
    ("valutazione", "frase"),
    [
        (Valutazione(D(0), "COMODATO", ["STUDENTI"]), ""),
        (
            Valutazione(None, "DA_DEFINIRE", []),
            "Scrivi il costo stimato dei lavori. Scrivi come si potrebbe avere. Scrivi per chi potrebbe essere",
        ),
    ],
)
def test_a_valued_building_has_cost_title_and_people(valutazione: Valutazione, frase: str) -> None:
    assert str(valuta_valutazione(valutazione)) == frase


@pytest.mark.parametrize(
    ("testo", "fasi", "frase"),
    [
        ("Sei alloggi", 1, ""),
        (
            " ", 0,
            "Aggiungi almeno una fase: che cosa si fa, in quanti mesi, a che costo. Scrivi il testo della proposta",
        ),
    ],
)  # fmt: skip
def test_the_cabina_reads_words_and_phases(testo: str, fasi: int, frase: str) -> None:
    assert str(valuta_proposta(testo, fasi)) == frase


@pytest.mark.parametrize(
    ("il", "frase"),
    [
        (OGGI, ""),
        (date(2026, 11, 20), "La seduta è nel futuro: scrivila quando avrà deciso"),
        (date(2026, 9, 1), "La Cabina decide dopo la proposta, del 07/09/2026"),
    ],
)
def test_the_cabina_decides_after_the_proposal(il: date, frase: str) -> None:
    assert str(valuta_approvazione(il, SEGNALATO, OGGI)) == frase
