from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from valdera_housing.forms.euro import CampoEuro, CampoPercentuale, importo_positivo

MALE = "Scrivi un importo come 1.234,56."


@pytest.mark.parametrize(
    ("scritto", "letto"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1.234", "1234"),
        ("1.234.567,8", "1234567.8"),
        (" 12 ", "12"),
        ("1 234,50 €", "1234.50"),
        ("−122,00", "-122.00"),
        ("-122", "-122"),
        ("+5", "5"),
        ("0", "0"),
        ("9999999999,99", "9999999999.99"),
    ],
)
def test_amounts_are_read_as_the_office_writes_them(scritto, letto):
    assert CampoEuro().clean(scritto) == Decimal(letto)


@pytest.mark.parametrize(
    ("scritto", "errore"),
    [
        ("", "Scrivi l'importo."),
        ("   ", "Scrivi l'importo."),
        ("NaN", MALE),
        ("Infinity", MALE),
        ("1e5", MALE),
        ("0.001", MALE),
        ("1.2.3", MALE),
        ("1,2,3", MALE),
        ("12.34,5", MALE),
        ("0x10", MALE),
        ("--5", MALE),
        ("5\x00", MALE),
        ("９", MALE),
        ("9" * 10_000_000, MALE),
        ("0,001", "Al massimo due decimali, come in 1.234,56."),
        ("99999999999", "L'importo è troppo grande."),
    ],
)
def test_what_is_not_an_amount_is_refused_with_a_sentence(scritto, errore):
    with pytest.raises(ValidationError) as rifiuto:
        CampoEuro().clean(scritto)

    assert rifiuto.value.messages == [errore]


def test_an_amount_that_must_be_positive_is_at_least_one_cent():
    campo = importo_positivo()

    assert campo.clean("0,01") == Decimal("0.01")
    for scritto in ("0", "-1000"):
        with pytest.raises(ValidationError, match=r"Scrivi un importo maggiore di zero\."):
            campo.clean(scritto)


def test_a_percentage_stays_between_0_and_100():
    campo = CampoPercentuale()

    assert campo.clean("33,5 %") == Decimal("33.5")
    for scritto in ("100,01", "-1"):
        with pytest.raises(ValidationError):
            campo.clean(scritto)


def test_an_amount_is_shown_again_as_the_office_writes_it():
    assert CampoEuro().widget.format_value(Decimal("1234.5")) == "1.234,50"
    assert CampoEuro().widget.format_value("dodici") == "dodici"
