"""What training puts before each person on 19 November 2026."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formazione.choices import StatoEvento, StatoSala
from formazione.models import Sessione
from formazione.queries.scadenziario import DELLA_LINEA, SCADENZIARIO, che_aspettano, newsletter_ferme
from tests.factories.casa import InvioFactory
from tests.factories.contatore import contatore
from tests.factories.formazione import (
    FUTURO,
    PASSATO,
    CostoFactory,
    EventoFactory,
    IscrizioneFactory,
    NewsletterFactory,
    QuestionarioFactory,
    RichiestaSalaFactory,
    evento_con,
    porta_a,
    presente,
    rilascia,
    sala,
    sessione,
)
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Lavoro, Utente

pytestmark = pytest.mark.django_db
OGGI, VICINO, LONTANO = date(2026, 11, 19), date(2026, 11, 24), date(2026, 11, 27)
OPERATORE, UNIONE = Ruolo.OPERATORE_ETS, Ruolo.FUNZIONARIO_UNIONE
CONTABILE, COORDINATORE = Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS
TENGONO = (OPERATORE, COORDINATORE)


def di(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo], comuni=[ComuneFactory()])


def compiti(ruolo: str, giorno: date = OGGI) -> list[tuple[str, str, str]]:
    return [(c.titolo, c.dettaglio, c.aspetto.etichetta) for c in SCADENZIARIO.compiti(di(ruolo), giorno)]


def sulla_pagina(ruolo: str) -> list[tuple[str, str, str]]:
    return [(c.titolo, c.dettaglio, c.aspetto.etichetta) for c in DELLA_LINEA.compiti(di(ruolo), OGGI)]


def solo(chi: tuple[str, ...], *attesi: tuple[str, str, str]) -> None:
    """These things for those roles on the page of the line, and on the desk of those whose desk has room."""
    ruoli = (Ruolo.ASSISTENTE_SOCIALE, OPERATORE, CONTABILE, COORDINATORE, UNIONE, Ruolo.REVISORE)
    assert {ruolo: sulla_pagina(ruolo) for ruolo in ruoli} == {
        ruolo: list(attesi) if ruolo in chi else [] for ruolo in ruoli
    }
    con_posto = [ruolo for ruolo in chi if ruolo not in (CONTABILE, COORDINATORE)]
    assert {ruolo: compiti(ruolo) for ruolo in ruoli} == {
        ruolo: list(attesi) if ruolo in con_posto else [] for ruolo in ruoli
    }


def date_che_vengono(ruolo: str) -> list[tuple[date, str]]:
    return [(d.giorno, d.testo) for d in SCADENZIARIO.prossime_date(di(ruolo), OGGI)]


def test_a_room_is_decided_by_the_unione_before_its_day() -> None:
    richiesta = RichiestaSalaFactory()
    solo((UNIONE,), ("Decidere su una sala chiesta", "Serve il 03/12/2026", "Da fare"))
    assert compiti(UNIONE, date(2026, 12, 4)) == [
        ("Decidere su una sala chiesta", "Serve il 03/12/2026", "In ritardo")
    ]
    assert contatore(che_aspettano, UNIONE, OPERATORE, COORDINATORE) == [1, 0, None]
    richiesta.stato, richiesta.decisa_da, richiesta.decisa_il = StatoSala.AUTORIZZATA, di(UNIONE), OGGI
    richiesta.save()
    assert (compiti(UNIONE), contatore(che_aspettano, UNIONE)) == ([], [0])


def con_sala(giorno: date) -> Sessione:
    """A session in a hall asked for it and not allowed yet."""
    incontro = sessione(EventoFactory(), giorno, stanza=sala())
    RichiestaSalaFactory(prenotazione=incontro.prenotazione)
    return incontro


def test_a_session_of_the_next_seven_days_wants_its_room_allowed() -> None:
    con_sala(LONTANO)
    sessione(EventoFactory(), VICINO)  # in a library: nobody allows it
    assert compiti(OPERATORE) == []
    con_sala(VICINO)
    atteso = ("Un incontro vicino non ha la sala autorizzata", "L’incontro è il 24/11/2026", "Da fare")
    assert sulla_pagina(OPERATORE) == sulla_pagina(COORDINATORE) == compiti(OPERATORE) == [atteso]
    assert compiti(COORDINATORE) == []


def test_an_event_past_its_last_session_is_to_be_closed() -> None:
    evento_con(PASSATO, FUTURO)
    evento_con(OGGI)
    evento = evento_con(date(2026, 11, 10), PASSATO)
    solo(TENGONO, ("Chiudere un evento finito", "Finito il 12/11/2026", "Da fare"))
    porta_a(evento, StatoEvento.SVOLTO)
    assert compiti(OPERATORE) == []


@pytest.mark.parametrize(("minuti", "da_dare"), [(89, False), (90, True)])
def test_who_was_there_long_enough_waits_for_a_certificate(minuti: int, da_dare: bool) -> None:
    evento = evento_con(PASSATO, con_attestato=True)
    iscrizione = IscrizioneFactory(evento=evento)
    presente(iscrizione, evento.sessioni.get(), minuti)
    porta_a(evento, StatoEvento.SVOLTO)
    atteso = ("Rilasciare gli attestati di un evento", "Svolto il 12/11/2026", "Da fare")
    assert compiti(OPERATORE) == ([atteso] if da_dare else [])
    if da_dare:
        rilascia(iscrizione)
        assert compiti(OPERATORE) == []


def test_a_questionnaire_still_open_two_weeks_after_is_to_be_closed() -> None:
    for giorno in (date(2026, 11, 5), date(2026, 11, 6)):
        evento = evento_con(giorno)
        QuestionarioFactory(evento=evento, aperto=True)
        porta_a(evento, StatoEvento.SVOLTO)
    solo(TENGONO, ("Chiudere un questionario ancora aperto", "L’evento si è svolto il 05/11/2026", "Da fare"))


@pytest.mark.parametrize(
    ("stato", "ferma"), [("IN_CODA", False), ("IN_CORSO", False), ("FINITO", True), ("FALLITO", True), (None, True)]
)
def test_a_newsletter_whose_job_ended_half_way_is_to_be_taken_up(stato: str | None, ferma: bool) -> None:
    NewsletterFactory()
    lavoro = Lavoro.objects.create(titolo="Invio", stato=stato, utente=di(COORDINATORE)) if stato else None
    mandata = NewsletterFactory(stato="IN_INVIO", lavoro=lavoro)
    attesi = ("Una newsletter è ferma a metà", "Scritta il 01/11/2026: la riprende chi coordina", "Da fare")
    solo(TENGONO if ferma else (), attesi)
    assert list(newsletter_ferme(di(COORDINATORE))) == ([mandata] if ferma else [])


def test_a_referral_is_for_who_is_at_the_desk_every_day() -> None:
    invio = InvioFactory(linea=Linea.FOR)
    InvioFactory(linea=Linea.GIS)
    quando = invio.inviato_il.strftime("%d/%m/%Y")
    solo(
        (OPERATORE,),
        ("Prendere in carico un nucleo inviato alla formazione", f"Aspetta dal {quando}", "Da fare"),
    )
    assert contatore(che_aspettano, OPERATORE, Ruolo.ASSISTENTE_SOCIALE) == [1, None]


def test_an_expense_to_be_paid_is_for_who_keeps_the_accounts() -> None:
    CostoFactory()
    CostoFactory(pagato_il=None, evento=EventoFactory())
    solo((CONTABILE, COORDINATORE), ("Pagare una spesa della formazione", "Documento del 05/10/2026", "Da fare"))


def test_an_event_that_costs_more_than_was_foreseen_is_known_for_three_months() -> None:
    for preventivo, giorno in (
        ("299.99", FUTURO),
        ("300.00", FUTURO),
        ("100.00", PASSATO),
        ("1.00", date(2026, 8, 1)),
    ):
        evento = evento_con(giorno, preventivo=preventivo)
        CostoFactory(evento=evento, importo="300.00")
        CostoFactory(evento=evento, importo="900.00", pagato_il=None, annullato_il=OGGI)
        if giorno < OGGI:
            porta_a(evento, StatoEvento.SVOLTO)
    avvisi = {ruolo: [s.testo for s in SCADENZIARIO.segnalazioni(di(ruolo), OGGI)] for ruolo in (*TENGONO, UNIONE)}
    assert avvisi == {OPERATORE: ["2 eventi costano più del preventivo"], COORDINATORE: [], UNIONE: []}


def test_the_days_that_come_are_sessions_and_the_end_of_enrolments() -> None:
    evento_con(FUTURO, stato=StatoEvento.ISCRIZIONI_APERTE, iscrizioni_al=date(2026, 11, 30))
    evento_con(date(2027, 1, 20))
    assert date_che_vengono(OPERATORE) == [
        (date(2026, 11, 30), "Finiscono le iscrizioni a un evento"),
        (FUTURO, "Si tiene un incontro della formazione"),
    ]
    assert date_che_vengono(UNIONE) == []


def test_many_are_counted_and_everything_costs_one_query() -> None:
    for _ in range(3):
        evento_con(PASSATO)
        con_sala(VICINO)
    operatore = di(OPERATORE)
    with CaptureQueriesContext(connection) as viste:
        trovati = [c.titolo for c in SCADENZIARIO.compiti(operatore, OGGI)]
    assert (trovati, len(viste)) == (
        ["Chiudere 3 eventi finiti", "3 eventi vicini non hanno la sala autorizzata"], 1,
    )  # fmt: skip
