"""Drawings for paper: labels are measured, and a drawing with a label out of place does not close."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valdera_housing.kit.carattere import larghezza
from valdera_housing.kit.disegno import Disegno, EtichettaFuoriPosto, disponi


def test_a_drawing_says_its_text_alternative_and_escapes_what_it_writes() -> None:
    disegno = Disegno(100, 20, "A & B < C")
    disegno.testo(0, 10, "<b>")
    assert disegno.svg() == (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 100 20" width="100pt" height="20pt" '
        'font-family="Titillium Web"><title>A &amp; B &lt; C</title>'
        '<text x="0" y="10" font-size="7.5" fill="#17324D">&lt;b&gt;</text></svg>'
    )


@pytest.mark.parametrize(("x", "y", "ancora"), [(-5, 10, "start"), (90, 10, "start"), (0, 2, "start"), (5, 10, "end")])
def test_a_label_that_leaves_the_drawing_stops_it(x: float, y: float, ancora: str) -> None:
    disegno = Disegno(100, 20, "prova")
    disegno.testo(x, y, "450.000,00 €", ancora=ancora)
    with pytest.raises(EtichettaFuoriPosto, match="esce dal disegno"):
        disegno.svg()


def test_two_labels_that_touch_stop_it() -> None:
    disegno = Disegno(200, 40, "prova")
    disegno.testo(0, 10, "ammesso")
    disegno.testo(5, 14, "tempo")
    with pytest.raises(EtichettaFuoriPosto, match="«tempo» tocca «ammesso»"):
        disegno.svg()


def test_an_optional_label_is_left_out_where_something_stands() -> None:
    disegno = Disegno(200, 40, "prova")
    disegno.testo(0, 10, "ammesso")
    assert [disegno.testo_se_libero(x, 10, "tempo") for x in (5, 100, 195)] == [False, True, False]
    disegno.controlla()


@given(st.floats(-500, 500))
def test_a_label_pushed_inside_always_fits(x: float) -> None:
    disegno = Disegno(120, 20, "prova")
    sinistra = disegno.testo_dentro(x, 10, "tempo 58,3 %", 7)
    disegno.controlla()
    assert 0 <= sinistra <= 120 - larghezza("tempo 58,3 %", 7)


def test_nothing_is_drawn_for_what_has_no_size() -> None:
    disegno = Disegno(100, 20, "prova")
    disegno.rettangolo(0, 0, 0, 5, "#000")
    disegno.rettangolo(0, 0, -3, 5, "#000")
    disegno.tratteggio(0, 0, 0, 5)
    disegno.reticolo(0, 0, 5, -1)
    assert disegno.pezzi == []


@given(st.lists(st.floats(-100, 300), min_size=1, max_size=6))
def test_labels_in_a_column_keep_their_order_and_their_distance(desiderate: list[float]) -> None:
    poste = disponi(desiderate, 10, 0, 100)
    in_ordine = sorted(range(len(poste)), key=lambda i: desiderate[i])
    assert all(poste[b] - poste[a] >= 10 - 1e-6 for a, b in pairwise(in_ordine))
    assert all(-1e-6 <= posta <= 100 + 1e-6 for posta in poste)


def test_too_many_labels_for_the_column_are_refused() -> None:
    with pytest.raises(ValueError, match="posto"):
        disponi([1, 2, 3], 10, 0, 15)
