"""No barrier on any page of the product, on a phone and on a desk, and no page that scrolls sideways."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from tests.architettura.tavola import righe
from tests.factories.mondo import Mondo, indirizzi
from tests.percorsi.conftest import ALTEZZA, LARGHEZZE, barriere
from valdera_housing.choices import Ruolo

pytestmark = [pytest.mark.browser, pytest.mark.lento, pytest.mark.django_db(transaction=True)]

TAVOLA = righe()
# Who works most on a page comes first: the page with all its acts is the one to look at.
PRECEDENZA = (
    Ruolo.CONTABILE_ETS,
    Ruolo.FUNZIONARIO_UNIONE,
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.AMMINISTRATORE,
    Ruolo.REVISORE,
    Ruolo.COORDINATORE_ETS,
)
# In the gestore the manager of the ETS may do every act.
PRECEDENZA_CASE = (Ruolo.COORDINATORE_ETS, *PRECEDENZA)
SCRIVANIE = [("scrivania", ruolo) for ruolo in Ruolo.values]


def pagine() -> list[tuple[str, str]]:
    """Address name and role of every page that answers to a GET."""
    scelte = []
    for nome, (metodi, ruoli) in TAVOLA.items():
        if "GET" in metodi and nome != "scrivania":
            precedenza = PRECEDENZA_CASE if nome.startswith("gestore:") else PRECEDENZA
            scelte.append((nome, "" if ruoli is None else next(r for r in precedenza if r in ruoli)))
    return [*SCRIVANIE, *scelte]


def test_no_page_has_a_barrier_or_scrolls_sideways(apri: Callable[..., Page], live_server: Any) -> None:
    """A page is loaded once, on a phone, and widened to a desk: the second look costs no second load."""
    mondo, percorsi = Mondo(), dict(indirizzi())
    aperte: dict[str, Page] = {}
    trovate = {}
    for nome, ruolo in pagine():
        if ruolo not in aperte:
            aperte[ruolo] = apri(min(LARGHEZZE))
            entra_con(aperte[ruolo], mondo, ruolo, live_server.url)
        difetti = difetti_di(aperte[ruolo], mondo.indirizzo(nome, percorsi[nome]))
        if difetti:
            trovate[nome, ruolo] = difetti
    assert trovate == {}


def entra_con(pagina: Page, mondo: Mondo, ruolo: str, indirizzo: str) -> None:
    if ruolo:
        nome = settings.SESSION_COOKIE_NAME
        sessione = mondo.client(ruolo).cookies[nome].value
        pagina.context.add_cookies([{"name": nome, "value": sessione, "url": indirizzo}])


def difetti_di(pagina: Page, indirizzo: str) -> list[str]:
    """What is wrong on the page, at each width; downloads are not pages."""
    difetti: list[str] = []
    pagina.set_viewport_size({"width": min(LARGHEZZE), "height": ALTEZZA})
    if not arriva(pagina, indirizzo):
        return difetti
    for larghezza in LARGHEZZE:
        pagina.set_viewport_size({"width": larghezza, "height": ALTEZZA})
        larga = pagina.evaluate("document.documentElement.scrollWidth")
        difetti += [f"{larghezza} px: {barriera}" for barriera in barriere(pagina)]
        difetti += [f"{larghezza} px: scorre di lato, {larga}"] if larga > larghezza else []
    return difetti


def arriva(pagina: Page, indirizzo: str) -> bool:
    """Whether the address is a page: what is downloaded leaves the browser where it was."""
    try:
        risposta = pagina.goto(indirizzo)
    except PlaywrightError as errore:
        if "Download is starting" not in errore.message:
            raise
        return False
    return bool(risposta) and risposta.headers.get("content-type", "").startswith("text/html")
