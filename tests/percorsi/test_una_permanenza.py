"""A stay in a shared house, from the candidate to the months after, each of the office at her own browser.

The social worker refers a mother with her daughter; the operator proposes a room and says why that one; who directs
accepts. Rules and project are signed before anybody comes in; quotas, visits, reviews, a bill split, a warning, an
extension, the exit. Every page is free of barriers, every paper is for archives and for screen readers.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from playwright.sync_api import Locator, Page, expect

from cohousing.choices import AreaAutonomia, EsitoPermanenza, Lingua, StatoPermanenza
from cohousing.models import Permanenza, SpesaComune, Struttura
from cohousing.rules.autonomia import PAROLE
from tests.factories.caso import ProgettoFactory
from tests.factories.cohousing import casa_aperta, condominio, madre_con_figlia, permanenza
from tests.factories.conti import ConvenzioneFactory
from tests.factories.luogo import alle
from tests.factories.persone import ComuneFactory
from tests.percorsi.gesti import (
    Telefono,
    come,
    conforme,
    della_linea,
    e,
    libera,
    premi,
    riempi,
    sezione,
    telefono,
)
from tests.percorsi.ufficio import lavorano
from valdera_housing.choices import Ruolo
from valdera_housing.models import Caso, Scadenza

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CASA, STANZA, VICINA = "Casa Glicine", "Camera 2", "Camera 1"
PROPONE, ENTRA, VERIFICA, ESCE, DOPO = (
    date(2026, 2, 25), date(2026, 3, 1), date(2026, 6, 10), date(2026, 7, 15), date(2027, 1, 11),
)  # fmt: skip
REGOLE_IN_ARABO = "١. نترك المطبخ نظيفا بعد كل استعمال."
PERCHE = "Lascia un alloggio di emergenza a fine mese, con la figlia alla scuola primaria"
RESTA_PERCHE = "Lavora da un mese, ma la casa popolare arriva dopo l’estate"
Apri = Callable[..., Page]


@dataclass(frozen=True)
class Storia:
    """The house, the case of who asks for a place, and the clock that the story moves on."""

    casa: Struttura
    caso: Caso
    orologio: time_machine.Traveller

    @property
    def nome(self) -> str:
        return str(self.caso.nucleo.membri.get(parentela="INTESTATARIO").persona)

    @property
    def sua(self) -> Permanenza:
        return Permanenza.objects.get(caso=self.caso)

    def nel_giorno(self, giorno: date) -> None:
        self.orologio.move_to(alle(giorno, "09:30"))


@pytest.fixture
def storia(transactional_db: None) -> Iterator[Storia]:
    """A house of two rooms, one lived in, its rules in two languages; a house for others; who works there."""
    with time_machine.travel(alle(PROPONE, "09:30")) as orologio:
        ConvenzioneFactory()
        pontedera, palaia = ComuneFactory(), ComuneFactory(nome="Palaia")
        lavorano(
            pontedera,
            assistente=Ruolo.ASSISTENTE_SOCIALE,
            operatore=Ruolo.OPERATORE_ETS,
            contabile=Ruolo.CONTABILE_ETS,
            coordinatore=Ruolo.COORDINATORE_ETS,
            funzionario=Ruolo.FUNZIONARIO_UNIONE,
        )
        lavorano(palaia, lontana=Ruolo.ASSISTENTE_SOCIALE)
        casa = casa_aperta(2, nome=CASA, alloggio__comune=pontedera)
        casa.patti.get().testi.create(lingua=Lingua.AR, testo=REGOLE_IN_ARABO)
        permanenza(casa.unita.get(nome=VICINA), inizio=date(2026, 2, 1), fine_prevista=date(2027, 1, 31))
        condominio(nome="Condominio dei nonni")
        yield Storia(casa, madre_con_figlia(comune=pontedera), orologio)


def alla_permanenza(pagina: Page, storia: Storia, chi: str = "") -> Page:
    """The record of the stay, from the list of the line."""
    della_linea(pagina, "Cohousing", "Permanenze")
    riempi(pagina, "Stato", "Anche finite e annullate")
    premi(pagina, "Filtra")
    premi(pagina, chi or storia.nome)
    return pagina


def di_nuovo(pagina: Page, storia: Storia) -> None:
    """The record of the stay again, from its address."""
    pagina.goto(f"/cohousing/permanenze/{storia.sua.pk}/")
    libera(pagina)


def principale(pagina: Page) -> Locator:
    return pagina.locator("main")


def dice(pagina: Page, *parole: str) -> None:
    for parola in parole:
        expect(principale(pagina)).to_contain_text(parola)


# --- from the candidate to the place --------------------------------------------------------------------------


def invia(pagina: Page, storia: Storia) -> None:
    sezione(pagina, "Nuclei")
    premi(pagina, storia.caso.nucleo.codice)
    premi(pagina, re.compile("^Invia a una linea"))
    riempi(pagina, "A quale linea", "Soluzioni abitative innovative")
    riempi(pagina, "Perché", PERCHE)
    premi(pagina, "Invia")
    dice(pagina, "Nucleo inviato")


def propone(pagina: Page) -> None:
    """One click takes the referral: the candidature is there, filled. Which room, and why not the others."""
    della_linea(pagina, "Cohousing", "Invii arrivati")
    premi(pagina, re.compile("^Prendi in carico"))
    dice(pagina, PERCHE, "Nel nucleo ci sono 2 persone", "Donne sole con figli")
    premi(pagina, "Salva")
    e(pagina, "Aperta")
    premi(pagina, "Vedi quali unità vanno bene, e perché")
    adatte = pagina.get_by_role("table", name="Unità adatte a questa famiglia")
    libera_ora, libera_poi = adatte.locator("tbody tr").all()
    expect(libera_ora).to_contain_text(f"{CASA}, {STANZA}")
    expect(libera_ora).to_contain_text("2 persone per 2 posti letto")
    expect(libera_poi).to_contain_text("Si entra dal 01/02/2027")
    altre = pagina.get_by_role("table", name="Unità non adatte a questa famiglia").locator("tbody tr")
    expect(altre).to_have_count(3)
    expect(altre.first).to_contain_text("La casa è per «Anziani soli», la candidatura è per «Donne sole con figli».")
    premi(pagina, re.compile("^Proponi…"))
    riempi(pagina, "Ingresso il", ENTRA)
    premi(pagina, "Proponi")
    e(pagina, "Proposta")


def accoglie(pagina: Page) -> None:
    della_linea(pagina, "Cohousing", "Candidature")
    premi(pagina, re.compile("^CA-"))
    premi(pagina, "Accogli…")
    riempi(pagina, "Motivazione", "La stanza è libera e la casa è per donne con figli come lei")
    premi(pagina, "Accogli")
    e(pagina, "In preparazione")


def firma(pagina: Page, storia: Storia) -> None:
    """What is missing is on the record; the rules are read in Arabic too; without the project nobody comes in."""
    alla_permanenza(pagina, storia)
    dice(pagina, "Le regole della casa non sono firmate", "Il progetto individuale non è firmato")
    premi(pagina, "Registra la firma del patto…")
    expect(pagina.get_by_role("link", name="Stampa in italiano")).to_be_visible()
    conforme(pagina, pagina.get_by_role("link", name="Stampa in arabo").click)
    riempi(pagina, "Lette in", "Arabo")
    premi(pagina, "Registra la firma")
    dice(pagina, "lette in arabo")
    premi(pagina, "Registra l’ingresso…")
    premi(pagina, "Registra l’ingresso")
    expect(pagina.get_by_role("alert")).to_contain_text(
        "Il progetto individuale non è firmato: prima si scrive e si firma"
    )
    assert storia.sua.stato == StatoPermanenza.PREPARAZIONE
    ProgettoFactory(
        caso=storia.caso, stato="FIRMATO", redatto_il=PROPONE, firmato_il=PROPONE, verifica_entro=date(2026, 8, 25)
    )


# --- who lives there pays -------------------------------------------------------------------------------------


def fa_entrare(pagina: Page, storia: Storia) -> None:
    di_nuovo(pagina, storia)
    premi(pagina, "Registra l’ingresso…")
    premi(pagina, "Registra l’ingresso")
    e(pagina, "In corso")


def genera(pagina: Page, storia: Storia) -> None:
    """The entry wrote the deposit and three months; what is left until August is seen, then in the ledger."""
    della_linea(pagina, "Cohousing", "Quote")
    premi(pagina, "Genera le quote")
    riempi(pagina, "Dal mese", "2026-03")
    riempi(pagina, "Al mese", "2026-08")
    premi(pagina, "Mostra")
    premi(pagina, "Scrivi 9 scadenze")
    assert dovute(storia) == [
        ("Cauzione, " + CASA, Decimal("220.00")),
        *((f"Quota di {mese} 2026", Decimal("220.00"))
          for mese in ("marzo", "aprile", "maggio", "giugno", "luglio", "agosto")),
    ]  # fmt: skip


def dovute(storia: Storia) -> list[tuple[str, Decimal]]:
    """What the ledger asks of the household, what was cancelled left out."""
    scadenze = Scadenza.objects.filter(nucleo=storia.caso.nucleo, annullata_il=None).order_by(
        "scade_il", "descrizione"
    )
    return list(scadenze.values_list("descrizione", "importo"))


def incassa(pagina: Page, storia: Storia) -> None:
    alla_permanenza(pagina, storia)
    premi(pagina, "Quota di marzo 2026")
    premi(pagina, "Registra un incasso")
    riempi(pagina, "Importo", "220")
    premi(pagina, "Registra l’incasso")
    di_nuovo(pagina, storia)
    dice(pagina, "pagati 220,00 €")


# --- who lives there is followed ------------------------------------------------------------------------------


def visita(chi: Telefono) -> None:
    chi.va("/cohousing/strutture/")
    chi.premi(CASA)
    chi.premi("Registra una visita…")
    chi.pagina.get_by_label("Visita", exact=True).check()
    riempi(chi.pagina, "Durata, in minuti", "50")
    riempi(chi.pagina, "Abitanti presenti", "3")
    riempi(chi.pagina, "Che cosa si è visto e detto", "La casa è in ordine; i turni in cucina funzionano.")
    chi.premi("Registra")
    expect(principale(chi.pagina)).to_contain_text("50 minuti")


def verifica(chi: Telefono, storia: Storia, giorno: date, **punti: int) -> None:
    chi.va(f"/cohousing/permanenze/{storia.sua.pk}/")
    chi.premi("Registra una verifica…")
    riempi(chi.pagina, "Giorno", giorno)
    for area in AreaAutonomia:
        chi.pagina.get_by_label(f"{punti[area]}. {PAROLE[area][punti[area]]}").check()
    chi.premi("Registra la verifica")


def guarda_il_percorso(pagina: Page, storia: Storia) -> None:
    """What moved, in words and in a drawing, with the table of the same figures."""
    di_nuovo(pagina, storia)
    premi(pagina, "Tutto il percorso")
    dice(pagina, "Lavoro: da 1 a 3", "Lingua italiana: da 2 a 3")
    expect(pagina.locator(".v-curva")).to_have_count(len(AreaAutonomia))
    principale(pagina).get_by_text("Tutti i punteggi").click()
    tavola = pagina.get_by_role("region", name="Punteggi di ogni verifica, da 0 a 4").get_by_role("row")
    assert [riga.inner_text().split() for riga in tavola.all()[1:3]] == [
        ["01/04/2026", "1", "2", "1", "1", "2"], ["10/06/2026", "2", "2", "3", "1", "3"],
    ]  # fmt: skip
    libera(pagina)


def divide_la_luce(pagina: Page, storia: Storia) -> None:
    """An odd cent: the shares are seen before, exact, and then they are in the ledger."""
    della_linea(pagina, "Cohousing", "Case")
    premi(pagina, CASA)
    premi(pagina, "Aggiungi una spesa comune…")
    for etichetta, valore in (
        ("Per che cosa", "Luce di primavera"),
        ("Fornitore", "Luce Toscana"),
        ("Numero del documento", "77/L"),
        ("Data del documento", date(2026, 6, 4)),
        ("Importo, IVA compresa", "184,55"),
        ("Periodo dal", date(2026, 3, 1)),
        ("Al", date(2026, 5, 31)),
        ("Le quote si pagano entro il", date(2026, 6, 30)),
    ):
        riempi(pagina, etichetta, valore)
    premi(pagina, "Aggiungi la spesa")
    e(pagina, "Da ripartire")
    premi(pagina, "Ripartisci…")
    dice(pagina, "92,28", "92,27", "184,55")
    premi(pagina, "Scrivi 2 quote nel partitario")
    e(pagina, "Ripartita")
    spesa = SpesaComune.objects.get()
    assert sorted(spesa.quote.values_list("scadenza__importo", flat=True)) == [Decimal("92.27"), Decimal("92.28")]
    premi(pagina, storia.sua.numero)
    dice(pagina, f"Luce di primavera, quota ({spesa.numero})")


def richiama(pagina: Page, storia: Storia) -> None:
    di_nuovo(pagina, storia)
    premi(pagina, "Annota una regola non rispettata…")
    riempi(pagina, "Quale regola", "Ospiti")
    pagina.get_by_label("Lieve", exact=True).check()
    riempi(pagina, "Che cosa è successo", "Un’amica si è fermata a dormire senza dirlo.")
    pagina.get_by_label("Primo richiamo", exact=True).check()
    premi(pagina, "Annota")
    conforme(pagina, pagina.get_by_role("link", name=re.compile("^Lettera")).click)


def proroga(pagina: Page, storia: Storia) -> None:
    di_nuovo(pagina, storia)
    premi(pagina, "Proroga…")
    riempi(pagina, "Nuova fine", date(2027, 5, 31))
    riempi(pagina, "Perché si proroga", RESTA_PERCHE)
    riempi(pagina, "Verbale", "Presenti la madre, l’assistente sociale e il coordinatore. Si va avanti tre mesi.")
    premi(pagina, "Proroga")
    dice(pagina, "Adesso finisce il 31/05/2027")
    conforme(pagina, pagina.get_by_role("link", name=re.compile("^Stampa il verbale")).click)


# --- the exit and after ---------------------------------------------------------------------------------------


def fa_uscire(pagina: Page, storia: Storia) -> None:
    """The months ahead are asked no more, the last one by its days; the room is free from the day after."""
    di_nuovo(pagina, storia)
    premi(pagina, "Registra l’uscita…")
    riempi(pagina, "Com’è finita", "Casa del gestore sociale")
    premi(pagina, "Registra l’uscita")
    e(pagina, "Conclusa")
    quote = [riga for riga in dovute(storia) if riga[0].startswith("Quota")]
    assert quote == [
        *((f"Quota di {mese} 2026", Decimal("220.00")) for mese in ("marzo", "aprile", "maggio", "giugno")),
        ("Quota di luglio 2026 (15 giorni su 31)", Decimal("106.45")),
    ]
    della_linea(pagina, "Cohousing", "Posti liberi")
    expect(pagina.get_by_role("row").filter(has_text=f"{STANZA}, {CASA}")).to_contain_text("dal 16/07/2026")


def legge_per_codice(pagina: Page, storia: Storia) -> None:
    """The Unione counts the stays and pays them: whose they are is not its business."""
    alla_permanenza(pagina, storia, storia.caso.nucleo.codice)
    dice(pagina, storia.sua.numero, "Casa del gestore sociale")
    persone = [m.persona for m in storia.caso.nucleo.membri.select_related("persona")]
    nomi = {parola for persona in persone for parola in (str(persona), persona.cognome)}
    premi(pagina, "Tutte le modifiche")
    pagina.go_back()
    assert [nome for nome in nomi if nome in pagina.content()] == []


def conta(pagina: Page) -> None:
    della_linea(pagina, "Cohousing", "Indicatori")
    for indicatore, valore in (("I19. Uscite verso l’autonomia", "100"), ("I20. Permanenza media", "137")):
        riga = pagina.get_by_role("row").filter(has=pagina.get_by_role("rowheader", name=indicatore, exact=True))
        expect(riga.get_by_role("cell").first).to_have_text(valore)
    premi(pagina, "I19. Uscite verso l’autonomia")


def non_vede_niente(pagina: Page, storia: Storia) -> None:
    """She follows the households of another comune."""
    della_linea(pagina, "Cohousing", "Permanenze")
    riempi(pagina, "Stato", "Anche finite e annullate")
    premi(pagina, "Filtra")
    dice(pagina, "Nessuna permanenza con questi filtri")
    risposta = pagina.goto(f"/cohousing/permanenze/{storia.sua.pk}/")
    assert risposta
    assert risposta.status == 404
    libera(pagina)


def risente(pagina: Page, storia: Storia) -> None:
    """Six months after, her desk says whom to hear."""
    premi(pagina, re.compile("Sentire un nucleo uscito da una casa condivisa"))
    premi(pagina, "Registra com’è andata dopo…")
    dice(pagina, "Dopo 6 mesi: da fare")
    riempi(pagina, "Dov’è adesso", "È ancora in quella casa")
    premi(pagina, "Registra")
    dice(pagina, "È ancora in quella casa, sentito il 11/01/2027")
    assert storia.sua.ricontatti.get().mesi == 6


def test_a_stay_from_the_candidate_to_the_months_after(apri: Apri, storia: Storia) -> None:
    invia(come(apri, "assistente"), storia)
    ufficio = come(apri, "operatore")
    propone(ufficio)
    accoglie(come(apri, "coordinatore"))
    firma(ufficio, storia)

    storia.nel_giorno(ENTRA)
    fa_entrare(come(apri, "operatore"), storia)
    conti = come(apri, "contabile")
    genera(conti, storia)
    incassa(conti, storia)

    storia.nel_giorno(VERIFICA)
    in_giro = telefono(apri, "operatore")
    visita(in_giro)
    verifica(in_giro, storia, date(2026, 4, 1), REDDITO=1, CASA=2, LAVORO=1, RETE=1, LINGUA=2)
    verifica(in_giro, storia, VERIFICA, REDDITO=2, CASA=2, LAVORO=3, RETE=1, LINGUA=3)
    ufficio = come(apri, "operatore")
    guarda_il_percorso(ufficio, storia)
    richiama(ufficio, storia)
    divide_la_luce(come(apri, "contabile"), storia)
    proroga(come(apri, "coordinatore"), storia)

    storia.nel_giorno(ESCE)
    fa_uscire(come(apri, "operatore"), storia)
    assert storia.sua.esito == EsitoPermanenza.GIS
    legge_per_codice(come(apri, "funzionario"), storia)
    conta(come(apri, "coordinatore"))
    non_vede_niente(come(apri, "lontana"), storia)

    storia.nel_giorno(DOPO)
    risente(come(apri, "assistente"), storia)
