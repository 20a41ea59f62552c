"""``manage.py schermate``: the pictures of the README and of the guides, taken from a running demo office."""

import socket
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from PIL import Image

from valdera_housing.bootstrap import browser
from valdera_housing.choices import Ruolo

try:
    from playwright.sync_api import Browser, Error, Page, sync_playwright
except ImportError:  # it comes with the extra «test» only
    sync_playwright = None

INDIRIZZO = "http://localhost:8000"
ALTEZZA = 900
TELEFONO = 390
COLORI = 256
ATTESA = 15_000  # milliseconds for a page
STATO_HTTP = "performance.getEntriesByType('navigation')[0].responseStatus"
OPZIONI = (
    "--lang=it-IT",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)


class Scatto(NamedTuple):
    """A picture: who looks (nobody: signed out), from which page, through which links (CSS)."""

    nome: str
    ruolo: str
    pagina: str
    collegamenti: tuple[str, ...] = ()
    larghezza: int = 1280


CONTI = "/rendicontazione"
CASE = "/gestore"
SPORTELLO = "/sportello"
FONDO = "/fondo-garanzia"
CORSI = "/formazione"
COABITAZIONE = "/cohousing"
VERIFICA = ('a[href*="/continua/"]',)
# In groups by role: one sign-in each.
SCATTI = (
    Scatto("accesso", "", "/accedi/"),
    Scatto(
        "iscrizione-telefono",
        "",
        f"{CORSI}/iscrizioni/",
        (f'h2 a[href^="{CORSI}/iscrizioni/"] >> nth=-1', "#id_email"),
        larghezza=TELEFONO,
    ),
    Scatto("scrivania-funzionario", Ruolo.FUNZIONARIO_UNIONE, "/"),
    Scatto("quadro-economico", Ruolo.FUNZIONARIO_UNIONE, f"{CONTI}/quadro-economico/"),
    Scatto("verifica-spesa", Ruolo.FUNZIONARIO_UNIONE, "/", VERIFICA),
    Scatto("rendiconto", Ruolo.FUNZIONARIO_UNIONE, "/", (*VERIFICA, '.briciole a[href*="/rendiconti/"] >> nth=-1')),
    Scatto("fondi", Ruolo.FUNZIONARIO_UNIONE, f"{FONDO}/fondi/"),
    Scatto("sale", Ruolo.FUNZIONARIO_UNIONE, f"{CORSI}/sale/"),
    Scatto(
        "immobile",
        Ruolo.FUNZIONARIO_UNIONE,
        f"{COABITAZIONE}/immobili/?stato=PROPOSTO",
        (f'tbody a[href^="{COABITAZIONE}/immobili/"]',),
    ),
    Scatto("scrivania-funzionario-telefono", Ruolo.FUNZIONARIO_UNIONE, "/", larghezza=TELEFONO),
    Scatto("scrivania-contabile", Ruolo.CONTABILE_ETS, "/"),
    Scatto("importazione", Ruolo.CONTABILE_ETS, f"{CONTI}/documenti/importazioni/nuova/"),
    Scatto(
        "dividi",
        Ruolo.CONTABILE_ETS,
        f"{CONTI}/documenti/?riparto=DA_DIVIDERE",
        ('tbody a[href*="/documenti/"]', 'a[href$="/dividi/"]'),
    ),
    Scatto("morosita", Ruolo.CONTABILE_ETS, f"{CASE}/morosita/"),
    Scatto(
        "anticipo",
        Ruolo.CONTABILE_ETS,
        f"{FONDO}/anticipi/?stato=IN_RITARDO",
        (f'tbody a[href^="{FONDO}/anticipi/"]',),
    ),
    Scatto("conto-dedicato", Ruolo.CONTABILE_ETS, f"{FONDO}/conto/", (f'tbody a[href^="{FONDO}/conto/"]',)),
    Scatto("alloggi", Ruolo.OPERATORE_ETS, f"{CASE}/alloggi/?ordine=-codice"),
    Scatto(
        "alloggio", Ruolo.OPERATORE_ETS, f"{CASE}/alloggi/?stato=ASSEGNATO", (f'tbody a[href^="{CASE}/alloggi/"]',)
    ),
    Scatto(
        "sublocazione",
        Ruolo.OPERATORE_ETS,
        f"{CASE}/candidature/?stato=ACCOLTA",
        (f'tbody a[href^="{CASE}/candidature/"]', f'a[href*="{CASE}/sublocazioni/nuova/"]', 'a[href="#s3"]'),
    ),
    Scatto(
        "garanzia",
        Ruolo.OPERATORE_ETS,
        f"{FONDO}/garanzie/?stato=ESCUSSA_PARZIALE",
        (f'tbody a[href^="{FONDO}/garanzie/"]',),
    ),
    Scatto("accesso-nuovo", Ruolo.OPERATORE_ETS, f"{SPORTELLO}/accessi/nuovo/"),
    Scatto("agenda", Ruolo.OPERATORE_ETS, f"{SPORTELLO}/agenda/"),
    Scatto(
        "sfratto",
        Ruolo.OPERATORE_ETS,
        f"{SPORTELLO}/sfratti/?stato=PREAVVISO",
        (f'tbody a[href^="{SPORTELLO}/sfratti/"]',),
    ),
    Scatto(
        "domanda",
        Ruolo.OPERATORE_ETS,
        f"{SPORTELLO}/domande/?stato=INTEGRAZIONE",
        (f'tbody a[href^="{SPORTELLO}/domande/"]',),
    ),
    Scatto(
        "chi-puo-chiedere",
        Ruolo.OPERATORE_ETS,
        f"{SPORTELLO}/domande/?stato=INTEGRAZIONE",
        (f'tbody a[href^="{SPORTELLO}/domande/"]', 'a[href*="/misure/chi-puo-chiedere/"]'),
    ),
    Scatto(
        "evento",
        Ruolo.OPERATORE_ETS,
        f"{CORSI}/eventi/?stato=ISCRIZIONI_APERTE",
        (f'tbody a[href^="{CORSI}/eventi/"]',),
    ),
    Scatto(
        "presenze",
        Ruolo.OPERATORE_ETS,
        f"{CORSI}/eventi/?stato=SVOLTO&ordine=-quando",
        (f'tbody a[href^="{CORSI}/eventi/"]', f'a[href^="{CORSI}/incontri/"][href$="/presenze/"]'),
    ),
    Scatto(
        "gradimento",
        Ruolo.OPERATORE_ETS,
        f"{CORSI}/questionari/?tipo=GRADIMENTO&ordine=-fogli",
        (f'tbody a[href^="{CORSI}/questionari/"]',),
    ),
    Scatto(
        "casa-condivisa",
        Ruolo.OPERATORE_ETS,
        f"{COABITAZIONE}/strutture/?stato=ATTIVA&ordine=-liberi",
        (f'tbody a[href^="{COABITAZIONE}/strutture/"]',),
    ),
    Scatto(
        "permanenza",
        Ruolo.OPERATORE_ETS,
        f"{COABITAZIONE}/permanenze/?stato=IN_CORSO&ordine=ingresso",
        (f'tbody a[href^="{COABITAZIONE}/permanenze/"]',),
    ),
    Scatto(
        "candidatura",
        Ruolo.COORDINATORE_ETS,
        f"{CASE}/candidature/?stato=PROPOSTA",
        (f'tbody a[href^="{CASE}/candidature/"]',),
    ),
    Scatto(
        "escussione",
        Ruolo.COORDINATORE_ETS,
        f"{FONDO}/escussioni/?stato=LIQUIDATA&ordine=-importo",
        (f'tbody a[href^="{FONDO}/escussioni/"]',),
    ),
    Scatto("relazioni", Ruolo.CABINA, f"{CONTI}/relazioni/"),
    Scatto("persona", Ruolo.ASSISTENTE_SOCIALE, "/persone/", ('tbody a[href^="/persone/"]',)),
    Scatto(
        "caso",
        Ruolo.ASSISTENTE_SOCIALE,
        "/casi/?bisogno=SFRATTO&ordine=-fermo",
        ('tbody a[href^="/casi/"]',),
    ),
    Scatto("nucleo", Ruolo.ASSISTENTE_SOCIALE, "/nuclei/", ('tbody a[href^="/nuclei/"]',)),
    Scatto(
        "persona-telefono", Ruolo.ASSISTENTE_SOCIALE, "/persone/", ('tbody a[href^="/persone/"]',), larghezza=TELEFONO
    ),
)


class Command(BaseCommand):
    help = "Fotografa le pagine di un ufficio dimostrativo avviato (manage.py demo) per il README e le guide."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--indirizzo", default=INDIRIZZO, help=f"dove risponde l'ufficio ({INDIRIZZO})")
        parser.add_argument(
            "--cartella",
            type=Path,
            default=settings.BASE_DIR / "docs" / "schermate",
            help="dove mettere le immagini (docs/schermate)",
        )

    def handle(self, *args: Any, indirizzo: str, cartella: Path, **options: Any) -> None:
        programma = _programma()
        _pretende_risposta(indirizzo)
        cartella.mkdir(parents=True, exist_ok=True)
        try:
            for percorso in _fotografa(programma, indirizzo, cartella):
                self.stdout.write(f"{percorso}, {percorso.stat().st_size // 1000} kB")
        except Error as errore:
            raise CommandError(f"Il browser si è fermato: {str(errore).splitlines()[0]}") from errore


def _fotografa(programma: str, indirizzo: str, cartella: Path) -> Iterator[Path]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=programma, args=list(OPZIONI))
        for ruolo, scatti in groupby(SCATTI, key=lambda scatto: scatto.ruolo):
            with _entrata(chromium, indirizzo, ruolo) as pagina:
                for scatto in scatti:
                    yield _salva(cartella, scatto, pagina)


def _programma() -> str:
    if sync_playwright is None:
        raise CommandError("Manca Playwright, che serve a fotografare le pagine. Scrivi: pip install '.[test]'")
    programma = browser()
    if programma is None:
        raise CommandError("Manca Chromium. Scrivi: apt-get install -y chromium")
    return programma


def _pretende_risposta(indirizzo: str) -> None:
    parti = urlsplit(indirizzo)
    try:
        porta = parti.port or (443 if parti.scheme == "https" else 80)
        socket.create_connection((parti.hostname or "", porta), timeout=5).close()
    except (OSError, ValueError) as errore:
        raise CommandError(
            f"A {indirizzo} non risponde nessuno. Avvia prima l'ufficio di prova con «python3 manage.py demo»; se "
            "ha un altro indirizzo, scrivilo dopo --indirizzo."
        ) from errore


@contextmanager
def _entrata(chromium: "Browser", indirizzo: str, ruolo: str) -> Iterator["Page"]:
    """A page of the office as this role sees it."""
    contesto = chromium.new_context(base_url=indirizzo, locale="it-IT", timezone_id="Europe/Rome")
    pagina = contesto.new_page()
    pagina.set_default_timeout(ATTESA)
    if ruolo:
        pagina.goto("/accedi/")
        pagina.get_by_label("Nome utente o e-mail").fill(ruolo)
        pagina.get_by_label("Password", exact=True).fill(settings.PASSWORD_DI_PROVA)
        pagina.get_by_role("button", name="Accedi", exact=True).click()
        pagina.wait_for_url("**/")
        pagina.goto("/glossario/")  # what the desk greets with is read once, and not in the pictures
    yield pagina
    contesto.close()


def _salva(cartella: Path, scatto: Scatto, pagina: "Page") -> Path:
    pagina.set_viewport_size({"width": scatto.larghezza, "height": ALTEZZA})
    pagina.goto(scatto.pagina)
    for collegamento in scatto.collegamenti:
        pagina.locator(collegamento).first.click()
        pagina.wait_for_load_state("load")
    pagina.wait_for_load_state("networkidle")
    stato = pagina.evaluate(STATO_HTTP)
    if stato != HTTPStatus.OK:
        raise CommandError(f"«{scatto.nome}» non è venuta: {pagina.url} risponde {stato}.")
    percorso = cartella / f"{scatto.nome}.png"
    _con_pochi_colori(pagina.screenshot(animations="disabled")).save(percorso, optimize=True)
    return percorso


def _con_pochi_colori(immagine: bytes) -> Image.Image:
    """The same picture with a palette: a third of the bytes."""
    return Image.open(BytesIO(immagine)).convert("RGB").quantize(COLORI, dither=Image.Dither.NONE)
