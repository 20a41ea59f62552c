"""One eviction avoided, whole, in a real browser: from somebody unknown at the desk to the number of the quarter.

The operator of the ETS receives, books, follows the eviction and the application; the social worker of the comune
keeps what is hers; the official of the Unione reads one more household, by its code. Every page is free of barriers.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from icalendar import Calendar, Component
from playwright.sync_api import Page, expect

from sportello.models import Accesso, Appuntamento, DomandaMisura, Sfratto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.luogo import OrarioAperturaFactory, SedeFactory, StanzaFactory, alle
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.percorsi.conftest import entra
from tests.percorsi.gesti import conforme, e, libera, pdf, premi, riempi, sezione
from valdera_housing.choices import Ruolo
from valdera_housing.models import Caso

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LUNEDI, GIOVEDI = date(2026, 11, 16), date(2026, 11, 19)
ACCESSO, TRASLOCO = date(2026, 12, 1), date(2026, 12, 15)


@pytest.fixture
def orologio() -> Iterator[time_machine.Traveller]:
    """A clock that the story moves on: it starts on a Monday morning."""
    with time_machine.travel(alle(LUNEDI, "09:30")) as viaggio:
        yield viaggio


@pytest.fixture
def ufficio(orologio: time_machine.Traveller, transactional_db: None) -> None:
    """The desk with its room and hours, the measures of the Region, and who works there."""
    pontedera = ComuneFactory(nome="Pontedera", aderente_dal=date(2025, 1, 1))
    ConvenzioneFactory()
    centrale = SedeFactory(nome="Sportello dell’Unione", comune=pontedera)
    OrarioAperturaFactory(sede=centrale, stanza=StanzaFactory(sede=centrale, nome="Stanza 1"))
    call_command("carica_misure")
    for nome, ruolo, (proprio, cognome) in (
        ("operatore", Ruolo.OPERATORE_ETS, ("Marta", "Giannini")),
        ("assistente", Ruolo.ASSISTENTE_SOCIALE, ("Elena", "Conti")),
        ("funzionario", Ruolo.FUNZIONARIO_UNIONE, ("Paolo", "Bini")),
    ):
        persona = UtenteFactory(
            username=nome, first_name=proprio, last_name=cognome, ruoli=[ruolo], comuni=[pontedera]
        )
        persona.set_password("valdera-demo")
        persona.save()


def dello_sportello(pagina: Page, nome: str) -> None:
    """Open a page of the line from its own bar."""
    sezione(pagina, re.compile("^Sportello"))
    sezione(pagina, nome, "Pagine della linea")


def si_rivolge(pagina: Page) -> None:
    """Somebody comes with an eviction: first the fact, then who it is."""
    dello_sportello(pagina, "Accessi")
    premi(pagina, "Registra un accesso")
    for parola in ("Pontedera", "Sfratto", "Appuntamento fissato"):
        pagina.get_by_text(parola, exact=True).click()
    premi(pagina, "Registra")
    expect(pagina.locator("main")).to_contain_text("Senza nome")
    premi(pagina, "Collega la persona")
    riempi(pagina, "Almeno 3 lettere del cognome", "Diop")
    premi(pagina, "Cerca")
    premi(pagina, "Registra una persona nuova")
    expect(pagina.get_by_label("Cognome")).to_have_value("Diop")
    riempi(pagina, "Nome", "Amadou")
    riempi(pagina, "Data di nascita", date(1992, 1, 15))
    riempi(pagina, "Codice fiscale", "DPIMDA92A15Z343L")
    riempi(pagina, "Cittadinanza", "Senegal")
    riempi(pagina, "Telefono", "333 555 1234")
    premi(pagina, "Registra la persona")
    expect(pagina.locator("main")).to_contain_text("Diop Amadou")
    accesso = Accesso.objects.get()
    assert (str(accesso.persona), accesso.primo_accesso) == ("Diop Amadou", True)
    assert accesso.nucleo is not None


def prenota(pagina: Page) -> None:
    """A free slot of the week becomes her appointment; only the operator's own calendar has it, without her name."""
    sezione(pagina, "Agenda")
    premi(pagina, re.compile(r"^9:00\s*, prenota giovedì 19"))
    riempi(pagina, "Cerca fra le persone in archivio", "dio")
    premi(pagina, "Cerca")
    premi(pagina, "Diop Amadou")
    pagina.get_by_role("checkbox", name="Sfratto").check()
    premi(pagina, "Fissa l’appuntamento")
    e(pagina, "Confermato")
    numero = Appuntamento.objects.get().numero
    sezione(pagina, "Agenda")
    expect(pagina.locator("main table")).to_contain_text("A. Diop")
    impegno = calendario_di(pagina)
    assert numero in str(impegno["summary"])
    assert "Diop" not in impegno.to_ical().decode()
    assert impegno["dtstart"].dt == alle(GIOVEDI, "09:00")


def calendario_di(pagina: Page) -> Component:
    """The one engagement that a calendar programme reads at the private address."""
    pagina.get_by_role("contentinfo").get_by_role("link", name="Il tuo calendario").click()
    libera(pagina)
    premi(pagina, "Crea il tuo indirizzo")
    indirizzo = pagina.locator(".indirizzo-privato").inner_text()
    (impegno,) = Calendar.from_ical(pagina.request.get(indirizzo).text()).walk("VEVENT")
    return impegno


def viene(pagina: Page) -> None:
    """The day comes: the sheet of the day on paper, how it went, an access that is not her first, the case."""
    sezione(pagina, "Agenda")
    conforme(pagina, pagina.get_by_role("link", name="Foglio del giorno").click)
    pagina.locator("main table").get_by_role("link", name=re.compile("A. Diop")).click()
    premi(pagina, "Registra com’è andato…")
    riempi(pagina, "Com’è andato", "Ha l’intimazione in mano e tre mesi di arretrati dopo il licenziamento")
    premi(pagina, "Registra")
    e(pagina, "Svolto")
    premi(pagina, "Registra l’accesso")
    pagina.get_by_text("Aperto un caso", exact=True).click()
    premi(pagina, "Registra")
    assert list(Accesso.objects.order_by("avvenuto_alle").values_list("primo_accesso", flat=True)) == [True, False]
    premi(pagina, "Apri un caso")
    riempi(pagina, "Assistente sociale di riferimento", "Elena Conti")
    premi(pagina, "Apri il caso")
    caso = Caso.objects.get()
    assert (caso.assistente_sociale.username, caso.case_manager.username) == ("assistente", "operatore")
    expect(pagina.locator("main")).to_contain_text("Elena Conti")


NOTA, RISERVATA = (
    "Ha chiamato il proprietario: forse rinuncia",
    "Un fatto di salute che il proprietario non deve sapere",
)


def annota(sportello: Page, servizio: Page) -> None:
    """Two notes: the reserved one is of the social worker alone. She also writes the ISEE that the office received."""
    riempi(sportello, "Che cosa è successo", NOTA)
    premi(sportello, "Aggiungi la nota")
    sezione(servizio, "Casi")
    premi(servizio, re.compile("^C-2026-"))
    expect(servizio.locator("main")).to_contain_text(NOTA)
    riempi(servizio, "Che cosa è successo", RISERVATA)
    servizio.get_by_label("Riservata").check()
    premi(servizio, "Aggiungi la nota")
    expect(servizio.locator("main")).to_contain_text(RISERVATA)
    premi(servizio, re.compile("^N-2026-"))
    premi(servizio, "Registra l’ISEE")
    for etichetta, valore in (("DSU presentata il", date(2026, 10, 5)), ("ISEE", "9.800"), ("ISE", "18.400")):
        riempi(servizio, etichetta, valore)
    premi(servizio, "Salva")
    expect(servizio.locator("main")).to_contain_text("9.800,00")
    for pagina in (Caso.objects.get().get_absolute_url(), f"{Caso.objects.get().get_absolute_url()}diario/"):
        sportello.goto(pagina)
        libera(sportello)
        expect(sportello.locator("main")).to_contain_text(NOTA)
        expect(sportello.locator("main")).not_to_contain_text(RISERVATA)
    sportello.go_back()


FATTI = (
    ("Intimazione di sfratto notificata", date(2026, 9, 1), date(2026, 10, 1), "Intimazione", "Udienza il 01/10/2026"),
    ("Convalida", date(2026, 10, 1), date(2026, 11, 30), "Convalida", "Esecuzione dal 30/11/2026"),
    ("Precetto notificato", date(2026, 11, 5), None, "Precetto", "vale fino al 03/02/2027"),
    ("Preavviso di rilascio notificato", GIOVEDI, date(2026, 12, 1), "Preavviso", "martedì 01/12/2026, fra 12 giorni"),
)


def registra_lo_sfratto(pagina: Page) -> None:
    """The eviction from the case, fact after fact: each day that matters is worked out and reaches the desk."""
    premi(pagina, "Registra uno sfratto")
    riempi(pagina, "Motivo", "Morosità (art. 658 c.p.c.)")
    riempi(pagina, "Indirizzo della casa", "via Roma 12, Pontedera")
    riempi(pagina, "Proprietario", "Baldi Gino")
    for etichetta, valore in (("Canone al mese", "500"), ("Canoni arretrati", "5.000"), ("Spese legali", "600")):
        riempi(pagina, etichetta, valore)
    premi(pagina, "Registra lo sfratto")
    expect(pagina.locator("main")).to_contain_text("5.600,00")
    for tipo, giorno, per_il, fase, calcolato in FATTI:
        premi(pagina, "Registra che cosa è successo…")
        riempi(pagina, "Che cosa è successo", tipo)
        riempi(pagina, "Quando", giorno)
        if per_il:
            riempi(pagina, "Giorno fissato", per_il)
        premi(pagina, "Registra")
        e(pagina, fase)
        expect(pagina.locator(".tempo-sfratto")).to_contain_text(calcolato)
    sezione(pagina, "Scrivania")
    expect(pagina.locator("main")).to_contain_text("Prossimo passo di uno sfratto")
    expect(pagina.locator("main")).to_contain_text("01/12/2026")
    premi(pagina, "Sfratto con una data vicina")
    conforme(pagina, pagina.get_by_role("link", name="Foglio da stampare").click)


CHIESTI = (
    ("Cittadinanza o permesso di soggiorno valido", "Sì"),
    ("Residente nell’alloggio dal", date(2020, 3, 1)),
    ("Il contratto è registrato", "Sì"),
    ("Categoria catastale", "A/3"),
    ("L’alloggio è una casa popolare", "No"),
    ("Reddito annuo prima del calo", "24.000"),
    ("Reddito annuo di adesso", "20.000"),
    ("Perché il reddito è calato", "Licenziamento"),
    ("Da quando", date(2026, 2, 1)),
    ("Quota di proprietà di una casa", "0"),
    ("Per che cosa", "Il proprietario rinuncia allo sfratto"),
)


def chiede(pagina: Page, tmp_path: Path) -> None:
    """The application knows what the office knows: each requirement says yes, no or what is missing."""
    premi(pagina, "Nuova domanda per questo sfratto")
    riempi(pagina, "Misura", "Prevenzione dell’esecutività degli sfratti")
    premi(pagina, "Comincia la domanda")
    e(pagina, "Bozza")
    principale = pagina.locator("main")
    for detto in ("ISEE 9.800,00", "Manca qualche dato", "Guarda il documento e scrivilo nella domanda"):
        expect(principale).to_contain_text(detto)
    premi(pagina, "Modifica")
    expect(pagina.get_by_label("Canoni arretrati")).to_have_value("5.000,00")
    expect(pagina.get_by_label("Spese legali")).to_have_value("600,00")
    for etichetta, valore in CHIESTI:
        riempi(pagina, etichetta, valore)
    premi(pagina, "Salva")
    expect(principale).to_contain_text("Non ha i requisiti")
    expect(principale).to_contain_text("16,67")
    premi(pagina, "Modifica")
    riempi(pagina, "Reddito annuo di adesso", "14.000")
    premi(pagina, "Salva")
    expect(principale).to_contain_text("Ha i requisiti")
    calcolo = pagina.get_by_role("region", name="Importo")
    for detto in ("5.000,00", "Resta da pagare", "600,00", "il proprietario"):
        expect(calcolo).to_contain_text(detto)
    premi(pagina, "Registra la presentazione…")
    riempi(pagina, "Protocollo", "PG 4521/2026")
    premi(pagina, "Registra")
    expect(principale).to_contain_text("Manca il documento «Copia del contratto registrato»")
    premi(pagina, "Annulla")
    while (manca := pagina.get_by_role("link", name=re.compile("^Manca: aggiungilo"))).count():
        premi(pagina, re.compile("^Manca: aggiungilo"))
        riempi(pagina, "File", pdf(tmp_path, f"foglio {manca.count()}.pdf"))
        premi(pagina, "Aggiungi")
    assert DomandaMisura.objects.get().file.count() == 5


def cambia_casa(pagina: Page) -> None:
    """The owner refuses: the same application asks for the move to another home, within its cap and its days."""
    premi(pagina, "Modifica")
    riempi(pagina, "Per che cosa", "Passaggio da casa a casa")
    for etichetta, valore in (
        ("Canone al mese della nuova casa", "600"),
        ("Deposito della nuova casa", "1.200"),
        ("Spese di agenzia", "700"),
    ):
        riempi(pagina, etichetta, valore)
    premi(pagina, "Salva")
    calcolo = pagina.get_by_role("region", name="Importo")
    for detto in ("1.800,00", "3 × 600,00", "3.500,00", "200,00", "il nuovo proprietario", "Entro il 30/11/2026"):
        expect(calcolo).to_contain_text(detto)
    premi(pagina, "Registra la presentazione…")
    riempi(pagina, "Protocollo", "PG 4521/2026")
    premi(pagina, "Registra")
    e(pagina, "Presentata")
    conforme(pagina, pagina.get_by_role("link", name="Modulo da firmare (PDF)").click)


def rimanda(pagina: Page) -> None:
    """The officer comes and goes away: with a home in sight the next access is far, and the full 120 days count."""
    dello_sportello(pagina, "Sfratti")
    premi(pagina, re.compile("^SF-2026-"))
    premi(pagina, "Registra che cosa è successo…")
    riempi(pagina, "Che cosa è successo", "Accesso dell’ufficiale giudiziario")
    riempi(pagina, "Quando", ACCESSO)
    riempi(pagina, "Com’è andato l’accesso", "Rinviato")
    riempi(pagina, "Giorno fissato", date(2027, 4, 15))
    premi(pagina, "Registra")
    e(pagina, "Accesso dell’ufficiale giudiziario")
    premi(pagina, re.compile("^D-2026-"))
    expect(pagina.get_by_role("region", name="Importo")).to_contain_text("Entro il 19/03/2027")


def decide(pagina: Page) -> None:
    """The application goes through the office to the commission that finds the money."""
    premi(pagina, "Comincia l’istruttoria")
    e(pagina, "In istruttoria")
    premi(pagina, "Ammetti…")
    expect(pagina.get_by_label("Importo ammesso")).to_have_value("3.500,00")
    riempi(pagina, "Nome di chi è pagato", "Ferri Anna")
    premi(pagina, "Ammetti")
    e(pagina, "Ammessa")
    premi(pagina, "Registra il finanziamento…")
    premi(pagina, "Registra")
    e(pagina, "Finanziata")


def paga(pagina: Page, tmp_path: Path) -> None:
    """Without the acceptance signed by the new owner nothing is paid, and the page says why."""
    dello_sportello(pagina, "Domande")
    premi(pagina, re.compile("^D-2026-"))
    premi(pagina, "Registra il pagamento…")
    premi(pagina, "Registra il pagamento")
    rifiuto = "Il proprietario si paga solo dopo la sua accettazione firmata: servono foglio e data."
    expect(pagina.locator("main")).to_contain_text(rifiuto)
    riempi(pagina, "Accettazione firmata il", TRASLOCO)
    riempi(pagina, "Accettazione firmata dal proprietario", pdf(tmp_path, "accettazione.pdf"))
    premi(pagina, "Registra il pagamento")
    e(pagina, "Pagata")
    domanda = DomandaMisura.objects.get()
    assert (domanda.importo_liquidato, domanda.pagare_a) == (Decimal("3500.00"), "Ferri Anna")
    premi(pagina, "Chiudi")
    e(pagina, "Chiusa")


def chiude(pagina: Page) -> None:
    """The home is left for the new one: the eviction ends avoided, the case with it."""
    premi(pagina, re.compile("^SF-2026-"))
    premi(pagina, "Registra che cosa è successo…")
    riempi(pagina, "Che cosa è successo", "Rilascio volontario")
    riempi(pagina, "Quando", TRASLOCO)
    premi(pagina, "Registra")
    premi(pagina, "Chiudi con l’esito…")
    expect(pagina.get_by_label("Evitato: passa in un’altra casa")).to_be_checked()
    riempi(pagina, "In breve", "Ha traslocato in via Saffi, con il contributo della Regione")
    premi(pagina, "Chiudi lo sfratto")
    expect(pagina.locator(".titolo")).to_contain_text("Evitato: passa in un’altra casa")
    sfratto = Sfratto.objects.get()
    assert (sfratto.esito, sfratto.chiuso_il) == ("EVITATO_CASA_A_CASA", TRASLOCO)
    premi(pagina, re.compile("^caso C-2026-"))
    premi(pagina, "Chiudi il caso…")
    riempi(pagina, "Com’è finita", "Sfratto evitato")
    premi(pagina, "Chiudi il caso")
    assert Caso.objects.get().esito == "SFRATTO_EVITATO"
    for genere in ("Sfratto SF-", "Domanda D-", "Appuntamento AP-", "Accesso"):
        expect(pagina.locator("main")).to_contain_text(genere)
    premi(pagina, re.compile("^N-2026-"))
    expect(pagina.locator("main")).to_contain_text("Evitato: passa in un’altra casa")


def conta(pagina: Page) -> None:
    """The official reads one more, by the code of the household and without its name."""
    dello_sportello(pagina, "Indicatori")
    premi(pagina, re.compile("Sfratti evitati, in numero"))
    principale = pagina.locator("main")
    expect(principale).to_contain_text("1 nucleo")
    expect(principale).to_contain_text(Caso.objects.get().nucleo.codice)
    expect(principale.locator("tbody tr")).to_have_count(1)
    expect(principale.locator("tbody a")).to_have_count(0)
    expect(principale).not_to_contain_text("Diop")


def test_one_eviction_from_the_first_word_at_the_desk_to_the_number_of_the_quarter(
    apri: Callable[..., Page], ufficio: None, orologio: time_machine.Traveller, tmp_path: Path
) -> None:
    sportello, servizio, unione = (apri() for _ in range(3))
    entra(sportello, "operatore")
    si_rivolge(sportello)
    prenota(sportello)

    orologio.move_to(alle(GIOVEDI, "09:50"))
    entra(sportello, "operatore")
    entra(servizio, "assistente")
    viene(sportello)
    annota(sportello, servizio)
    registra_lo_sfratto(sportello)
    chiede(sportello, tmp_path)
    cambia_casa(sportello)

    orologio.move_to(alle(ACCESSO, "12:00"))
    entra(sportello, "operatore")
    rimanda(sportello)
    decide(sportello)

    orologio.move_to(alle(TRASLOCO, "16:00"))
    entra(sportello, "operatore")
    paga(sportello, tmp_path)
    chiude(sportello)
    entra(unione, "funzionario")
    conta(unione)


def test_an_access_is_registered_on_a_phone_without_javascript(apri: Callable[..., Page], ufficio: None) -> None:
    pagina = apri(320, javascript=False)
    entra(pagina, "operatore")
    pagina.goto("/sportello/accessi/")
    pagina.get_by_role("link", name="Registra un accesso").first.click()
    for parola in ("Pontedera", "Sfratto", "Informazione data"):
        pagina.get_by_text(parola, exact=True).click()
    pagina.locator("summary").get_by_text("Altro", exact=True).click()
    riquadri = [riquadro for campo in pagina.locator("main label").all() if (riquadro := campo.bounding_box())]
    assert max(riquadro["x"] + riquadro["width"] for riquadro in riquadri) <= 320
    riempi(pagina, "Cognome della persona", "Diop")
    pagina.get_by_role("button", name="Registra", exact=True).click()
    expect(pagina.get_by_role("heading", name="Collega la persona")).to_be_visible()
    accesso = Accesso.objects.get()
    assert (accesso.persona, accesso.motivi, accesso.esiti) == (None, ["SFRATTO"], ["INFORMAZIONE_FORNITA"])
