"""The agreement and the minutes on paper: what they say, and that both standards take them."""

import io
from datetime import date, datetime

import page
import pypdf
import pytest

from cohousing.documents.carattere import famiglia_per
from cohousing.documents.permanenza import patto_pdf, regole_in, verbale_pdf
from tests.factories.cohousing import permanenza, proroga

pytestmark = pytest.mark.django_db
QUANDO = datetime.fromisoformat("2026-11-19T10:00:00+01:00")
REGOLE = "# La cucina\n\n1. La cucina si lascia pulita.\n\n- Turni ogni settimana\n- Niente fumo"
LINGUE = {
    "solo italiano": None,
    "inglese": ("en", "1. Leave the kitchen clean."),
    "rumeno": ("ro", "1. Bucătăria se lasă curată și în ordine."),
    "ucraino": ("uk", "1. Кухню залишають чистою. Її прибирають щодня."),
    "arabo": ("ar", "1. يجب ترك المطبخ نظيفا.\n2. الهدوء بعد العاشرة مساء."),
    "cinese": ("zh", "1. 保持厨房清洁。"),
}


def scritto_in(contenuto: bytes) -> str:
    pagine = pypdf.PdfReader(io.BytesIO(contenuto)).pages
    return " ".join(" ".join(pagina.extract_text() for pagina in pagine).split())


def patto(altra: tuple[str, str] | None = None) -> bytes:
    stay = permanenza(numero="PM-2017-0001", ospite="Fatima Zahra")
    return patto_pdf(stay, edizione=1, regole=REGOLE, altra=altra, quando=QUANDO)


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
@pytest.mark.parametrize("altra", LINGUE.values(), ids=LINGUE.keys())
def test_both_validators_take_the_agreement(altra: tuple[str, str] | None, profilo: str) -> None:
    esito = page.validate_pdf_bytes(patto(altra), profile=profilo)
    assert [errore.rule_id for errore in esito.failures] == []


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
def test_both_validators_take_the_minutes(profilo: str) -> None:
    atto = proroga(permanenza(), date(2027, 8, 31))
    esito = page.validate_pdf_bytes(verbale_pdf(atto, prima=date(2027, 2, 28), quando=QUANDO), profile=profilo)
    assert [errore.rule_id for errore in esito.failures] == []


def test_the_agreement_says_it_is_no_lease_and_how_long_it_lasts() -> None:
    scritto = scritto_in(patto(LINGUE["inglese"]))
    for parte in (
        "Fatima Zahra", "01/03/2026", "28/02/2027", "220,00 €",
        "un’ospitalità temporanea e non un contratto di locazione", "legge 9 dicembre 1998, n. 431",
        "La cucina si lascia pulita", "Le stesse regole in inglese", "Leave the kitchen clean", "vale quello italiano",
    ):  # fmt: skip
        assert parte in scritto.replace("\xa0", " "), parte


def test_the_same_agreement_gives_the_same_bytes() -> None:
    stay = permanenza()
    fogli = {patto_pdf(stay, edizione=1, regole=REGOLE, altra=LINGUE["inglese"], quando=QUANDO) for _ in range(2)}
    assert len(fogli) == 1


def test_a_language_no_font_draws_is_said_and_not_printed_wrong() -> None:
    assert famiglia_per("\U00012000") is None
    testo = regole_in("zh", "\U00012000")
    assert (testo.paragrafi, testo.nome) == ((), "cinese")
    scritto = scritto_in(patto(("zh", "\U00012000")))
    assert "Questo ufficio non ha un carattere per stampare in cinese" in scritto


def test_arabic_and_urdu_go_from_right_to_left_in_signs_the_pdf_can_carry() -> None:
    testo = regole_in("ar", "<مطبخ>")
    assert (testo.verso, testo.paragrafi) == ("rtl", ("&lt;&#1605;&#1591;&#1576;&#1582;&gt;",))
    assert [regole_in(lingua, "a").verso for lingua in ("ur", "en")] == ["rtl", "ltr"]


def test_the_minutes_say_what_moved_and_why() -> None:
    atto = proroga(permanenza(), date(2027, 8, 31))
    scritto = scritto_in(verbale_pdf(atto, prima=date(2027, 2, 28), quando=QUANDO))
    for parte in ("Finiva il", "28/02/2027", "31/08/2027", "La casa popolare non è pronta", "Sentiti la famiglia"):
        assert parte in scritto
