"""Shares as they are written and as they are read aloud."""

from decimal import Decimal

import pytest

from valdera_housing.kit.percento import il_percento, in_percento


@pytest.mark.parametrize(
    ("quota", "scritto", "letto"),
    [
        ("0.583", "58,3", "il 58,3"),
        ("0.08219", "8,2", "l'8,2"),
        ("0", "0,0", "lo 0,0"),
        ("0.0049", "0,5", "lo 0,5"),
        ("0.0149", "1,5", "l'1,5"),
        ("0.11", "11,0", "l'11,0"),
        ("0.8", "80,0", "l'80,0"),
        ("1.8677", "186,8", "il 186,8"),
        ("12.5", "1.250,0", "il 1.250,0"),
        ("-0.0505", "−5,1", "il −5,1"),
    ],
)
def test_a_share_is_written_with_a_comma_and_read_with_its_article(quota: str, scritto: str, letto: str) -> None:
    assert in_percento(Decimal(quota)) == f"{scritto}\xa0%"
    assert il_percento(Decimal(quota)) == f"{letto}\xa0%"


def test_whole_shares_have_no_comma() -> None:
    assert [in_percento(Decimal("0.1"), 0), il_percento(Decimal("0.80"), 0)] == ["10\xa0%", "l'80\xa0%"]
