"""The paper font: widths as its own tables say, and only signs it can draw."""

import pytest

from valdera_housing.kit.carattere import PESI, a_capo, accorcia, cartella, larghezza, nome_file, scrivibile


def test_every_weight_is_in_the_installed_package() -> None:
    assert [peso for peso in PESI if not (cartella() / nome_file(peso)).is_file()] == []


def test_digits_are_all_as_wide_as_one_another() -> None:
    assert {larghezza(cifra, 10) for cifra in "0123456789"} == {5.6}


def test_width_grows_with_the_body() -> None:
    assert larghezza("Unione Valdera", 20) == pytest.approx(2 * larghezza("Unione Valdera", 10))


def test_a_short_text_is_left_alone_and_a_long_one_ends_in_an_ellipsis() -> None:
    assert accorcia("Fondo", 100, 8) == "Fondo"
    corto = accorcia("Accompagnamento e sportello", 60, 8)
    assert corto.endswith("…")
    assert larghezza(corto, 8) <= 60


def test_a_text_breaks_at_blanks_and_no_line_is_wider_than_its_place() -> None:
    righe = a_capo("Accompagnamento e sportello per la casa", 80, 8)
    assert len(righe) == 2
    assert all(larghezza(riga, 8) <= 80 for riga in righe)


@pytest.mark.parametrize(
    ("testo", "scritto"),
    [
        ("Nuclei: 12 – spesa 1.234,56 €", "Nuclei: 12 – spesa 1.234,56 €"),
        ("a → b ≤ c", "a -> b <= c"),
        ("Ștefan Łukasz Đorđević", "Ștefan Łukasz Đorđević"),
        ("Nguyễn", "Nguyen"),
        ("ﬁrma n.\u202f5", "firma n.\xa05"),
        ("王 и ✓", "? ? ?"),
        ("a\x00b\u200bc", "abc"),
        ("prima\nseconda", "prima\nseconda"),
    ],
)
def test_signs_the_font_lacks_are_replaced(testo: str, scritto: str) -> None:
    assert scrivibile(testo) == scritto
