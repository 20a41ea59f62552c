"""Codes that cannot be guessed, and their pictures."""

import base64
import re
from urllib.parse import unquote

from valdera_housing.kit.codici import LEGGIBILI, codice_leggibile, codice_segreto
from valdera_housing.kit.qr import qr


def test_a_secret_fits_an_address_and_is_never_the_same() -> None:
    codici = {codice_segreto() for _ in range(1000)}
    assert len(codici) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", codice) for codice in codici)


def test_a_readable_code_has_no_letters_to_confuse() -> None:
    assert set("01ILO") & set(LEGGIBILI) == set()
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", codice_leggibile())


def test_the_picture_is_an_svg_with_its_quiet_zone() -> None:
    intestazione, _, dati = qr("https://esempio.it/attestati/7KQM-2XWD-P9RT/").partition(",")
    svg = base64.b64decode(dati) if "base64" in intestazione else unquote(dati).encode()
    assert (intestazione.startswith("data:image/svg+xml"), b"<svg" in svg) == (True, True)
    assert qr("a") != qr("b")
