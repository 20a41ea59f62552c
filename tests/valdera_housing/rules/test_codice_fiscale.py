"""Vectors of domain.md 8.2: omocodia is accepted, differences are warnings."""

from datetime import date

import pytest

from valdera_housing.rules.codice_fiscale import (
    DatiCodiceFiscale,
    confronta_con_anagrafica,
    controlla_codice_fiscale,
    controlla_codice_sanitario,
    leggi_codice_fiscale,
)

ROSSI = DatiCodiceFiscale("F", date(1980, 5, 12), "G843")


@pytest.mark.parametrize(
    ("codice", "letto"),
    [
        ("RSSMRA80E52G843C", ROSSI),
        ("RSSMRA80E52G84PY", ROSSI),
        ("RSSMRA80E52G8QPK", ROSSI),
        ("BNCLCU75S03G702T", DatiCodiceFiscale("M", date(1975, 11, 3), "G702")),
        ("DPIMDA92A15Z343L", DatiCodiceFiscale("M", date(1992, 1, 15), "Z343")),
        ("NREDAA50B49C113U", DatiCodiceFiscale("F", date(1950, 2, 9), "C113")),
        ("FOXLIX90A01Z210D", DatiCodiceFiscale("M", date(1990, 1, 1), "Z210")),
    ],
)
def test_a_code_tells_sex_birth_and_place_omocodes_too(codice: str, letto: DatiCodiceFiscale) -> None:
    assert controlla_codice_fiscale(codice).positivo
    assert leggi_codice_fiscale(codice) == letto


@pytest.mark.parametrize("codice", ["RSSMRA80E52G843X", "RSSMRA80E52G843", "", "00000000001", "RSSMRA80X52G843C"])
def test_a_code_that_does_not_hold_is_refused(codice: str) -> None:
    assert not controlla_codice_fiscale(codice).positivo
    assert leggi_codice_fiscale(codice) is None


def test_the_provisional_code_of_eleven_digits_holds_and_tells_nothing() -> None:
    assert controlla_codice_fiscale("00743110157").positivo
    assert leggi_codice_fiscale("00743110157") is None


def test_a_health_code_is_sent_to_its_own_field() -> None:
    assert str(controlla_codice_fiscale("STP0902020000123")) == (
        "Questo è un codice STP o ENI: scrivilo nel suo campo, non è un codice fiscale"
    )


@pytest.mark.parametrize(
    ("codice", "giusto"),
    [("STP0902020000123", True), ("ENI0902020000123", True), ("STP090202000012", False), ("XXX0902020000123", False)],
)
def test_health_codes_have_three_letters_and_thirteen_digits(codice: str, giusto: bool) -> None:
    assert controlla_codice_sanitario(codice).positivo is giusto


def test_every_difference_with_the_file_is_a_warning_and_never_a_refusal() -> None:
    esito = confronta_con_anagrafica(
        "RSSMRA80E52G843C", cognome="Verdi", nome="Anna", nato_il=date(1981, 5, 12), sesso="M"
    )
    assert esito.positivo
    assert [str(motivo) for motivo in esito.motivi] == [
        "Il codice fiscale comincia con RSS: non corrisponde al cognome Verdi",
        "Il codice fiscale continua con MRA: non corrisponde al nome Anna",
        "Il codice fiscale dice nascita il 12/05/80, la scheda il 12/05/81",
        "Il sesso nel codice fiscale è diverso da quello della scheda",
    ]


def test_a_file_that_matches_or_says_less_has_no_warning() -> None:
    uguale = confronta_con_anagrafica(
        "RSSMRA80E52G84PY", cognome="Rossi", nome="Maria", nato_il=date(1980, 5, 12), sesso="F"
    )
    meno = confronta_con_anagrafica("RSSMRA80E52G843C", cognome="Rossi", nome="Maria", nato_il=None, sesso="")
    assert uguale.motivi == meno.motivi == ()
