"""The main job, whole, in a real browser: from the supplier's file to the PDF of the Cabina di Regia.

The ETS drops real FatturaPA files, divides a bill over two lines, sees what each line has left and presents the
quarter; the Unione verifies document by document, is stopped at the last euro of line 5, closes the quarter and
downloads the report; a second official approves it. Every page on the way is free of barriers.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import page as validatore
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import DocumentoSpesa, LineaBudget, RelazioneTrimestrale, Rendiconto, Spesa
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto
from tests.factories.fatture import CESSIONARIO, cedente, corpo, fattura, file_fattura, firmata, riga
from tests.factories.persone import UtenteFactory
from tests.percorsi.conftest import barriere, entra
from valdera_housing.choices import Linea, Ruolo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORNAI = cedente(denominazione="Termoidraulica Fornai S.r.l.", partita_iva="00162600506")


@pytest.fixture
def ufficio(transactional_db: None) -> None:
    """Three people, and a line 5 with 610 € left of its 15.000."""
    for nome, ruolo in (
        ("contabile_ets", Ruolo.CONTABILE_ETS),
        ("funzionario_unione", Ruolo.FUNZIONARIO_UNIONE),
        ("secondo_funzionario", Ruolo.FUNZIONARIO_UNIONE),
    ):
        persona = UtenteFactory(username=nome, ruoli=[ruolo])
        persona.set_password("valdera-demo")
        persona.save()
    prima = DocumentoSpesaFactory(imponibile=Decimal("14390.00"), iva=Decimal("0"), numero="prima")
    porta_a(SpesaFactory(documento_spesa=prima, linea=Linea.COH, rendiconto=rendiconto(7)), StatoSpesa.AMMESSA)


@pytest.fixture
def file_del_trimestre(tmp_path: Path) -> list[str]:
    """What arrives in a morning: a bill, the same bill again, a signed one, a broken one."""
    bolletta = corpo(
        numero="214/2026", data="2026-09-11", righe=[riga("1600.00", "22.00")], totale="1952.00", causali=["Caldaia"]
    )
    firma = fattura(numero="1190", data="2026-09-04", righe=[riga("100.00", "22.00")], totale="122.00")
    contenuti = {
        "IT00162600506_00001.xml": file_fattura(bolletta, testata=FORNAI + CESSIONARIO),
        "copia della stessa.xml": file_fattura(bolletta, testata=FORNAI + CESSIONARIO),
        "IT01897660500_00002.xml.p7m": firmata(firma),
        "rotta.xml": b"<?xml version='1.0'?><FatturaElettronica>",
    }
    for nome, contenuto in contenuti.items():
        (tmp_path / nome).write_bytes(contenuto)
    return [str(tmp_path / nome) for nome in contenuti]


def libera(pagina: Page) -> None:
    assert barriere(pagina) == [], pagina.url


def quota(pagina: Page, numero: int, linea: str, categoria: str, importo: str) -> None:
    gruppo = pagina.get_by_role("group", name=f"Quota {numero}")
    gruppo.get_by_label("Linea").select_option(label=linea)
    gruppo.get_by_label("Categoria").select_option(label=categoria)
    gruppo.get_by_label("Quanto").fill(importo)
    gruppo.get_by_label("Azione").fill("Manutenzione degli alloggi")
    gruppo.get_by_label("Descrizione").fill("Sostituzione della caldaia")


def divide(pagina: Page, numero: str, quote: list[tuple[str, str, str]]) -> None:
    documento = DocumentoSpesa.objects.get(numero=numero)
    settimo = rendiconto(7)
    pagina.goto(f"/rendicontazione/documenti/{documento.pk}/dividi/?rendiconto={settimo.pk}")
    for indice, dati in enumerate(quote, start=1):
        quota(pagina, indice, *dati)


def paga(pagina: Page, numero: str, importo: str, contabile: str) -> None:
    documento = DocumentoSpesa.objects.get(numero=numero)
    pagina.goto(f"/rendicontazione/documenti/{documento.pk}/pagamenti/nuovo/")
    pagina.get_by_label("Data valuta").fill("2026-09-18")
    pagina.get_by_label("Importo").fill(importo)
    pagina.get_by_label("CRO o riferimento").fill("05428 2026 0918 7731")
    pagina.get_by_label("Contabile o quietanza").set_input_files(contabile)
    libera(pagina)
    pagina.get_by_role("button", name="Registra").click()
    expect(pagina.get_by_role("heading", name="Pagamenti")).to_be_visible()


def test_from_the_supplier_s_file_to_the_report_of_the_cabina(
    apri: Callable[..., Page], ufficio: None, file_del_trimestre: list[str], tmp_path: Path
) -> None:
    ets = apri()
    entra(ets, "contabile_ets")
    expect(ets.get_by_role("heading", name="Scrivania")).to_be_visible()
    libera(ets)
    importa(ets, file_del_trimestre)
    divide_e_paga(ets, tmp_path)
    presenta(ets)
    unione = apri()
    entra(unione, "funzionario_unione")
    verifica(unione)
    relazione = chiude_e_scarica(unione, tmp_path)
    riconosce(unione, relazione)
    approva(apri())


def importa(pagina: Page, file: list[str]) -> None:
    pagina.goto("/rendicontazione/documenti/importazioni/nuova/")
    libera(pagina)
    pagina.locator("input[type=file]").set_input_files(file)
    pagina.get_by_role("button", name="Importa").click()
    expect(pagina.get_by_role("heading", name="Importazione di 4 file")).to_be_visible()
    libera(pagina)
    esiti = [" ".join(cella.split()) for cella in pagina.locator("tbody .stato").all_inner_texts()]
    assert esiti == ["Bozza creata", "Doppia", "Bozza creata", "Non importata"]


def divide_e_paga(pagina: Page, tmp_path: Path) -> None:
    """Line 5 has 610 € left and the share asks 732: the page says so while it is typed."""
    gestore = ("1. Gestore immobiliare sociale", "E. Utenze, condominio e manutenzioni")
    case = ("5. Soluzioni abitative innovative", "E. Utenze, condominio e manutenzioni")
    divide(pagina, "214/2026", [(*gestore, "1220"), (*case, "732")])
    expect(pagina.locator("#anteprima")).to_contain_text("122,00")
    libera(pagina)
    pagina.get_by_role("button", name="Salva le quote").click()
    expect(pagina.get_by_role("heading", name="Quote sulle linee")).to_be_visible()
    libera(pagina)
    divide(pagina, "1190", [("4. Formazione e partecipazione", "G. Formazione, eventi, comunicazione", "122")])
    pagina.get_by_role("button", name="Salva le quote").click()
    expect(pagina.get_by_role("heading", name="Quote sulle linee")).to_be_visible()
    contabile = tmp_path / "contabile.pdf"
    contabile.write_bytes(b"%PDF-1.4\n%%EOF")
    paga(pagina, "214/2026", "1.952,00", str(contabile))
    paga(pagina, "1190", "122", str(contabile))


def presenta(pagina: Page) -> None:
    pagina.goto(f"/rendicontazione/rendiconti/{rendiconto(7).pk}/presenta/")
    libera(pagina)
    pagina.get_by_label("Protocollo").fill("41877")
    pagina.get_by_role("button", name="Presenta il rendiconto").click()
    expect(pagina.locator(".titolo .stato")).to_have_text(re.compile("Presentato"))
    libera(pagina)


def verifica(pagina: Page) -> None:
    pagina.goto(f"/rendicontazione/rendiconti/{rendiconto(7).pk}/")
    pagina.get_by_role("button", name="Prendi in verifica").click()
    expect(pagina.locator(".titolo .stato")).to_have_text(re.compile("In verifica"))
    ammette(pagina, "1.220,00", "1220")
    ammette(pagina, "610,00", "732")
    ammette(pagina, "122,00", "122")
    ultima = Spesa.objects.get(linea=Linea.COH, importo=732)
    assert (ultima.stato, ultima.ammesso, ultima.eccedenza) == (StatoSpesa.ECCEDENZA, 610, 122)
    budget = LineaBudget.objects.get(linea=Linea.COH)
    assert (budget.ammesso, budget.residuo) == (Decimal("15000.00"), Decimal("0.00"))


def ammette(pagina: Page, ammissibile: str, importo: str) -> None:
    spesa = Spesa.objects.get(importo=Decimal(importo), stato=StatoSpesa.PRESENTATA)
    pagina.goto(f"/rendicontazione/spese/{spesa.pk}/verifica/")
    libera(pagina)
    pagina.get_by_role("button", name=re.compile(rf"Ammetti {re.escape(ammissibile)}")).click()
    pagina.wait_for_load_state()
    assert Spesa.objects.get(pk=spesa.pk).stato in {StatoSpesa.AMMESSA, StatoSpesa.ECCEDENZA}


def chiude_e_scarica(pagina: Page, tmp_path: Path) -> Path:
    conti = Rendiconto.objects.get(trimestre__numero=7)
    pagina.goto(f"/rendicontazione/rendiconti/{conti.pk}/chiudi-verifica/")
    libera(pagina)
    pagina.locator("main button[type=submit]").first.click()
    expect(pagina.locator(".titolo .stato")).to_have_text(re.compile("Verificato"))
    pagina.goto("/rendicontazione/relazioni/")
    libera(pagina)
    with pagina.expect_download() as scaricata:
        pagina.locator("a[href*='/pdf/']").first.click()
    file = tmp_path / "relazione.pdf"
    scaricata.value.save_as(file)
    for profilo in ("3a", "ua1"):
        assert validatore.validate_pdf_bytes(file.read_bytes(), profile=profilo).failures == []
    return file


def riconosce(pagina: Page, relazione: Path) -> None:
    """Anyone signed in may ask whether a PDF is the one on record."""
    pagina.goto("/rendicontazione/relazioni/verifica/")
    libera(pagina)
    pagina.locator("input[type=file]").set_input_files(str(relazione))
    pagina.locator("main button[type=submit]").first.click()
    expect(pagina.locator("main")).to_contain_text("È la relazione in archivio, uguale byte per byte")
    impronta = RelazioneTrimestrale.objects.get(rendiconto__trimestre__numero=7).impronta
    assert impronta in "".join(pagina.locator("main").inner_text().split())
    libera(pagina)


def approva(pagina: Page) -> None:
    entra(pagina, "secondo_funzionario")
    conti = Rendiconto.objects.get(trimestre__numero=7)
    pagina.goto(f"/rendicontazione/rendiconti/{conti.pk}/approva/")
    libera(pagina)
    pagina.get_by_label("Data della seduta").fill(f"{timezone.localdate(conti.verificato_alle):%Y-%m-%d}")
    pagina.get_by_label("Verbale").fill("4")
    pagina.locator("main button[type=submit]").first.click()
    expect(pagina.locator(".titolo .stato")).to_have_text(re.compile("Approvato"))
    assert Rendiconto.objects.get(pk=conti.pk).stato == StatoRendiconto.APPROVATO
