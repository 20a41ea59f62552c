"""Small numbers: nobody can be worked out from what is printed."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rendicontazione.rules.soppressione import PRIMARIA as P
from rendicontazione.rules.soppressione import SECONDARIA as S
from rendicontazione.rules.soppressione import Cella, sopprimi, sopprimi_elenco


@st.composite
def tavole(draw: st.DrawFn) -> list[list[int]]:
    righe, colonne = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    conteggi = st.sampled_from([0, 1, 2, 3, 4, 5, 7])
    return [[draw(conteggi) for _ in range(colonne)] for _ in range(righe)]


def valori_possibili(tavola: list[list[Cella]], soglia: int) -> dict[tuple[int, int], set[int]]:
    """Every value of each hidden cell that fits what is printed, found by trying all of them up to 12."""
    dentro = [(r, c) for r, riga in enumerate(tavola[:-1]) for c, v in enumerate(riga[:-1]) if not isinstance(v, int)]
    campi = [range(1, soglia) if tavola[r][c] is P else range(soglia, 13) for r, c in dentro]
    trovati: dict[tuple[int, int], set[int]] = {}
    for prova in product(*campi):
        righe = [list(riga[:-1]) for riga in tavola[:-1]]
        for (r, c), valore in zip(dentro, prova, strict=True):
            righe[r][c] = valore
        piena = [[*riga, sum(riga)] for riga in righe]
        piena.append([sum(colonna) for colonna in zip(*piena, strict=True)])
        if concorda(tavola, piena, soglia):
            for r, riga in enumerate(tavola):
                for c, cella in enumerate(riga):
                    if not isinstance(cella, int):
                        trovati.setdefault((r, c), set()).add(piena[r][c])
    return trovati


def concorda(tavola: list[list[Cella]], piena: list[list[int]], soglia: int) -> bool:
    def va(cella: Cella, valore: int) -> bool:
        if isinstance(cella, int):
            return cella == valore
        return 0 < valore < soglia if cella is P else valore >= soglia

    return all(va(c, v) for rc, rv in zip(tavola, piena, strict=True) for c, v in zip(rc, rv, strict=True))


@pytest.mark.parametrize(
    ("valori", "stampata"),
    [
        ([[5, 6], [7, 8]], [[5, 6, 11], [7, 8, 15], [12, 14, 26]]),
        ([[4, 1, 0], [5, 9, 3]], [[S, P, 0, 5], [S, S, 3, 17], [9, 10, 3, 22]]),
        ([[0, 2, 7, 8], [5, 5, 5, 5]], [[0, P, S, 8, 17], [5, S, S, 5, 20], [5, 7, 12, 13, 37]]),
        ([[1, 0, 0]], [[P, 0, 0, P], [P, 0, 0, P]]),
        ([[1, 0], [0, 1]], [[S, S, S], [S, S, S], [S, S, S]]),
    ],
)
def test_a_table_is_hidden_no_more_than_it_must(valori: list[list[int]], stampata: list[list[Cella]]) -> None:
    assert sopprimi(valori) == stampata


def test_two_small_counts_that_give_themselves_away_by_their_total_take_a_third_cell_with_them() -> None:
    assert sopprimi_elenco([2, 2, 10]) == [P, P, S, 14]


def test_two_small_counts_alone_take_their_total_with_them() -> None:
    assert sopprimi_elenco([2, 2]) == [P, P, S]


def test_zero_is_printed_and_large_lists_stay_whole() -> None:
    assert sopprimi_elenco([0, 23, 8, 5]) == [0, 23, 8, 5, 36]


def test_a_higher_threshold_hides_more() -> None:
    assert sopprimi_elenco([4, 9, 30], soglia=5) == [P, S, 30, 43]


@settings(max_examples=300, deadline=None)
@given(tavole())
def test_no_hidden_cell_has_a_single_possible_value(valori: list[list[int]]) -> None:
    tavola = sopprimi(valori)
    assume(any(isinstance(cella, int) for riga in tavola for cella in riga))
    assume(sum(not isinstance(cella, int) for riga in tavola[:-1] for cella in riga[:-1]) <= 4)
    assert {posto: v for posto, v in valori_possibili(tavola, 3).items() if len(v) < 2} == {}


@given(tavole())
def test_what_is_printed_is_true(valori: list[list[int]]) -> None:
    piena = [[*riga, sum(riga)] for riga in valori]
    piena.append([sum(colonna) for colonna in zip(*piena, strict=True)])
    for stampate, vere in zip(sopprimi(valori), piena, strict=True):
        assert [v for s, v in zip(stampate, vere, strict=True) if s != v and isinstance(s, int)] == []


@pytest.mark.parametrize(("valori", "soglia"), [([[1, 2]], 2), ([[-1, 2]], 3), ([[1], [1, 2]], 3)])
def test_what_cannot_be_protected_is_refused(valori: list[list[int]], soglia: int) -> None:
    with pytest.raises(ValueError, match=r"soglia|conteggi"):
        sopprimi(valori, soglia)
