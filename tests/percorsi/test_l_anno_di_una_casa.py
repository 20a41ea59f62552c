"""The year of one home, whole, in a real browser: from the owner's call to the keys handed back.

The desk of the ETS takes the home on and gives it to a household that a social worker referred; two rents are not
paid, and the accounts follow the debt to a plan and its first instalment. Every page on the way is free of barriers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from gestore.choices import StatoCandidatura, StatoMorosita, StatoPiano
from gestore.models import Candidatura, Morosita, PianoRientro, Sublocazione
from tests.factories.casa import IseeFactory, nucleo_con_adulto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.gestore import CriterioFactory, deve, sublocazione_in_corso
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.percorsi.conftest import entra
from tests.percorsi.gesti import conforme, e, libera, pdf, premi, riempi, sezione
from valdera_housing.choices import Ruolo, StatoAlloggio, StatoContratto
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import Alloggio, Contratto, Incasso, Nucleo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRASE_LUNGA = "Nucleo con due figli, sfratto eseguito il mese scorso"


@dataclass(frozen=True)
class Giorni:
    """The days of the story, counted back from today: the sublease starts on the first of two months ago."""

    inizio: date

    @classmethod
    def della_storia(cls) -> "Giorni":
        return cls(aggiungi_mesi(oggi().replace(day=1), -2))

    def prima(self, giorni: int) -> date:
        return self.inizio - timedelta(days=giorni)

    @property
    def mese_dopo(self) -> date:
        return aggiungi_mesi(self.inizio, 1)


@pytest.fixture
def ufficio(transactional_db: None) -> Nucleo:
    """The people of the office and a household in charge, with its ISEE; its income bears 360 € a month."""
    pontedera = ComuneFactory()
    ConvenzioneFactory()
    CriterioFactory()
    call_command("carica_modelli", "--dal", "2025-01-01")
    for nome, ruolo in (
        ("operatore", Ruolo.OPERATORE_ETS),
        ("contabile", Ruolo.CONTABILE_ETS),
        ("coordinatore", Ruolo.COORDINATORE_ETS),
        ("assistente", Ruolo.ASSISTENTE_SOCIALE),
    ):
        persona = UtenteFactory(username=nome, ruoli=[ruolo], comuni=[pontedera])
        persona.set_password("valdera-demo")
        persona.save()
    nucleo = nucleo_con_adulto(comune=pontedera)
    nucleo.membri.update(dal=Giorni.della_storia().prima(400))
    IseeFactory(nucleo=nucleo, presentata_il=Giorni.della_storia().prima(30), scade_il=oggi() + timedelta(days=30))
    return nucleo


def del_gestore(pagina: Page, nome: str) -> None:
    """Open a page of the line from its own bar."""
    sezione(pagina, re.compile("^Gestore"))
    sezione(pagina, nome, "Pagine della linea")


def test_the_year_of_one_home_from_the_owner_s_call_to_the_keys_handed_back(
    apri: Callable[..., Page], ufficio: Nucleo, tmp_path: Path
) -> None:
    giorni = Giorni.della_storia()
    sportello, servizio, conti, direzione = (apri() for _ in range(4))
    for pagina, nome in (
        (sportello, "operatore"),
        (servizio, "assistente"),
        (conti, "contabile"),
        (direzione, "coordinatore"),
    ):
        entra(pagina, nome)
        expect(pagina.get_by_role("heading", name="Scrivania")).to_be_visible()
        libera(pagina)
    acquisisce(sportello, giorni)
    affitta(sportello, giorni, tmp_path)
    invia(servizio, ufficio, giorni)
    propone(sportello)
    accoglie(direzione)
    prepara(sportello, giorni)
    consegna(sportello, giorni, tmp_path)
    genera(conti, giorni)
    insegue(conti)
    rateizza(conti)
    incassa(conti)
    riconsegna(sportello)


def acquisisce(pagina: Page, giorni: Giorni) -> None:
    """The owner calls; somebody goes and sees the home, judges it and opens the negotiation."""
    del_gestore(pagina, "Alloggi")
    premi(pagina, "Segnala un alloggio")
    riempi(pagina, "Cognome e nome del proprietario, o denominazione", "Baldi Gino")
    riempi(pagina, "Telefono del proprietario", "0587 55 000")
    riempi(pagina, "Comune", "Pontedera")
    riempi(pagina, "Via o piazza", "via Roma")
    riempi(pagina, "Numero civico", "12")
    riempi(pagina, "Camere da letto", "2")
    riempi(pagina, "Canone chiesto dal proprietario", "550")
    riempi(pagina, "Segnalato il", giorni.prima(60))
    premi(pagina, "Segnala l’alloggio")
    e(pagina, "Segnalato")
    passo(pagina, "Registra il sopralluogo", giorni.prima(50), "In sopralluogo")
    premi(pagina, "Modifica")
    riempi(pagina, "CAP", "56025")
    riempi(pagina, "Posti letto al massimo", "4")
    riempi(pagina, "Superficie calpestabile", "70")
    riempi(pagina, "Categoria", "A/3")
    premi(pagina, "Salva")
    passo(pagina, "Registra la valutazione", giorni.prima(45), "Valutato")
    passo(pagina, "Apri la trattativa", giorni.prima(40), "In trattativa")


def passo(pagina: Page, atto: str, giorno: date, stato: str) -> None:
    premi(pagina, f"{atto}…")
    riempi(pagina, "Data", giorno)
    premi(pagina, atto)
    e(pagina, stato)


def affitta(pagina: Page, giorni: Giorni, tmp_path: Path) -> None:
    """The contract with the owner: written, with the consent to sublet, signed, registered; then the keys."""
    premi(pagina, "Scrivi il contratto con il proprietario")
    riempi(pagina, "Tipo di contratto", "Canone libero 4+4")
    riempi(pagina, "Comincia il", giorni.inizio)
    riempi(pagina, "Deposito cauzionale", "1.100")
    riempi(pagina, "Consenso a sublocare", pdf(tmp_path, "consenso.pdf"))
    premi(pagina, "Ricalcola")
    riempi(pagina, "Consenso a sublocare", pdf(tmp_path, "consenso.pdf"))
    premi(pagina, "Salva la bozza")
    e(pagina, "Bozza")
    premi(pagina, "Registra la firma…")
    riempi(pagina, "Firmato il", giorni.prima(20))
    premi(pagina, "Registra la firma")
    e(pagina, "Firmato")
    premi(pagina, "Registra la presa delle chiavi…")
    riempi(pagina, "Chiavi prese il", giorni.inizio)
    premi(pagina, "Registra la presa delle chiavi")
    e(pagina, "In corso")
    premi(pagina, "Registra all’Agenzia delle Entrate…")
    riempi(pagina, "Registrato il", giorni.prima(10))
    riempi(pagina, "Codice identificativo", "TZ326T001234000AB")
    riempi(pagina, "Ricevuta", pdf(tmp_path, "ricevuta.pdf"))
    premi(pagina, "Registra all’Agenzia delle Entrate")
    testa = Contratto.objects.get()
    assert (testa.stato, testa.registrazione_codice, testa.canone_mensile) == (
        StatoContratto.IN_CORSO, "TZ326T001234000AB", Decimal("550.00"),
    )  # fmt: skip
    assert Alloggio.objects.get().stato == StatoAlloggio.DISPONIBILE


def invia(pagina: Page, nucleo: Nucleo, giorni: Giorni) -> None:
    """The social worker opens the case and refers the household to the gestore."""
    sezione(pagina, "Nuclei")
    premi(pagina, nucleo.codice)
    premi(pagina, re.compile("^Apri (il|un) caso"))
    riempi(pagina, "Aperto il", giorni.prima(15))
    premi(pagina, "Apri il caso")
    premi(pagina, re.compile("^Invia a una linea"))
    riempi(pagina, "A quale linea", "Gestore immobiliare sociale")
    riempi(pagina, "Perché", FRASE_LUNGA)
    premi(pagina, "Invia")
    expect(pagina.get_by_role("heading", name="Invii alle linee")).to_be_visible()


def propone(pagina: Page) -> None:
    """The desk takes the referral and proposes the home at the rent the income bears."""
    del_gestore(pagina, "Candidature")
    premi(pagina, "Invii arrivati")
    premi(pagina, re.compile("^Prendi in carico"))
    e(pagina, "Aperta")
    expect(pagina.locator("main")).to_contain_text(FRASE_LUNGA)
    premi(pagina, "Modifica")
    riempi(pagina, "Cittadinanza o permesso di soggiorno valido", "Sì")
    riempi(pagina, "Qualcuno possiede un alloggio adeguato", "No")
    premi(pagina, "Salva")
    premi(pagina, "Vedi gli alloggi adatti a questo nucleo")
    pagina.go_back()
    premi(pagina, "Proponi un alloggio…")
    pagina.locator("main").get_by_label("Alloggio").select_option(index=1)
    expect(pagina.get_by_label("Canone al mese")).to_have_value("360,00")
    premi(pagina, "Proponi")
    e(pagina, "Alloggio proposto")


def accoglie(pagina: Page) -> None:
    """The manager compares and accepts, with her reasons."""
    del_gestore(pagina, "Candidature")
    premi(pagina, re.compile("^K-"))
    premi(pagina, "Confronta chi aspetta per questo alloggio")
    pagina.go_back()
    premi(pagina, "Accogli…")
    riempi(pagina, "Motivazione", "Unica famiglia in attesa per questa casa; sfratto già eseguito")
    premi(pagina, "Accogli")
    e(pagina, "Accolta")
    assert Candidatura.objects.get().stato == StatoCandidatura.ACCOLTA


def prepara(pagina: Page, giorni: Giorni) -> None:
    """The sublease comes from the candidature: terms, the contract on paper, the signature."""
    del_gestore(pagina, "Candidature")
    premi(pagina, re.compile("^K-"))
    premi(pagina, "Prepara la sublocazione")
    riempi(pagina, "Data di inizio", giorni.inizio)
    expect(pagina.get_by_label("Canone al mese")).to_have_value("360,00")
    riempi(pagina, "Deposito cauzionale", "720,00")
    premi(pagina, "Ricalcola")
    premi(pagina, "Salva la bozza")
    e(pagina, "Bozza")
    premi(pagina, "Prepara un documento…")
    pagina.get_by_label("Contratto di sublocazione").check()
    premi(pagina, "Prepara il PDF")
    conforme(pagina, pagina.locator("#documenti").get_by_role("link").first.click)
    premi(pagina, "Registra la firma…")
    riempi(pagina, "Firmato il", giorni.inizio)
    premi(pagina, "Registra la firma")
    e(pagina, "Firmato")


def consegna(pagina: Page, giorni: Giorni, tmp_path: Path) -> None:
    """Rooms, meters and keys; the report on paper, then who signed it: the home is assigned."""
    premi(pagina, "Verbale di consegna…")
    riempi(pagina, "Giorno", giorni.inizio)
    verbale(pagina, "Buono")
    premi(pagina, "Salva la bozza")
    e(pagina, "Bozza")
    stampa = pagina.get_by_role("button", name="Prepara il PDF da firmare")
    conforme(pagina, stampa.click)
    premi(pagina, "Registra le firme…")
    riempi(pagina, "Verbale firmato", pdf(tmp_path, "verbale firmato.pdf"))
    premi(pagina, "Registra le firme")
    e(pagina, "In corso")
    assert Alloggio.objects.get().stato == StatoAlloggio.ASSEGNATO


def verbale(pagina: Page, stato: str) -> None:
    """Describe every room proposed, one way, and read the first meter."""
    riempi(pagina, "Chiavi e telecomandi", "2 del portone, 3 di casa")
    for gruppo in pagina.get_by_role("group", name=re.compile("^Stanza ")).all():
        if gruppo.get_by_label("Stanza").input_value():
            gruppo.get_by_label("Stato").select_option(label=stato)
    pagina.get_by_label("Lettura").first.fill("1.204")


def genera(pagina: Page, giorni: Giorni) -> None:
    """The accounts write the dues of the first two months."""
    sezione(pagina, "Partitario")
    premi(pagina, "Genera le scadenze")
    riempi(pagina, "Dal mese", f"{giorni.inizio:%Y-%m}")
    riempi(pagina, "Al mese", f"{giorni.mese_dopo:%Y-%m}")
    premi(pagina, "Mostra")
    premi(pagina, "Scrivi 6 scadenze")
    sublocazione = Sublocazione.objects.get().contratto
    dovute = sublocazione.scadenze.order_by("scade_il", "importo").values_list("tipo", "importo")
    assert list(dovute) == [
        ("DEPOSITO", Decimal("720.00")), ("CANONE", Decimal("360.00")), ("CANONE", Decimal("360.00")),
    ]  # fmt: skip


def insegue(pagina: Page) -> None:
    """At night the debt is found; the next day the reminder and the formal letter leave, and somebody talks."""
    call_command("rileva_morosita")
    del_gestore(pagina, "Morosità")
    premi(pagina, re.compile("^S-"))
    e(pagina, "In ritardo")
    expect(pagina.locator("main")).to_contain_text("720,00")
    premi(pagina, "Sollecita…")
    premi(pagina, "Prepara la lettera")
    e(pagina, "Sollecitata")
    premi(pagina, "Manda la lettera formale…")
    premi(pagina, "Prepara la lettera formale")
    e(pagina, "Moroso")
    lettere = pagina.get_by_role("region", name="Lettere").get_by_role("link")
    expect(lettere).to_have_count(2)
    for lettera in lettere.all():
        conforme(pagina, lettera.click)
    premi(pagina, "Annota il colloquio…")
    riempi(pagina, "Che cosa si è detto", "Ha ripreso a lavorare: può pagare un po’ al mese")
    premi(pagina, "Annota il colloquio")


def rateizza(pagina: Page) -> None:
    """Four instalments, signed: the two rents become what is due month by month."""
    premi(pagina, "Proponi un piano di rientro…")
    riempi(pagina, "Numero di rate", "4")
    premi(pagina, "Ricalcola le rate")
    premi(pagina, "Proponi e prepara l’accordo")
    e(pagina, "Proposto")
    conforme(pagina, pagina.get_by_role("link", name="Accordo da firmare, PDF").click)
    premi(pagina, "Registra la firma…")
    premi(pagina, "Registra la firma")
    e(pagina, "Attivo")
    piano = PianoRientro.objects.get()
    assert (piano.stato, piano.importo) == (StatoPiano.ATTIVO, Decimal("720.00"))
    assert list(piano.rate.values_list("importo", flat=True)) == [Decimal("180.00")] * 4
    assert Morosita.objects.get().stato == StatoMorosita.IN_PIANO


def incassa(pagina: Page) -> None:
    """The first instalment is paid, and the household gets its receipt."""
    premi(pagina, re.compile("^Rata 1"))
    premi(pagina, "Registra un incasso")
    riempi(pagina, "Importo", "180")
    premi(pagina, "Registra l’incasso")
    expect(pagina.locator("main")).to_contain_text("Rata 1 di 4 del piano di rientro")
    premi(pagina, "Crea la ricevuta")
    prima = PianoRientro.objects.get().rate.get(numero=1).scadenza
    assert (prima.imputato, prima.aperta) == (Decimal("180.00"), False)


def riconsegna(pagina: Page) -> None:
    """The household leaves: the rooms beside how they were given, and the home is empty again."""
    del_gestore(pagina, "Sublocazioni")
    premi(pagina, re.compile("^S-"))
    premi(pagina, "Verbale di riconsegna…")
    verbale(pagina, "Usurato")
    premi(pagina, "Salva e registra le firme")
    riempi(pagina, "Perché finisce", "Ha trovato un’altra casa")
    premi(pagina, "Registra le firme")
    e(pagina, "Cessato")
    premi(pagina, re.compile("^Verbale di riconsegna"))
    alloggio = Alloggio.objects.get()
    assert alloggio.stato == StatoAlloggio.SFITTO
    del_gestore(pagina, "Alloggi")
    premi(pagina, alloggio.codice)
    e(pagina, "Sfitto")


def test_a_payment_is_recorded_without_javascript(apri: Callable[..., Page], ufficio: Nucleo) -> None:
    contratto = sublocazione_in_corso().contratto
    deve(contratto, oggi() - timedelta(days=40), Decimal("360.00"))
    seconda = deve(contratto, oggi() - timedelta(days=10), Decimal("360.00"))
    pagina = apri(javascript=False)
    entra(pagina, "contabile")
    pagina.goto("/partitario/incassi/nuovo/")
    pagina.get_by_label("Contratto o nome").fill(contratto.numero)
    pagina.get_by_role("button", name="Cerca", exact=True).click()
    pagina.get_by_role("link", name=re.compile(contratto.numero)).first.click()
    pagina.get_by_label("Importo", exact=True).fill("150,50")
    pagina.get_by_label(f"Copre {seconda.descrizione}, {seconda.scade_il:%d/%m/%Y}").check()
    pagina.get_by_role("button", name="Registra l’incasso").click()
    expect(pagina.locator("main")).to_contain_text("150,50")
    incasso = Incasso.objects.get()
    seconda.refresh_from_db()
    assert (incasso.importo, incasso.imputato, seconda.residuo) == (
        Decimal("150.50"), Decimal("150.50"), Decimal("209.50"),
    )  # fmt: skip
