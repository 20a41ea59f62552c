"""An event in a real browser (scenario 5): from the idea to the certificates, and who may read what of it.

The desk writes it, asks for the room and takes the presences; the Unione authorises the room and reads figures, never
names; people enrol from their phones, without JavaScript and without a login. Every page is free of barriers.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from formazione.models import Attestato, Evento, Iscrizione, RichiestaSala
from tests.factories.casa import nucleo_con_adulto
from tests.factories.luogo import SedeFactory, StanzaFactory, alle
from tests.factories.persone import ComuneFactory
from tests.percorsi.conftest import accede
from tests.percorsi.gesti import Telefono, come, conforme, della_linea, e, libera, premi, riempi, sezione, telefono
from tests.percorsi.ufficio import lavorano
from valdera_housing.choices import Ruolo, UsoStanza
from valdera_housing.models import Nucleo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITOLO = "Leggere il contratto di affitto"
GIORNO = date(2026, 12, 3)
CENTRALE = "Sportello centrale"
STANZA_22, STANZA_34 = (
    f"Stanza 22, {CENTRALE}: convegni e formazione, 60 posti",
    f"Stanza 34, {CENTRALE}: riunioni brevi interne",
)
Apri = Callable[..., Page]


@pytest.fixture
def orologio() -> Iterator[time_machine.Traveller]:
    """A clock that the story moves on."""
    with time_machine.travel(alle(date(2026, 11, 19), "09:30")) as viaggio:
        yield viaggio


@pytest.fixture
def nucleo(orologio: time_machine.Traveller, transactional_db: None) -> Nucleo:
    """Who works in the office, its two rooms, and a household in charge."""
    pontedera = ComuneFactory(nome="Pontedera", aderente_dal=date(2025, 1, 1))
    sede = SedeFactory(nome=CENTRALE, comune=pontedera)
    StanzaFactory(sede=sede, nome="Stanza 22", uso=UsoStanza.FORMAZIONE, posti=60)
    StanzaFactory(sede=sede, nome="Stanza 34", uso=UsoStanza.RIUNIONI_BREVI)
    lavorano(pontedera, operatore=Ruolo.OPERATORE_ETS, funzionario=Ruolo.FUNZIONARIO_UNIONE)
    return nucleo_con_adulto(comune=pontedera)


def all_evento(pagina: Page) -> Page:
    """Back to the record, from the list of the line."""
    della_linea(pagina, "Formazione", "Eventi")
    riempi(pagina, "Stato", "Anche svolti e annullati")
    premi(pagina, "Filtra")
    premi(pagina, TITOLO)
    return pagina


def principale(pagina: Page) -> Locator:
    return pagina.locator("main")


def lettera(indirizzo: str) -> str:
    """The last e-mail that somebody received."""
    return next(m.body for m in reversed(mail.outbox) if m.to == [indirizzo])


def collegamento(testo: str, quale: str) -> str:
    """A link of an e-mail, on our server."""
    trovato = re.search(rf"/formazione/iscrizioni/{quale}/[\w-]+/", testo)
    assert trovato, testo
    return trovato[0]


# --- the idea, the room, the papers -----------------------------------------------------------------------------


def scrive(pagina: Page) -> None:
    della_linea(pagina, "Formazione", "Eventi")
    premi(pagina, "Nuovo evento")
    for etichetta, valore in (
        ("Titolo", TITOLO),
        ("Tipo", "Formazione per chi abita"),
        ("Di che cosa si parla", "Che cosa c’è scritto, che cosa si può chiedere."),
        ("Programma", "15:00 Il contratto\n16:00 Le domande"),
        ("Posti", "2"),
    ):
        riempi(pagina, etichetta, valore)
    for spunta in ("Inquilini", "Cittadinanza", "Ci si iscrive anche dalla pagina pubblica"):
        pagina.get_by_label(spunta, exact=True).check()
    pagina.get_by_label("Chi frequenta riceve un attestato").check()
    premi(pagina, "Scrivi l’evento")
    e(pagina, "In programma")


def chiede_la_sala(pagina: Page) -> None:
    """Room 34 does not receive people from outside, room 22 wants its Disciplinare: each says why."""
    premi(pagina, "Aggiungi un incontro…")
    riempi(pagina, "Giorno", GIORNO)
    riempi(pagina, "Ora", "15:00")
    riempi(pagina, "Sala", STANZA_34)
    premi(pagina, "Aggiungi")
    expect(principale(pagina)).to_contain_text(
        "Stanza 34 serve a riunioni brevi interne: non ci si ricevono persone da fuori"
    )
    riempi(pagina, "Sala", STANZA_22)
    premi(pagina, "Aggiungi")
    expect(principale(pagina)).to_contain_text("Per Stanza 22 bisogna accettare il disciplinare delle sale")
    assert not RichiestaSala.objects.exists()
    pagina.get_by_label("Accetto il disciplinare delle sale").check()
    premi(pagina, "Aggiungi")
    expect(principale(pagina)).to_contain_text("giovedì 03/12/2026, ore 15:00–17:00")
    expect(principale(pagina)).to_contain_text("Sala richiesta")


def autorizza(pagina: Page) -> None:
    della_linea(pagina, "Formazione", "Sale")
    premi(pagina, TITOLO)
    expect(principale(pagina)).to_contain_text("il disciplinare è accettato")
    premi(pagina, "Autorizza")
    e(pagina, "Autorizzata")


def stampa(pagina: Page) -> None:
    """The teacher, then the two papers made from what is written."""
    premi(pagina, "Aggiungi un docente…")
    riempi(pagina, "Nome e cognome", "Paolo Conti")
    riempi(pagina, "Chi è", "Avvocato, Sindacato inquilini")
    premi(pagina, "Aggiungi il docente")
    for foglio in ("Programma, PDF", "Locandina, PDF"):
        conforme(pagina, pagina.get_by_role("link", name=foglio).click)


def apre(pagina: Page) -> None:
    premi(pagina, "Apri le iscrizioni…")
    premi(pagina, "Apri le iscrizioni")
    e(pagina, "Iscrizioni aperte")
    premi(pagina, "Apri la pagina pubblica")
    expect(pagina.get_by_role("heading", name=TITOLO)).to_be_visible()


# --- who comes --------------------------------------------------------------------------------------------------


def si_iscrive(chi: Telefono, nome: str, cognome: str, email: str) -> None:
    """From the public list to the button of the e-mail."""
    chi.va("/formazione/iscrizioni/")
    chi.premi(TITOLO)
    for etichetta, valore in (("Nome", nome), ("Cognome", cognome), ("E-mail", email)):
        riempi(chi.pagina, etichetta, valore)
    chi.pagina.get_by_label("Inquilini").check()
    chi.pagina.get_by_label("Ho letto come usate i miei dati").check()
    chi.premi("Iscrivimi")
    chi.legge("Ti abbiamo scritto")
    chi.va(collegamento(lettera(email), "conferma"))
    chi.premi("Conferma l’iscrizione")
    chi.legge("Il tuo posto è confermato")


def iscrive(pagina: Page, cognome: str) -> None:
    """The office enrols somebody of the registry, whose name is not typed again: the seats are over, she waits."""
    premi(pagina, "Iscrivi una persona…")
    riempi(pagina, "Cerca fra le persone in archivio", cognome)
    premi(pagina, "Cerca")
    premi(pagina, re.compile(cognome))
    riempi(pagina, "E-mail", "nucleo@example.org")
    riempi(pagina, "Chi è", "Inquilini")
    premi(pagina, "Iscrivi")
    expect(principale(pagina)).to_contain_text("In lista d’attesa")
    assert "sei nella lista d’attesa di questo evento. Davanti a te non c’è nessuno" in lettera("nucleo@example.org")


def lascia(chi: Telefono, email: str) -> None:
    chi.va(collegamento(lettera(email), "annulla"))
    chi.premi("Annulla la mia iscrizione")
    chi.legge("La tua iscrizione è annullata")


# --- the day ----------------------------------------------------------------------------------------------------


def entra_ed_esce(pagina: Page, codice: str, orologio: time_machine.Traveller) -> None:
    """Her QR, at the door: one button, in then out. After an hour the tablet asks who keeps it, and goes back."""
    orologio.move_to(alle(GIORNO, "15:00"))
    pagina.goto(f"/formazione/presenze/qr/{codice}/")
    libera(pagina)
    premi(pagina, "Segna entrata")
    orologio.move_to(alle(GIORNO, "16:00"))
    pagina.reload()
    premi(pagina, "Segni tu le presenze? Accedi")
    accede(pagina, "operatore")
    premi(pagina, "Segna uscita")
    expect(principale(pagina)).to_contain_text("Entrata alle 15:00, uscita alle 16:00.")


def spunta(pagina: Page, chi: str) -> None:
    """On the register of the tablet, the whole session; then the paper one to sign."""
    premi(pagina, "Segna le presenze")
    riga = pagina.get_by_role("row").filter(has_text=chi)
    riga.get_by_role("checkbox", name="Entrata").check()
    riga.get_by_role("checkbox", name="Uscita").check()
    premi(pagina, "Salva le presenze")
    expect(principale(pagina)).to_contain_text("1 riga salvata.")
    expect(principale(pagina)).to_contain_text("Segnate 2 su 2 con l’iscrizione confermata; ancora dentro 0")
    conforme(pagina, pagina.get_by_role("link", name="Stampa il foglio firme").click)


# --- what they thought of it ------------------------------------------------------------------------------------


def prepara(pagina: Page) -> str:
    """The usual questions are there already; the address to answer."""
    premi(pagina, "Prepara un questionario…")
    premi(pagina, "Prepara")
    premi(pagina, "Salva")
    premi(pagina, "Apri alle risposte")
    e(pagina, "Aperto")
    verso = pagina.get_by_role("region", name="Dove si risponde").get_by_role("link").get_attribute("href") or ""
    return verso[verso.index("/formazione/") :]


def risponde(chi: Telefono, verso: str) -> None:
    chi.va(verso)
    for domanda in chi.pagina.locator("main fieldset").all():
        domanda.locator("input").last.check()
    chi.premi("Invia")
    chi.legge("Grazie!")


def legge_i_risultati(pagina: Page) -> None:
    """One sheet would tell who wrote it: figures come with more."""
    premi(pagina, "Gradimento")
    expect(principale(pagina)).to_contain_text("fogli in su: con meno si capirebbe di chi sono")


# --- the certificates -------------------------------------------------------------------------------------------


def svolge(pagina: Page) -> None:
    premi(pagina, "Chiudi l’evento come svolto…")
    premi(pagina, "Chiudi come svolto")
    e(pagina, "Svolto")


def rilascia(pagina: Page, chi: str) -> None:
    """Who has the hours, who has not and by how much, before anything is made."""
    premi(pagina, "Rilascia gli attestati…")
    ha, non_ha = (pagina.get_by_role("row").filter(has_text=nome) for nome in (chi, "Haddad"))
    expect(ha).to_contain_text("2 h su 2 h: 100 %, serve almeno il 75 %")
    expect(non_ha).to_contain_text("1 h su 2 h: 50 %, serve almeno il 75 %; mancano 30 min")
    premi(pagina, "Rilascia 1 attestato")
    expect(principale(pagina)).to_contain_text("1 attestato pronto.")
    premi(pagina, "Vedi il risultato")
    premi(pagina, "AT-2026-0001")
    conforme(pagina, pagina.get_by_role("link", name=re.compile("PDF")).click)


def verifica(chi: Telefono, codice: str, cognome: str) -> None:
    """Anybody reads what the certificate says, and not of whom."""
    chi.va("/formazione/attestati/verifica/")
    riempi(chi.pagina, "Codice di verifica", "ZZZZ-ZZZZ-ZZZZ")
    chi.premi("Verifica")
    chi.legge("Nessun attestato ha questo codice")
    riempi(chi.pagina, "Codice di verifica", codice.lower().replace("-", " "))
    chi.premi("Verifica")
    for parola in ("Questo attestato è valido", "AT-2026-0001", TITOLO, "03/12/2026"):
        expect(principale(chi.pagina)).to_contain_text(parola)
    assert cognome not in chi.pagina.content()


def legge_solo_numeri(pagina: Page, cognome: str) -> None:
    """The Unione pays and counts: who came is not its business."""
    all_evento(pagina)
    expect(principale(pagina)).to_contain_text("2 persone con un posto su 2")
    expect(principale(pagina)).to_contain_text("Rilasciato 1 attestato")
    for nome in (cognome, "Haddad", "Bianchi"):
        assert nome not in pagina.content()


def legge_il_fascicolo(pagina: Page, nucleo: Nucleo) -> None:
    sezione(pagina, "Nuclei")
    premi(pagina, nucleo.codice)
    riga = principale(pagina).get_by_role("listitem").filter(has_text=TITOLO)
    expect(riga).to_contain_text("2 h su 2 h, con attestato")


def test_an_event_from_the_idea_to_the_certificates(
    apri: Apri, nucleo: Nucleo, orologio: time_machine.Traveller
) -> None:
    chi = nucleo.membri.get().persona
    ufficio = come(apri, "operatore")
    scrive(ufficio)
    chiede_la_sala(ufficio)
    autorizza(come(apri, "funzionario"))
    ufficio = all_evento(ufficio)
    expect(principale(ufficio)).to_contain_text("Sala autorizzata")
    stampa(ufficio)
    apre(ufficio)

    orologio.move_to(alle(date(2026, 11, 25), "21:00"))
    amina, bruno = telefono(apri), telefono(apri)
    si_iscrive(amina, "Amina", "Haddad", "amina@example.org")
    si_iscrive(bruno, "Bruno", "Bianchi", "bruno@example.org")
    ufficio = all_evento(come(apri, "operatore"))
    iscrive(ufficio, chi.cognome)
    lascia(bruno, "bruno@example.org")
    assert "si è liberato un posto, ed è tuo" in lettera("nucleo@example.org")
    assert Evento.objects.values_list("iscritti", "in_attesa").get() == (2, 0)

    codice = Iscrizione.objects.get(cognome="Haddad").codice
    orologio.move_to(alle(GIORNO, "14:50"))
    entra_ed_esce(come(apri, "operatore", larghezza=768), codice, orologio)
    orologio.move_to(alle(GIORNO, "17:05"))
    ufficio = come(apri, "operatore", larghezza=768)
    spunta(all_evento(ufficio), str(chi))
    risponde(amina, prepara(all_evento(ufficio)))
    legge_i_risultati(all_evento(ufficio))

    svolge(all_evento(ufficio))
    rilascia(ufficio, str(chi))
    verifica(telefono(apri), Attestato.objects.get().codice, chi.cognome)
    legge_solo_numeri(come(apri, "funzionario"), chi.cognome)
    legge_il_fascicolo(ufficio, nucleo)
