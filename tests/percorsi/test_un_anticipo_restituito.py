"""The life of an advance in a real browser (scenario 1): asked, decided by others, paid to the owner, given back late.

The operator asks, the manager looks into it, the official of the Unione decides by code, the accountant pays; the
night finds the instalment that is late. Every page is free of barriers.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import Page, expect

from fondo_garanzia.models import Anticipo
from tests.factories.casa import nucleo_con_adulto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.fondo import FondoFactory, figure, paga_rata
from tests.factories.luogo import alle
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.percorsi.conftest import entra
from tests.percorsi.gesti import conforme, e, libera, premi, riempi
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANTICIPI = "/fondo-garanzia/anticipi/"
IL_2_MARZO = date(2026, 3, 2)
D = Decimal


@pytest.fixture
def orologio() -> Iterator[time_machine.Traveller]:
    """A clock that the story moves on."""
    with time_machine.travel(alle(IL_2_MARZO, "09:30")) as viaggio:
        yield viaggio


@pytest.fixture
def ufficio(orologio: time_machine.Traveller, transactional_db: None) -> None:
    """A comune with its fund, a household in charge, and who works there."""
    pontedera = ComuneFactory(nome="Pontedera", aderente_dal=date(2025, 1, 1))
    ConvenzioneFactory(conto_dedicato="IT60X0542811101000000999999")
    carica_modelli(date(2026, 1, 1))
    FondoFactory(comune=pontedera, dotato=D("25000.00"))
    nucleo_con_adulto(comune=pontedera)
    for nome, ruolo in (
        ("operatore", Ruolo.OPERATORE_ETS),
        ("coordinatore", Ruolo.COORDINATORE_ETS),
        ("contabile", Ruolo.CONTABILE_ETS),
        ("funzionario", Ruolo.FUNZIONARIO_UNIONE),
    ):
        persona = UtenteFactory(username=nome, ruoli=[ruolo], comuni=[pontedera])
        persona.set_password("valdera-demo")
        persona.save()


def come(apri: Callable[..., Page], nome: str, **altro: int) -> Page:
    """Somebody signs in and opens the list of the advances."""
    pagina = apri(**altro)
    entra(pagina, nome)
    pagina.goto(ANTICIPI)
    libera(pagina)
    return pagina


def apri_il_primo(pagina: Page) -> None:
    premi(pagina, re.compile("^AN-2026-0001"))


def chiede(pagina: Page) -> None:
    """The plan and what the rules say are seen before anything is written."""
    premi(pagina, "Chiedi un anticipo")
    premi(pagina, re.compile("^Scegli il nucleo"))
    riempi(pagina, "Per che cosa", "Deposito cauzionale")
    riempi(pagina, "Importo", "1.800,00")
    riempi(pagina, "Perché serve", "Il nuovo proprietario chiede il deposito")
    riempi(pagina, "Chi viene pagato", "Gino Baldi")
    riempi(pagina, "Codice fiscale o partita IVA", "01998760506")
    riempi(pagina, "IBAN", "IT60X0542811101000000123456")
    riempi(pagina, "Reddito netto al mese", "1.400")
    premi(pagina, "Ricalcola le rate")
    expect(pagina.locator("main")).to_contain_text("supera il 10 % del reddito netto")
    expect(pagina.get_by_role("region", name="Come vengono le rate").locator("tbody tr")).to_have_count(12)
    assert not Anticipo.objects.exists()
    premi(pagina, "Chiedi l’anticipo")
    e(pagina, "Richiesto")


def test_the_life_of_an_advance(apri: Callable[..., Page], ufficio: None, orologio: time_machine.Traveller) -> None:
    chiede(come(apri, "operatore"))
    pagina = come(apri, "coordinatore")
    apri_il_primo(pagina)
    premi(pagina, "Scrivi l’istruttoria…")
    riempi(pagina, "Istruttoria", "Contratto visto, reddito stabile")
    premi(pagina, "Scrivi l’istruttoria")
    e(pagina, "In istruttoria")

    pagina = come(apri, "funzionario")
    apri_il_primo(pagina)
    premi(pagina, "Approva…")
    riempi(pagina, "Atto", "Determinazione 90/2026")
    premi(pagina, "Approva")
    e(pagina, "Approvato")
    fondo = Anticipo.objects.get().fondo
    assert figure(fondo) == (D("1800.00"), D("0.00"), D("0.00"), D("25000.00"), D("23200.00"))

    pagina = come(apri, "contabile", larghezza=320)
    apri_il_primo(pagina)
    premi(pagina, "Paga il creditore…")
    riempi(pagina, "Riferimento del bonifico", "CRO 123")
    premi(pagina, "Registra il pagamento")
    e(pagina, "Pagato")
    premi(pagina, "Prepara una lettera…")
    premi(pagina, "Prepara la lettera")
    conforme(pagina, pagina.get_by_role("link", name=re.compile("accordo di restituzione")).click)
    assert figure(fondo) == (D("0.00"), D("1800.00"), D("0.00"), D("23200.00"), D("23200.00"))

    for rata in Anticipo.objects.get().rate.all()[:3]:
        paga_rata(rata)
    orologio.move_to(alle(date(2026, 7, 16), "09:30"))
    call_command("rileva_ritardi")
    si_riprogramma(come(apri, "contabile"))
    assert figure(fondo) == (D("0.00"), D("1800.00"), D("450.00"), D("23650.00"), D("23650.00"))


def si_riprogramma(pagina: Page) -> None:
    """The late one gets a reminder, then an easier plan of the same total."""
    apri_il_primo(pagina)
    e(pagina, "In ritardo")
    premi(pagina, "Prepara una lettera…")
    premi(pagina, "Prepara la lettera")
    conforme(pagina, pagina.get_by_role("link", name=re.compile("Promemoria delle rate")).click)
    premi(pagina, "Riprogramma le rate…")
    riempi(pagina, "In quante rate", "18")
    premi(pagina, "Ricalcola le rate")
    expect(pagina.get_by_role("region", name="Come vengono le rate").locator("tbody tr")).to_have_count(18)
    premi(pagina, "Riprogramma")
    e(pagina, "Riprogrammato")
