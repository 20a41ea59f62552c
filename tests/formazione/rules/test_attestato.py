"""Who gets a certificate, with the figures that decide; the code however it is typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formazione.rules.attestato import codice_scritto, in_ore, merita, minuti_che_servono, quota, valuta_attestato


def frase(minuti: int, minuti_evento: int, soglia: int) -> tuple[bool, str]:
    esito = valuta_attestato(minuti, minuti_evento, soglia)
    return esito.positivo, str(esito).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("minuti", "evento", "soglia", "attesa"),
    [
        (330, 480, 75, (False, "5 h 30 min su 8 h: 68,75 %, serve almeno il 75 %; mancano 30 min")),
        (360, 480, 75, (True, "6 h su 8 h: 75 %, serve almeno il 75 %")),
        (359, 480, 75, (False, "5 h 59 min su 8 h: 74,79 %, serve almeno il 75 %; manca 1 min")),
        (480, 480, 100, (True, "8 h su 8 h: 100 %, serve almeno il 100 %")),
        (0, 480, 75, (False, "0 h su 8 h: 0 %, serve almeno il 75 %; mancano 6 h")),
        (2, 3, 67, (False, "2 min su 3 min: 66,66 %, serve almeno il 67 %; manca 1 min")),
        (0, 0, 75, (False, "L’evento non ha ore: nessun incontro si è tenuto")),
        (74999, 100000, 75, (False, "1249 h 59 min su 1666 h 40 min: 74,99 %, serve almeno il 75 %; manca 1 min")),
    ],
)
def test_the_answer_gives_hours_and_per_cent(minuti: int, evento: int, soglia: int, attesa: tuple[bool, str]) -> None:
    assert frase(minuti, evento, soglia) == attesa


@given(st.integers(1, 10_000), st.integers(1, 100), st.data())
def test_the_least_minutes_are_the_least(evento: int, soglia: int, data: st.DataObject) -> None:
    servono = minuti_che_servono(evento, soglia)
    minuti = data.draw(st.integers(0, evento))
    assert merita(minuti, evento, soglia) == (minuti >= servono)


def test_a_share_is_never_rounded_up() -> None:
    assert (quota(74999, 100000), quota(1, 3), quota(5, 0)) == (Decimal("74.99"), Decimal("33.33"), Decimal(0))


@pytest.mark.parametrize(("minuti", "parole"), [(0, "0 h"), (45, "45 min"), (60, "1 h"), (330, "5 h 30 min")])
def test_minutes_are_said_as_hours(minuti: int, parole: str) -> None:
    assert in_ore(minuti).replace("\xa0", " ") == parole


@pytest.mark.parametrize(
    ("scritto", "codice"),
    [
        ("7KQM-2XWD-P9RT", "7KQM-2XWD-P9RT"),
        (" 7kqm 2xwd p9rt ", "7KQM-2XWD-P9RT"),
        ("7kqm2xwdp9rt", "7KQM-2XWD-P9RT"),
        ("7KQM–2XWD\x00", "7KQM-2XWD"),
        ("è!", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_however_it_is_typed(scritto: str, codice: str) -> None:
    assert codice_scritto(scritto) == codice
