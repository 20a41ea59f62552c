"""A guarantee enforced in a real browser (scenario 4): asked for a private lease, claimed by the owner, paid in part.

The desk asks and registers the claim, the manager works it out line by line, the Unione decides, the accounts pay and
make the month of the dedicated account balance. Every page is free of barriers.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect

from fondo_garanzia.models import ChiusuraMese, CreditoRivalsa, Escussione, Fondo, Garanzia
from tests.factories.fondo import FondoFactory, figure
from tests.factories.luogo import alle
from tests.percorsi.gesti import (
    come,
    conforme,
    della_linea,
    e,
    estratto,
    importa_estratto,
    libera,
    pdf,
    premi,
    riempi,
)
from tests.percorsi.ufficio import ufficio_del_fondo
from valdera_housing.models import Nucleo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

D = Decimal
OTTOBRE = "/fondo-garanzia/conto/2026-10/"
Apri = Callable[..., Page]


@pytest.fixture
def orologio() -> Iterator[time_machine.Traveller]:
    """A clock that the story moves on."""
    with time_machine.travel(alle(date(2026, 3, 2), "09:30")) as viaggio:
        yield viaggio


@pytest.fixture
def nucleo(orologio: time_machine.Traveller, transactional_db: None) -> Nucleo:
    """A household of a comune with 25.000 euro in its fund."""
    nucleo = ufficio_del_fondo()
    FondoFactory(comune=nucleo.comune, dotato=D("25000.00"))
    return nucleo


def alla_pratica(apri: Apri, nome: str, elenco: str, numero: str) -> Page:
    """Somebody signs in and opens the file from its list."""
    pagina = come(apri, nome)
    della_linea(pagina, "Fondo", elenco)
    premi(pagina, re.compile(f"^{numero}-2026-0001"))
    return pagina


# --- the guarantee --------------------------------------------------------------------------


def chiede(pagina: Page, nucleo: Nucleo) -> None:
    """The lease with its owner is written on the way; months and cap for the rents are proposed from it."""
    della_linea(pagina, "Fondo", "Garanzie")
    premi(pagina, "Chiedi una garanzia")
    riempi(pagina, "Codice del nucleo", nucleo.codice)
    premi(pagina, "Continua")
    premi(pagina, "Descrivi il contratto con il proprietario")
    descrive_il_contratto(pagina)
    expect(pagina.get_by_label("Mensilità garantite")).to_have_value("3")
    expect(pagina.get_by_label("Massimale per i canoni")).to_have_value("1.440,00")
    expect(pagina.get_by_label("A favore di", exact=True)).to_have_value("Gino Baldi")
    riempi(pagina, "Massimale per i danni", "500")
    riempi(pagina, "Perché serve", "Il proprietario affitta solo con una garanzia")
    premi(pagina, "Chiedi la garanzia")
    e(pagina, "Richiesta")


def descrive_il_contratto(pagina: Page) -> None:
    for etichetta, valore in (
        ("Cognome e nome, o denominazione", "Gino Baldi"),
        ("Codice fiscale", "BLDGNI50A01G843Y"),
        ("Indirizzo per la posta", "via Saffi 3, 56025 Pontedera"),
        ("IBAN", "IT66R0503471130000000123456"),
        ("Tipo di contratto", "Canone concordato 3+2"),
        ("Firmato il", date(2026, 3, 1)),
        ("Comincia il", date(2026, 4, 1)),
        ("Finisce il", date(2029, 3, 31)),
        ("Canone al mese", "480"),
        ("Deposito cauzionale", "960"),
    ):
        riempi(pagina, etichetta, valore)
    premi(pagina, "Registra il contratto e continua")


def istruisce(pagina: Page) -> None:
    premi(pagina, "Scrivi l’istruttoria…")
    riempi(pagina, "Che cosa si è verificato", "Reddito stabile, canone sostenibile: parere favorevole")
    premi(pagina, "Chiudi l’istruttoria")
    e(pagina, "In istruttoria")


def approva(pagina: Page, atto: str) -> None:
    premi(pagina, "Approva…")
    riempi(pagina, "Atto", atto)
    premi(pagina, "Approva")
    e(pagina, "Approvata")


def consegna(pagina: Page, cartella: Path) -> None:
    """The letter on paper, then the signed copy that the owner gives back."""
    premi(pagina, "Prepara una lettera…")
    riempi(pagina, "Dov’è la casa", "via Roma 12, Pontedera")
    premi(pagina, "Prepara il PDF")
    conforme(pagina, pagina.get_by_role("region", name="Lettere").get_by_role("link").click)
    premi(pagina, "Consegna la lettera di garanzia…")
    riempi(pagina, "Lettera firmata", pdf(cartella, "lettera firmata.pdf"))
    premi(pagina, "Registra la consegna")
    e(pagina, "Attiva")


# --- the claim ------------------------------------------------------------------------------

DOCUMENTI = (
    "Messa in mora",
    "Estratto dei canoni non pagati",
    "Preventivo dei danni",
    "Fotografie dei danni",
    "Verbale di consegna",
    "Verbale di rilascio",
)


def presenta(pagina: Page, cartella: Path) -> None:
    """Four months, damages and the deposit kept; what would be paid is seen first, what to bring is listed after."""
    premi(pagina, "Registra una richiesta di escussione…")
    riempi(pagina, "Fatto da cui nasce, del", date(2026, 9, 30))
    riempi(pagina, "Danni", "900")
    riempi(pagina, "Deposito trattenuto dal proprietario", "960")
    for numero in range(1, 5):
        riga = pagina.get_by_role("group", name=f"Mese {numero}", exact=True)
        riga.get_by_label("Mese", exact=True).fill(f"2026-0{numero + 5}")
        riga.get_by_label("Non pagato").fill("480")
    premi(pagina, "Ricalcola")
    expect(pagina.get_by_role("row", name=re.compile("^Il fondo paga in tutto"))).to_contain_text("1.440,00")
    assert not Escussione.objects.exists()
    premi(pagina, "Registra la richiesta")
    e(pagina, "Presentata")
    expect(pagina.locator("main")).to_contain_text("Ancora da portare")
    for documento in DOCUMENTI:
        pagina.get_by_role("link", name="Aggiungi un documento").click()
        riempi(pagina, "Che cos’è", documento)
        riempi(pagina, "File", pdf(cartella, f"{documento}.pdf"))
        pagina.get_by_role("button", name="Allega", exact=True).click()
    libera(pagina)
    expect(pagina.locator("main")).not_to_contain_text("Ancora da portare")


CONTI = (
    ("Canoni non pagati", "1.920,00"),
    ("Danni", "900,00"),
    ("Deposito che copre i danni", "-900,00"),
    ("Deposito che copre i canoni", "-60,00"),
    ("Canoni al netto", "1.860,00"),
    ("Il fondo paga per i canoni", "1.440,00"),
    ("Danni al netto", "0,00"),
    ("Il fondo paga per i danni", "0,00"),
    ("Il fondo paga in tutto", "1.440,00"),
    ("Resta non coperto", "420,00"),
)


def valuta(pagina: Page) -> None:
    """The computation is read line by line before it is written."""
    premi(pagina, "Valuta…")
    voci = pagina.locator(".calcolo tbody th").evaluate_all("celle => celle.map(c => c.firstChild.textContent.trim())")
    importi = pagina.locator(".calcolo tbody td").all_inner_texts()
    assert list(zip(voci, (importo.replace("−", "-") for importo in importi), strict=True)) == list(CONTI)
    premi(pagina, "Valuta")
    e(pagina, "Valutata")


def risponde_e_paga(pagina: Page) -> None:
    """The letter to the owner, then the payment with the plan of the household."""
    premi(pagina, "Prepara la lettera…")
    premi(pagina, "Prepara la lettera")
    conforme(pagina, pagina.get_by_role("region", name="Lettera al proprietario").get_by_role("link").click)
    premi(pagina, "Paga il proprietario…")
    riempi(pagina, "Rate per il nucleo", "12")
    premi(pagina, "Registra il pagamento")
    e(pagina, "Pagata")


def legge_la_rivalsa(pagina: Page) -> None:
    """What the household owes the fund, with its twelve instalments."""
    premi(pagina, re.compile("RV-2026-0001"))
    e(pagina, "In rimborso")
    rate = pagina.get_by_role("region", name="Rate", exact=True).locator("tbody tr")
    expect(rate).to_have_count(12)
    expect(rate.filter(has_text="120,00")).to_have_count(12)
    expect(pagina.locator(".sottotitolo")).to_contain_text("1.440,00")


def legge_la_garanzia(pagina: Page) -> None:
    """Enforced in part: the damages are still covered, and the fund still commits them."""
    e(pagina, "Escussa in parte")
    massimali = pagina.get_by_role("region", name="Massimali")
    expect(massimali).to_contain_text("pagati 1.440,00 € su 1.440,00 €")
    expect(massimali).to_contain_text("Restano 500,00 €")


# --- the month of the account ---------------------------------------------------------------


def importa(pagina: Page, cartella: Path) -> None:
    righe = [
        ("28/10/2026", "-1.440,00", "Gino Baldi", "Escussione garanzia"),
        ("31/10/2026", "-3,00", "Banca di Pisa", "Spese tenuta conto"),
    ]
    importa_estratto(pagina, estratto(cartella, ("25.000,00", "23.557,00"), righe), 2)


def collega(pagina: Page) -> None:
    """The payment of the claim is suggested: a person confirms."""
    pagina.goto(OTTOBRE)
    premi(pagina, re.compile(r"^Collega….*1\.440"))
    premi(pagina, re.compile("^Conferma"))
    e(pagina, "Registrata nei fondi")


def non_si_chiude(pagina: Page) -> None:
    """A fee of the bank is still in no fund: the button says so, and so does the act itself."""
    manca = "Riga della banca del 31/10/2026, −3,00 €, non registrata nei fondi"
    pagina.goto(OTTOBRE)
    expect(pagina.get_by_role("button", name="Chiudi il mese…")).to_be_disabled()
    expect(pagina.locator(".atti-motivo").first).to_have_text("Non quadra: c’è 1 cosa da sistemare.")
    expect(pagina.get_by_role("region", name="Che cosa manca")).to_contain_text(manca)
    pagina.goto(f"{OTTOBRE}chiudi/")
    premi(pagina, "Chiudi il mese")
    expect(pagina.locator("main")).to_contain_text(manca)
    assert not ChiusuraMese.objects.exists()


def chiude(pagina: Page) -> None:
    """The fee is written on the fund: bank and funds have the same euros, and the month is closed."""
    pagina.goto(OTTOBRE)
    premi(pagina, re.compile("^Collega…"))
    premi(pagina, "Registra dalla banca…")
    riempi(pagina, "Fondo", str(Fondo.objects.get()))
    premi(pagina, "Registra e collega")
    pagina.goto(OTTOBRE)
    premi(pagina, "Chiudi il mese…")
    expect(pagina.get_by_label("Saldo dell’estratto conto")).to_have_value("23.557,00")
    premi(pagina, "Chiudi il mese")
    e(pagina, "Chiuso")
    chiusura = ChiusuraMese.objects.get()
    assert (chiusura.mese, chiusura.saldo_banca, chiusura.saldo_fondo) == (
        date(2026, 10, 1), D("23557.00"), D("23557.00"),
    )  # fmt: skip


def test_a_guarantee_is_enforced_and_the_month_balances(
    apri: Apri, nucleo: Nucleo, orologio: time_machine.Traveller, tmp_path: Path
) -> None:
    fondo = Fondo.objects.get()
    chiede(come(apri, "operatore"), nucleo)
    istruisce(alla_pratica(apri, "coordinatore", "Garanzie", "GA"))
    approva(alla_pratica(apri, "funzionario", "Garanzie", "GA"), "Determinazione 88/2026")
    consegna(alla_pratica(apri, "contabile", "Garanzie", "GA"), tmp_path)
    assert figure(fondo) == (D("1940.00"), D("0.00"), D("0.00"), D("25000.00"), D("23060.00"))

    orologio.move_to(alle(date(2026, 10, 28), "09:30"))
    presenta(alla_pratica(apri, "operatore", "Garanzie", "GA"), tmp_path)
    valuta(alla_pratica(apri, "coordinatore", "Escussioni", "ES"))
    approva(alla_pratica(apri, "funzionario", "Escussioni", "ES"), "Determinazione 240/2026")
    conti = alla_pratica(apri, "contabile", "Escussioni", "ES")
    risponde_e_paga(conti)
    legge_la_rivalsa(conti)
    legge_la_garanzia(alla_pratica(apri, "funzionario", "Garanzie", "GA"))
    garanzia, credito = Garanzia.objects.get(), CreditoRivalsa.objects.get()
    assert (garanzia.stato, garanzia.impegno, credito.residuo) == ("ESCUSSA_PARZIALE", D("500.00"), D("1440.00"))
    assert figure(fondo) == (D("500.00"), D("1440.00"), D("0.00"), D("23560.00"), D("23060.00"))

    orologio.move_to(alle(date(2026, 11, 3), "09:30"))
    conti = come(apri, "contabile")
    importa(conti, tmp_path)
    collega(conti)
    non_si_chiude(conti)
    chiude(conti)
