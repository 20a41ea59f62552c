"""The registry in a real browser: a person is registered, a possible double is seen, the past stays."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.persone import ComuneFactory, PersonaFactory, UtenteFactory
from tests.percorsi.conftest import barriere, entra
from valdera_housing.choices import Ruolo
from valdera_housing.models import Persona

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "una password abbastanza lunga"


@pytest.fixture
def elena() -> None:
    """A social worker of Pontedera, where an Amadou Diop is already known."""
    pontedera = ComuneFactory()
    utente = UtenteFactory(username="elena", ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[pontedera])
    utente.set_password(PASSWORD)
    utente.save()
    PersonaFactory(comune=pontedera, cognome="Diop", nome="Amadou")


@pytest.mark.parametrize(("larghezza", "javascript"), [(1280, True), (390, True), (1280, False)])
def test_a_social_worker_registers_a_person_and_reads_her_file(
    apri: Callable[..., Page], elena: None, larghezza: int, javascript: bool
) -> None:
    pagina = apri(larghezza, javascript)
    entra(pagina, "elena", PASSWORD)
    pagina.goto("/persone/")
    pagina.get_by_role("link", name="Registra una persona").click()
    pagina.get_by_label("Cognome").fill("Diop")
    pagina.get_by_label("Nome", exact=True).fill("Amadou")
    pagina.get_by_label("Codice STP o ENI", exact=False).first.fill("stp 0902020000123")
    pagina.get_by_label("Il codice STP o ENI scade il", exact=False).fill("2027-05-02")
    pagina.get_by_label("Comune di riferimento").select_option("Pontedera")
    pagina.get_by_role("button", name="Registra la persona").click()
    expect(pagina.get_by_role("heading", name="Forse c’è già")).to_be_visible()
    assert not javascript or barriere(pagina) == []
    pagina.get_by_label("È un’altra persona").check()
    pagina.get_by_role("button", name="Registra la persona").click()
    expect(pagina.get_by_role("heading", name="Diop Amadou", level=1)).to_be_visible()
    expect(pagina.get_by_text("STP0902020000123").first).to_be_visible()
    assert Persona.objects.filter(cognome="Diop").count() == 2

    pagina.get_by_role("link", name="Modifica", exact=True).click()
    pagina.get_by_label("Codice fiscale", exact=False).first.fill("DPIMDA92A15Z343L")
    pagina.get_by_role("button", name="Salva").click()
    pagina.get_by_text("Chi ha cambiato che cosa").click()
    expect(pagina.get_by_text("DPIMDA92A15Z343L").last).to_be_visible()
    assert not javascript or barriere(pagina) == []
    assert not javascript or pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
