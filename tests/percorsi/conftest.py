"""A real browser on a real server: the system's Chromium, no network outside this machine."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright
from pytest_socket import enable_socket

from valdera_housing.bootstrap import browser as programma_del_browser

OPZIONI = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LARGHEZZE, ALTEZZA = (320, 1280), 900
PAZIENZA = 60_000  # milliseconds: a slow machine is slow, not wrong
REGOLE_AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # What is right is not described, neither by axe nor on the way here.
    "resultTypes": ["violations"],
    # The styles are read from the page: only an experimental rule would want them fetched again.
    "preload": {"assets": ["media"]},
}
AXE = Axe().axe_script
CERCA_BARRIERE = """
    regole => axe.run(document, regole).then(esito => esito.violations.flatMap(
        v => v.nodes.map(nodo => `${v.id}: ${v.help} — ${nodo.html.slice(0, 160)}`)))
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    programma = programma_del_browser()
    if programma is None:
        frase = "Manca Chromium: scrivi apt-get install -y chromium"
        pytest.fail(frase) if os.environ.get("CI") else pytest.skip(frase)
    # Playwright keeps an event loop in this thread; our ORM calls here are ordinary, synchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    enable_socket()
    expect.set_options(timeout=PAZIENZA)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programma, args=list(OPZIONI))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def apri(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A page of a fresh browser session on our server; a script error or a broken request fails the test."""
    guasti: list[str] = []
    contesti = []
    # A photo opened by itself is shown in a page of the browser's own, whose style our policy stops.
    foto: set[str] = set()

    def ascolta(messaggio: ConsoleMessage) -> None:
        if "Content Security" in messaggio.text and messaggio.location["url"] not in foto:
            guasti.append(f"console: {messaggio.text}")

    def guarda(risposta: Response) -> None:
        if risposta.status >= 500:
            guasti.append(f"{risposta.status} {risposta.url}")
        if risposta.headers.get("content-type", "").startswith("image/"):
            foto.add(risposta.url)

    def nuova(larghezza: int = 1280, javascript: bool = True) -> Page:
        contesto = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": larghezza, "height": ALTEZZA},
            locale="it-IT",
            timezone_id="Europe/Rome",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        contesti.append(contesto)
        pagina = contesto.new_page()
        pagina.set_default_timeout(PAZIENZA)
        pagina.on("pageerror", lambda errore: guasti.append(f"script: {errore}"))
        pagina.on("console", ascolta)
        pagina.on("response", guarda)
        return pagina

    yield nuova
    for contesto in contesti:
        contesto.close()
    assert guasti == []


def entra(pagina: Page, nome: str, password: str = "valdera-demo") -> None:
    """Sign in through the login page, as a person does."""
    pagina.goto("/accedi/")
    accede(pagina, nome, password)


def accede(pagina: Page, nome: str, password: str = "valdera-demo") -> None:
    """The login page is open already."""
    pagina.get_by_label("Nome utente o e-mail").fill(nome)
    pagina.get_by_label("Password", exact=True).fill(password)
    pagina.get_by_role("button", name="Accedi", exact=True).click()


def barriere(pagina: Page) -> list[str]:
    """What axe-core finds wrong on the page as it is, one line a violation with the element."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE)
    barriere: list[str] = pagina.evaluate(CERCA_BARRIERE, REGOLE_AXE)
    return barriere
