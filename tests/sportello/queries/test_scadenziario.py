"""What the desk puts before each person on 19 November 2026."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sportello.choices import StatoDomanda, StatoPromemoria
from sportello.models import Promemoria
from sportello.queries.scadenziario import SCADENZIARIO, invii_da_prendere
from tests.factories.casa import InvioFactory
from tests.factories.contatore import contatore
from tests.factories.luogo import PrenotazioneFactory, alle
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.factories.sportello import (
    AppuntamentoFactory,
    DomandaMisuraFactory,
    RisorsaTerritorioFactory,
    SfrattoFactory,
)
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def di(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo], comuni=[ComuneFactory()])


def compiti(ruolo: str) -> list[tuple[str, str, str]]:
    return [(c.titolo, c.dettaglio, c.aspetto.etichetta) for c in SCADENZIARIO.compiti(di(ruolo), OGGI)]


def test_an_eviction_comes_up_two_weeks_before_its_date_and_stays_when_it_is_past() -> None:
    SfrattoFactory(prossima_data=date(2026, 12, 4))
    assert compiti(Ruolo.OPERATORE_ETS) == []
    SfrattoFactory(prossima_data=date(2026, 12, 3))
    vicino = ("Sfratto con una data vicina", "La data è il 03/12/2026", "Da fare")
    assert compiti(Ruolo.OPERATORE_ETS) == compiti(Ruolo.ASSISTENTE_SOCIALE) == [vicino]
    SfrattoFactory(prossima_data=date(2026, 11, 10))
    assert compiti(Ruolo.OPERATORE_ETS) == [
        ("2 sfratti con una data vicina", "La prima data è il 10/11/2026", "In ritardo")
    ]
    assert compiti(Ruolo.CONTABILE_ETS) == compiti(Ruolo.COORDINATORE_ETS) == []


def test_appointments_to_set_and_to_close_are_for_who_is_at_the_desk() -> None:
    AppuntamentoFactory()
    passato = PrenotazioneFactory(inizio=alle(date(2026, 11, 19), "08:00"), fine=alle(date(2026, 11, 19), "08:45"))
    AppuntamentoFactory(fissato=True, prenotazione=passato)
    in_corso = PrenotazioneFactory(inizio=alle(date(2026, 11, 19), "09:45"), fine=alle(date(2026, 11, 19), "10:30"))
    AppuntamentoFactory(fissato=True, prenotazione=in_corso)
    assert (
        compiti(Ruolo.OPERATORE_ETS)
        == compiti(Ruolo.ASSISTENTE_SOCIALE)
        == [
            ("Fissare un appuntamento", "Aspetta dal 16/11/2026", "Da fare"),
            ("Registrare com’è andato un appuntamento", "Era il 19/11/2026", "Da fare"),
        ]
    )


def test_a_household_referred_to_the_desk_waits_for_an_operator() -> None:
    InvioFactory(linea=Linea.SPO)
    operatore = di(Ruolo.OPERATORE_ETS)
    assert [c.titolo for c in SCADENZIARIO.compiti(operatore, OGGI)] == [
        "Prendere in carico un nucleo inviato allo sportello"
    ]
    assert contatore(invii_da_prendere, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS) == [1, None]


def test_an_application_to_complete_has_its_deadline() -> None:
    DomandaMisuraFactory(
        stato=StatoDomanda.INTEGRAZIONE, presentata_il=date(2026, 11, 5), motivo="Manca il contratto",
        integrare_entro=date(2026, 11, 25),
    )  # fmt: skip
    assert compiti(Ruolo.OPERATORE_ETS) == [("Completare una domanda", "Entro il 25/11/2026", "Da fare")]
    assert [(d.giorno, d.testo) for d in SCADENZIARIO.prossime_date(di(Ruolo.ASSISTENTE_SOCIALE), OGGI)] == [
        (date(2026, 11, 25), "Scade l’integrazione di una domanda")
    ]


def test_reminders_that_failed_and_resources_grown_old_are_facts_to_know() -> None:
    domani = PrenotazioneFactory(inizio=alle(date(2026, 11, 20), "09:00"), fine=alle(date(2026, 11, 20), "09:45"))
    appuntamento = AppuntamentoFactory(fissato=True, prenotazione=domani)
    Promemoria.objects.create(appuntamento=appuntamento, per_il=domani.inizio, stato=StatoPromemoria.FALLITO)
    RisorsaTerritorioFactory(aggiornata_il=date(2026, 5, 22))
    RisorsaTerritorioFactory(aggiornata_il=date(2026, 5, 23))  # six months less a day
    assert [s.testo for s in SCADENZIARIO.segnalazioni(di(Ruolo.OPERATORE_ETS), OGGI)] == [
        "1 risorsa del territorio da ricontrollare: la più vecchia è del 22/05/2026",
        "1 promemoria non partito: si può telefonare",
    ]
    assert list(SCADENZIARIO.segnalazioni(di(Ruolo.ASSISTENTE_SOCIALE), OGGI)) == []


def test_the_whole_desk_of_the_line_costs_one_query_besides_the_comuni() -> None:
    utente = di(Ruolo.ASSISTENTE_SOCIALE)
    utente.comuni_seguiti  # noqa: B018 - read once a request by every page
    with CaptureQueriesContext(connection) as viste:
        for parte in (SCADENZIARIO.compiti, SCADENZIARIO.segnalazioni, SCADENZIARIO.prossime_date):
            list(parte(utente, OGGI))
    assert len(viste) == 1
