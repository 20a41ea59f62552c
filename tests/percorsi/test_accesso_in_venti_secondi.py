"""A contact is registered while the person is still at the desk: four clicks, or the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sportello.models import Accesso
from tests.factories.luogo import SedeFactory
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.percorsi.conftest import barriere, entra
from valdera_housing.choices import Ruolo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "una password abbastanza lunga"


@pytest.fixture
def marta() -> None:
    for nome in ("Bientina", "Buti", "Calcinaia", "Capannoli", "Casciana Terme Lari", "Palaia", "Pontedera"):
        ComuneFactory(nome=nome)
    SedeFactory(nome="Sportello dell’Unione")
    utente = UtenteFactory(username="marta", ruoli=[Ruolo.OPERATORE_ETS])
    utente.set_password(PASSWORD)
    utente.save()


@pytest.mark.parametrize(("larghezza", "javascript"), [(1280, True), (320, True), (1280, False)])
def test_four_clicks_register_an_access(
    apri: Callable[..., Page], marta: None, larghezza: int, javascript: bool
) -> None:
    pagina = apri(larghezza, javascript)
    entra(pagina, "marta", PASSWORD)
    pagina.goto("/sportello/accessi/nuovo/")
    for parola in ("Pontedera", "Sfratto", "Informazione data"):
        pagina.get_by_text(parola, exact=True).click()
    assert not javascript or barriere(pagina) == []
    assert not javascript or pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pagina.get_by_role("button", name="Registra e ricomincia").click()
    expect(pagina.get_by_text("Apri l’accesso")).to_be_visible()
    expect(pagina.get_by_label("Sfratto", exact=True)).not_to_be_checked()
    accesso = Accesso.objects.get()
    assert (accesso.comune.nome, accesso.sede.nome) == ("Pontedera", "Sportello dell’Unione")
    assert (accesso.canale, accesso.motivi, accesso.esiti) == ("SPORTELLO", ["SFRATTO"], ["INFORMAZIONE_FORNITA"])


def test_the_keyboard_alone_registers_an_access(apri: Callable[..., Page], marta: None) -> None:
    """The focus is on the comuni: arrows choose, Tab and space tick, Enter saves from wherever one is."""
    pagina = apri(1280, javascript=False)
    entra(pagina, "marta", PASSWORD)
    pagina.goto("/sportello/accessi/nuovo/")
    tasti = ["Space", "ArrowDown", "Tab", "Space", *["Tab"] * 15, "Space", "Enter"]
    for tasto in tasti:
        pagina.keyboard.press(tasto)
    expect(pagina.get_by_text("Apri l’accesso")).to_be_visible()
    accesso = Accesso.objects.get()
    assert (accesso.comune.nome, accesso.motivi, accesso.esiti) == ("Buti", ["SFRATTO"], ["INFORMAZIONE_FORNITA"])
