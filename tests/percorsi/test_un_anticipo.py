"""The life of an advance in a real browser (scenario 1): asked, decided by others, paid to the owner, given back late.

Each step is done by the person whose act it is: the Unione endows and decides by code, the social worker refers, the
desk asks, the manager looks into it, the accounts pay and match what comes back. Every page is free of barriers.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from fondo_garanzia.models import Anticipo, Fondo
from fondo_garanzia.queries.anticipo import rate_vive
from tests.factories.fondo import FondoFactory, GaranziaFactory, figure
from tests.factories.luogo import alle
from tests.percorsi.conftest import entra
from tests.percorsi.gesti import (
    come,
    conforme,
    della_linea,
    e,
    estratto,
    importa_estratto,
    pdf,
    premi,
    riempi,
    sezione,
)
from tests.percorsi.ufficio import ufficio_del_fondo
from valdera_housing.models import Nucleo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

D = Decimal
PERCHE = "Ha trovato casa ma non ha i soldi del deposito"
Apri = Callable[..., Page]


@pytest.fixture
def orologio() -> Iterator[time_machine.Traveller]:
    """A clock that the story moves on."""
    with time_machine.travel(alle(date(2026, 3, 2), "09:30")) as viaggio:
        yield viaggio


@pytest.fixture
def nucleo(orologio: time_machine.Traveller, transactional_db: None) -> Nucleo:
    return ufficio_del_fondo()


def del_fondo(apri: Apri, nome: str, **altro: int) -> Page:
    """Somebody signs in and opens the advance."""
    pagina = come(apri, nome, **altro)
    pagina.goto("/fondo-garanzia/anticipi/")
    premi(pagina, re.compile("^AN-2026-0001"))
    return pagina


def dota(pagina: Page, importo: str, atto: Path) -> None:
    """The Unione puts money in the fund of the comune, with its act."""
    della_linea(pagina, "Fondo", "Fondi")
    premi(pagina, "Registra una dotazione")
    riempi(pagina, "Comune", "Pontedera")
    riempi(pagina, "Importo", importo)
    pagina.get_by_label("Dentro l’importo della convenzione").check()
    riempi(pagina, "Atto", "Delibera di Giunta 12/2026")
    riempi(pagina, "Il testo dell’atto", atto)
    premi(pagina, "Registra la dotazione")


def invia(pagina: Page, nucleo: Nucleo) -> None:
    """The social worker opens the case and refers the household to the fund."""
    sezione(pagina, "Nuclei")
    premi(pagina, nucleo.codice)
    premi(pagina, re.compile("^Apri (il|un) caso"))
    premi(pagina, "Apri il caso")
    premi(pagina, re.compile("^Invia a una linea"))
    riempi(pagina, "A quale linea", "Fondo di garanzia")
    riempi(pagina, "Perché", PERCHE)
    premi(pagina, "Invia")
    expect(pagina.get_by_role("heading", name="Invii alle linee")).to_be_visible()


def righe_previste(pagina: Page) -> Locator:
    return pagina.get_by_role("region", name="Come vengono le rate").locator("tbody tr")


def chiede(pagina: Page) -> None:
    """The desk takes the referral; plan and rules are seen before anything is written."""
    della_linea(pagina, "Fondo", "Invii arrivati")
    expect(pagina.locator("main")).to_contain_text(PERCHE)
    premi(pagina, re.compile("^Prendi in carico"))
    premi(pagina, re.compile("^Chiedi un anticipo"))
    scrive_la_richiesta(pagina)
    premi(pagina, "Ricalcola le rate")
    expect(pagina.locator("main")).to_contain_text("supera il 10 % del reddito netto")
    expect(righe_previste(pagina)).to_have_count(12)
    expect(righe_previste(pagina).filter(has_text="150,00")).to_have_count(12)
    expect(righe_previste(pagina).first).to_contain_text("05/04/2026")
    assert not Anticipo.objects.exists()
    premi(pagina, "Chiedi l’anticipo")
    e(pagina, "Richiesto")


def scrive_la_richiesta(pagina: Page) -> None:
    for etichetta, valore in (
        ("Per che cosa", "Deposito cauzionale"),
        ("Importo", "1.800,00"),
        ("Perché serve", "Il nuovo proprietario chiede il deposito"),
        ("Chi viene pagato", "Gino Baldi"),
        ("Codice fiscale o partita IVA", "01998760506"),
        ("IBAN", "IT66R0503471130000000123456"),
        ("Reddito netto al mese", "1.400"),
    ):
        riempi(pagina, etichetta, valore)


def istruisce(pagina: Page) -> None:
    premi(pagina, "Scrivi l’istruttoria…")
    riempi(pagina, "Istruttoria", "Contratto visto, reddito stabile")
    premi(pagina, "Scrivi l’istruttoria")
    e(pagina, "In istruttoria")


def approva(pagina: Page) -> None:
    premi(pagina, "Approva…")
    riempi(pagina, "Atto", "Determinazione 90/2026")
    premi(pagina, "Approva")


def non_basta(pagina: Page) -> None:
    """With a guarantee of 6.000 on 7.500 euro the advance does not fit: how much would is said, nothing is written."""
    approva(pagina)
    principale = pagina.locator("main")
    expect(principale).to_contain_text("sono disponibili 1.500,00 €, ne servono 1.800,00 €: ne mancano 300,00 €")
    expect(principale).to_contain_text("approvabile 1.500,00 €")
    assert Anticipo.objects.get().stato == "ISTRUTTORIA"


def prepara_lettera(pagina: Page, nome: str) -> None:
    """The letter that fits the moment is already chosen."""
    premi(pagina, "Prepara una lettera…")
    premi(pagina, "Prepara la lettera")
    conforme(pagina, pagina.get_by_role("link", name=re.compile(nome)).click)


def paga(pagina: Page) -> None:
    """The agreement to sign, then the bank transfer to the owner: the accounts, on a small window."""
    prepara_lettera(pagina, "accordo di restituzione")
    premi(pagina, "Paga il creditore…")
    riempi(pagina, "Riferimento del bonifico", "CRO 123")
    premi(pagina, "Registra il pagamento")
    e(pagina, "Pagato")


def abbina(pagina: Page, nucleo: Nucleo, cartella: Path) -> None:
    """The bank statement says who paid: three lines become three instalments."""
    chi = str(nucleo.membri.get().persona)
    rate = [(f"05/0{mese}/2026", "150,00", chi, "Rata anticipo") for mese in (4, 5, 6)]
    righe = [
        ("02/03/2026", "7.500,00", "Comune di Pontedera", "Dotazione"),
        ("09/03/2026", "17.500,00", "Comune di Pontedera", "Dotazione"),
        ("20/03/2026", "-1.800,00", "Gino Baldi", "CRO 123"),
        *rate,
    ]
    importa_estratto(pagina, estratto(cartella, ("0,00", "23.650,00"), righe), 6)
    premi(pagina, "Guarda gli abbinamenti sicuri")
    expect(pagina.locator("main tbody tr")).to_have_count(3)
    premi(pagina, "Conferma gli abbinamenti spuntati")


def legge_il_fondo(pagina: Page, frase: str) -> None:
    """The figures of the fund, as its page tells them."""
    della_linea(pagina, "Fondo", "Fondi")
    premi(pagina, re.compile("Pontedera"))
    expect(pagina.locator(".sottotitolo").first).to_have_text(frase)


def riprogramma(pagina: Page) -> None:
    """An easier plan for what nobody paid: the first three stay, the total is the same to the cent."""
    premi(pagina, "Riprogramma le rate…")
    riempi(pagina, "In quante rate", "18")
    premi(pagina, "Ricalcola le rate")
    expect(righe_previste(pagina)).to_have_count(18)
    premi(pagina, "Riprogramma")
    e(pagina, "Riprogrammato")
    rate = pagina.get_by_role("region", name="Rate", exact=True)
    expect(rate.locator("tbody tr")).to_have_count(21)
    expect(rate.locator("tfoot")).to_contain_text("1.800,00")


def test_the_life_of_an_advance(apri: Apri, nucleo: Nucleo, orologio: time_machine.Traveller, tmp_path: Path) -> None:
    atto = pdf(tmp_path, "delibera.pdf")
    unione = come(apri, "funzionario")
    dota(unione, "7.500", atto)
    fondo = Fondo.objects.get()
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("1000.00"), mensilita=5,
        massimale_canoni=D("5000.00"), massimale_danni=D("1000.00"),
    )  # fmt: skip
    invia(come(apri, "assistente"), nucleo)
    chiede(come(apri, "operatore"))
    istruisce(del_fondo(apri, "coordinatore"))

    orologio.move_to(alle(date(2026, 3, 9), "09:30"))
    unione = del_fondo(apri, "funzionario")
    non_basta(unione)
    dota(unione, "17.500", atto)
    unione.goto(f"/fondo-garanzia/anticipi/{Anticipo.objects.get().pk}/")
    approva(unione)
    e(unione, "Approvato")
    assert figure(fondo) == (D("7800.00"), D("0.00"), D("0.00"), D("25000.00"), D("17200.00"))

    orologio.move_to(alle(date(2026, 3, 20), "09:30"))
    paga(del_fondo(apri, "contabile", larghezza=320))
    assert figure(fondo) == (D("6000.00"), D("1800.00"), D("0.00"), D("23200.00"), D("17200.00"))

    orologio.move_to(alle(date(2026, 6, 10), "09:30"))
    conti = come(apri, "contabile")
    abbina(conti, nucleo, tmp_path)
    legge_il_fondo(
        conti,
        "25.000,00 € dotati − 1.800,00 € erogati + 450,00 € rientrati = 23.650,00 € in cassa. "
        "Tolti 6.000,00 € impegnati, 17.650,00 € disponibili",
    )
    conti.goto(f"/fondo-garanzia/anticipi/{Anticipo.objects.get().pk}/")
    e(conti, "In rimborso")
    expect(conti.locator("main")).to_contain_text("1.350,00")

    orologio.move_to(alle(date(2026, 7, 16), "09:30"))
    call_command("rileva_ritardi")
    conti = del_fondo(apri, "contabile")
    e(conti, "In ritardo")
    prepara_lettera(conti, "Promemoria delle rate")
    riprogramma(conti)
    anticipo = Anticipo.objects.get()
    assert (anticipo.stato, anticipo.restituito, anticipo.residuo) == ("SOSPESO", D("450.00"), D("1350.00"))
    assert [r.importo for r in rate_vive(anticipo)] == [D("150.00")] * 3 + [D("75.00")] * 18


def test_an_advance_is_asked_on_a_phone_without_javascript(apri: Apri, nucleo: Nucleo) -> None:
    FondoFactory(comune=nucleo.comune, dotato=D("25000.00"))
    pagina = apri(320, javascript=False)
    entra(pagina, "operatore")
    pagina.goto(f"/fondo-garanzia/anticipi/nuovo/?nucleo={nucleo.codice}")
    riquadri = [riquadro for campo in pagina.locator("main label").all() if (riquadro := campo.bounding_box())]
    assert max(riquadro["x"] + riquadro["width"] for riquadro in riquadri) <= 320
    scrive_la_richiesta(pagina)
    pagina.get_by_role("button", name="Ricalcola le rate").click()
    expect(righe_previste(pagina)).to_have_count(12)
    pagina.get_by_role("button", name="Chiedi l’anticipo").click()
    e(pagina, "Richiesto")
    anticipo = Anticipo.objects.get()
    assert (anticipo.nucleo, anticipo.importo, anticipo.n_rate) == (nucleo, D("1800.00"), 12)
