"""From the request to how it went: each act, and what it refuses."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from sportello.actions import appuntamento as atti
from sportello.choices import ModoAppuntamento, MotivoAccesso, StatoAppuntamento
from sportello.models import Appuntamento
from tests.factories.casa import CasoFactory
from tests.factories.luogo import (
    ChiusuraFactory,
    DisponibilitaMediatoreFactory,
    OrarioAperturaFactory,
    SedeFactory,
    StanzaFactory,
    alle,
)
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import AppuntamentoFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Parametro, Prenotazione, Stanza, Utente

pytestmark = pytest.mark.django_db

GIORNO = date(2026, 11, 26)
CHI = {"nome_riferito": "Mamadou", "motivi": [MotivoAccesso.SFRATTO], "telefono": "333 1234567"}


@pytest.fixture
def sara() -> Utente:
    return UtenteFactory(first_name="Sara", last_name="Baldini", ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def stanza() -> Stanza:
    """Room 1, Thursday from 9 to 13."""
    stanza = StanzaFactory(nome="Stanza 1")
    OrarioAperturaFactory(sede=stanza.sede, stanza=stanza)
    return stanza


def quando(
    ora: str, operatore: Utente, stanza: Stanza | None = None, giorno: date = GIORNO, **altro: Any
) -> atti.Quando:
    sede = stanza.sede if stanza else None
    return atti.Quando(alle(giorno, ora), 45, operatore, **{"sede": sede, "stanza": stanza} | altro)


def test_an_appointment_is_set_with_its_booking_and_no_name_in_it(sara: Utente, stanza: Stanza) -> None:
    appuntamento = atti.prenota_appuntamento(CHI, quando("09:00", sara, stanza), utente=sara)
    prenotazione = appuntamento.prenotazione
    assert (appuntamento.numero, appuntamento.stato) == ("AP-2026-0001", StatoAppuntamento.CONFERMATO)
    assert (appuntamento.richiesto_il, appuntamento.giorni_di_attesa) == (date(2026, 11, 19), 7)
    assert (prenotazione.titolo, prenotazione.stanza, prenotazione.viaggio) == ("Appuntamento AP-2026-0001", stanza, 0)
    assert (prenotazione.inizio, prenotazione.fine) == (alle(GIORNO, "09:00"), alle(GIORNO, "09:45"))


def test_a_known_person_brings_household_case_and_comune(sara: Utente) -> None:
    caso = CasoFactory()
    persona = caso.nucleo.membri.get().persona
    richiesto = atti.richiedi_appuntamento({"persona": persona, "motivi": [MotivoAccesso.ERP]}, utente=sara)
    assert (richiesto.nucleo, richiesto.caso, richiesto.comune) == (caso.nucleo, caso, persona.comune)
    assert (richiesto.stato, richiesto.prenotazione) == (StatoAppuntamento.RICHIESTO, None)


def test_only_who_follows_people_takes_appointments(sara: Utente) -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        atti.richiedi_appuntamento(CHI, utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]))


@pytest.mark.parametrize(
    ("giorno", "ora", "frase"),
    [
        (date(2026, 11, 19), "09:59", "È nel passato"),
        (date(2026, 12, 8), "09:00", "Il 8 dicembre 2026 è chiuso: Immacolata Concezione"),
        (date(2026, 12, 24), "09:00", "è chiuso: Ferie di Natale"),
    ],
)
def test_past_and_closed_days_are_refused(sara: Utente, stanza: Stanza, giorno: date, ora: str, frase: str) -> None:
    ChiusuraFactory()
    with pytest.raises(AttoRifiutato, match=frase):
        atti.prenota_appuntamento(CHI, quando(ora, sara, stanza, giorno), utente=sara)
    assert (Appuntamento.objects.count(), Prenotazione.objects.count()) == (0, 0)


def test_a_closed_day_is_taken_all_the_same_when_somebody_says_why(sara: Utente, stanza: Stanza) -> None:
    vigilia = date(2026, 12, 24)
    ChiusuraFactory()
    forzato = atti.prenota_appuntamento(
        CHI | {"nota": "Porta il bambino"}, quando("09:00", sara, stanza, vigilia, perche="sfratto il 28"), utente=sara
    )
    assert forzato.nota == "Porta il bambino. Fissato lo stesso: sfratto il 28"
    with pytest.raises(AttoRifiutato, match="È nel passato"):
        atti.prenota_appuntamento(
            CHI, quando("09:00", sara, stanza, date(2026, 11, 18), perche="è urgente"), utente=sara
        )


def test_out_of_hours_is_allowed(sara: Utente, stanza: Stanza) -> None:
    assert atti.prenota_appuntamento(CHI, quando("15:00", sara, stanza), utente=sara).pk


def test_a_language_brings_the_first_free_mediator(sara: Utente, stanza: Stanza) -> None:
    disponibilita = DisponibilitaMediatoreFactory()
    wolof = CHI | {"lingua": "Wolof"}
    preso = atti.prenota_appuntamento(wolof, quando("09:00", sara, stanza), utente=sara)
    assert preso.prenotazione.mediatore == disponibilita.mediatore
    altra = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    for ora in ("09:30", "11:30"):
        with pytest.raises(AttoRifiutato, match="Nessun mediatore di Wolof è libero"):
            atti.prenota_appuntamento(wolof, quando(ora, altra, StanzaFactory(sede=stanza.sede)), utente=sara)
    assert atti.sposta_appuntamento(preso, quando("09:15", sara, stanza), utente=sara).prenotazione.mediatore
    senza = atti.prenota_appuntamento(wolof, quando("11:30", altra, stanza, perche="viene il figlio"), utente=sara)
    assert senza.prenotazione.mediatore is None


def test_travel_is_kept_for_the_comuni_and_for_visits_not_for_the_telephone(sara: Utente) -> None:
    comune = SedeFactory(decentrata=True, minuti_viaggio=0)
    Parametro.objects.create(
        chiave="minuti_viaggio", descrizione="Viaggio", valore=25, valido_dal=date(2025, 1, 1), atto="delibera 1"
    )
    la = atti.prenota_appuntamento(CHI, quando("09:00", sara, sede=comune), utente=sara)
    visita = CHI | {"modo": ModoAppuntamento.VISITA, "luogo": "via Roma 12"}
    a_casa = atti.prenota_appuntamento(visita, quando("11:00", sara, sede=comune), utente=sara)
    telefono = atti.prenota_appuntamento(
        CHI | {"modo": ModoAppuntamento.TELEFONO}, quando("15:00", sara, sede=SedeFactory()), utente=sara
    )
    assert [a.prenotazione.viaggio for a in (la, a_casa, telefono)] == [25, 25, 0]
    assert (la.prenotazione.sede, a_casa.prenotazione.sede) == (comune, None)
    with pytest.raises(AttoRifiutato, match="25 minuti di viaggio"):
        atti.prenota_appuntamento(visita, quando("12:00", sara), utente=sara)


def test_conferma_gives_a_time_to_what_was_asked_for(sara: Utente, stanza: Stanza) -> None:
    confermato = atti.conferma_appuntamento(AppuntamentoFactory(), quando("09:00", sara, stanza), utente=sara)
    assert (confermato.stato, confermato.sede, confermato.versione) == ("CONFERMATO", stanza.sede, 2)
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        atti.conferma_appuntamento(confermato, quando("10:00", sara, stanza), utente=sara)


def test_sposta_to_another_operator_tells_the_first(sara: Utente, stanza: Stanza) -> None:
    appuntamento = atti.prenota_appuntamento(CHI, quando("09:00", sara, stanza), utente=sara)
    prima = appuntamento.prenotazione
    omar = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    spostato = atti.sposta_appuntamento(appuntamento, quando("09:00", omar, stanza), utente=sara)
    prima.refresh_from_db()
    assert (spostato.prenotazione.operatore, spostato.prenotazione == prima) == (omar, False)
    assert prima.annullata_alle is not None


def dopo(ora: str) -> Any:
    return time_machine.travel(datetime.combine(GIORNO, time.fromisoformat(ora), tzinfo=alle(GIORNO, ora).tzinfo))


def test_svolgi_and_segna_assente_wait_for_the_hour(sara: Utente, stanza: Stanza) -> None:
    presi = [atti.prenota_appuntamento(CHI, quando(ora, sara, stanza), utente=sara) for ora in ("09:00", "10:00")]
    with pytest.raises(AttoRifiutato, match="Non è ancora cominciato"):
        atti.svolgi_appuntamento(presi[0], esito="Domanda", utente=sara)
    with pytest.raises(AttoRifiutato, match="Non è ancora l’ora"):
        atti.segna_assente_appuntamento(presi[1], utente=sara)
    with dopo("10:00"):
        svolto = atti.svolgi_appuntamento(presi[0], esito="Domanda compilata", utente=sara)
        assente = atti.segna_assente_appuntamento(presi[1], utente=sara)
    assert (svolto.stato, svolto.esito, assente.stato) == ("EFFETTUATO", "Domanda compilata", "ASSENTE")


def test_a_case_has_moved_the_day_the_appointment_was_held(sara: Utente, stanza: Stanza) -> None:
    caso = CasoFactory()
    chi = {"persona": caso.nucleo.membri.get().persona, "motivi": [MotivoAccesso.ERP]}
    appuntamento = atti.prenota_appuntamento(chi, quando("09:00", sara, stanza), utente=sara)
    with dopo("09:00"):
        assert atti.svolgi_appuntamento(appuntamento, esito="Fatto", utente=sara).caso == caso
    caso.refresh_from_db()
    assert caso.ultima_attivita_il == GIORNO


def test_rinvia_gives_the_time_back_and_can_be_set_again(sara: Utente, stanza: Stanza) -> None:
    appuntamento = atti.prenota_appuntamento(CHI, quando("09:00", sara, stanza), utente=sara)
    rinviato = atti.rinvia_appuntamento(appuntamento, perche="Malattia", utente=sara)
    assert (rinviato.stato, rinviato.prenotazione, rinviato.esito) == ("RINVIATO", None, "Malattia")
    assert Prenotazione.objects.attive().count() == 0
    di_nuovo = atti.conferma_appuntamento(rinviato, quando("09:00", sara, stanza), utente=sara)
    assert (di_nuovo.stato, di_nuovo.esito) == ("CONFERMATO", "")


@pytest.mark.parametrize("chi", ["utente", "ente"])
def test_cancelling_keeps_the_booking_cancelled(sara: Utente, stanza: Stanza, chi: str) -> None:
    appuntamento = atti.prenota_appuntamento(CHI, quando("09:00", sara, stanza), utente=sara)
    atto = {"utente": atti.annulla_utente_appuntamento, "ente": atti.annulla_ente_appuntamento}[chi]
    annullato = atto(appuntamento, perche="Non può più", utente=sara)
    assert annullato.stato == f"ANNULLATO_{chi.upper()}"
    assert annullato.prenotazione.annullata_alle is not None
    assert atto(AppuntamentoFactory(), perche="Non serve", utente=sara).prenotazione is None


def test_the_office_says_why_it_cancels(sara: Utente) -> None:
    with pytest.raises(AttoRifiutato, match="Scrivi perché"):
        atti.annulla_ente_appuntamento(AppuntamentoFactory(), perche=" ", utente=sara)


def test_the_wait_is_counted_on_the_clock_of_rome(sara: Utente, stanza: Stanza) -> None:
    """Half past midnight in Rome is still the day before in UTC."""
    notte = atti.prenota_appuntamento(CHI, quando("00:30", sara, stanza, GIORNO + timedelta(days=1)), utente=sara)
    assert notte.giorni_di_attesa == 8
