"""``manage.py schermate``: without an office to photograph, it says what to type."""

import pytest
from django.core.management import CommandError, call_command
from pytest_socket import enable_socket

from rendicontazione.management.commands import schermate
from valdera_housing.bootstrap import browser

PORTA_CHIUSA = "http://127.0.0.1:9"


@pytest.mark.skipif(browser() is None, reason="Manca Chromium")
def test_an_office_that_does_not_answer_is_told_with_what_to_type(tmp_path) -> None:
    enable_socket()
    cartella = tmp_path / "schermate"
    with pytest.raises(CommandError) as rifiuto:
        call_command("schermate", "--indirizzo", PORTA_CHIUSA, "--cartella", str(cartella))
    assert str(rifiuto.value) == (
        f"A {PORTA_CHIUSA} non risponde nessuno. Avvia prima l'ufficio di prova con «python3 manage.py demo»; se "
        "ha un altro indirizzo, scrivilo dopo --indirizzo."
    )
    assert not cartella.exists()


def test_without_playwright_it_says_how_to_have_it(monkeypatch) -> None:
    monkeypatch.setattr(schermate, "sync_playwright", None)
    with pytest.raises(CommandError) as rifiuto:
        call_command("schermate")
    assert str(rifiuto.value) == ("Manca Playwright, che serve a fotografare le pagine. Scrivi: pip install '.[test]'")


def test_every_picture_has_its_own_name_and_one_sign_in_a_role() -> None:
    nomi = [scatto.nome for scatto in schermate.SCATTI]
    ruoli = [scatto.ruolo for scatto in schermate.SCATTI]
    assert len(set(nomi)) == len(nomi)
    assert ruoli == sorted(ruoli, key=list(dict.fromkeys(ruoli)).index)
