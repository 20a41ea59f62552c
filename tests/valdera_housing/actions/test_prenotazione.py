"""Bookings: who is taken is told, moving keeps the row, another operator's calendar learns of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.factories.luogo import MediatoreFactory, PrenotazioneFactory, SedeFactory, StanzaFactory, alle
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.prenotazione import (
    DatiPrenotazione,
    annulla_prenotazione,
    prenota,
    sposta_prenotazione,
)
from valdera_housing.choices import Linea, Ruolo, UsoStanza
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Prenotazione, Utente

pytestmark = pytest.mark.django_db

GIORNO = date(2026, 11, 26)


def ore(da: str, a: str) -> dict[str, datetime]:
    return {"inizio": alle(GIORNO, da), "fine": alle(GIORNO, a)}


def dati(da: str = "09:00", a: str = "09:45", **altro: Any) -> DatiPrenotazione:
    return DatiPrenotazione(linea=Linea.SPO, titolo="Appuntamento AP-2026-0001", **ore(da, a), **altro)


@pytest.fixture
def sara() -> Utente:
    return UtenteFactory(first_name="Sara", last_name="Baldini", ruoli=[Ruolo.OPERATORE_ETS])


def test_a_public_event_goes_to_room_22_not_to_room_34() -> None:
    sede = SedeFactory()
    breve = StanzaFactory(sede=sede, nome="Stanza 34", uso=UsoStanza.RIUNIONI_BREVI)
    aula = StanzaFactory(sede=sede, nome="Stanza 22", uso=UsoStanza.FORMAZIONE, posti=50)
    pubblica = {"sede": sede, "partecipanti": 40, "aperta_al_pubblico": True}
    with pytest.raises(AttoRifiutato, match="Stanza 34 serve a riunioni brevi interne"):
        prenota(dati("15:00", "17:00", stanza=breve, **pubblica))
    presa = prenota(dati("15:00", "17:00", stanza=aula, **pubblica))
    assert (presa.stanza, presa.partecipanti, presa.aperta_al_pubblico) == (aula, 40, True)
    with pytest.raises(AttoRifiutato, match="Stanza 22: impegno dalle 15:00 alle 17:00 del 26/11/2026"):
        prenota(dati("16:00", "18:00", stanza=aula, **pubblica))
    assert Prenotazione.objects.count() == 1


def test_operator_and_mediator_are_taken_once(sara: Utente) -> None:
    fatou = MediatoreFactory(nome="Fatou Ndiaye")
    prenota(dati(operatore=sara, mediatore=fatou))
    with pytest.raises(AttoRifiutato) as rifiuto:
        prenota(dati("09:30", "10:15", operatore=sara, mediatore=fatou))
    assert [m.testo for m in rifiuto.value.esito.ostacoli] == [
        "Sara Baldini: impegno dalle 9:00 alle 9:45 del 26/11/2026",
        "Fatou Ndiaye, mediatore: impegno dalle 9:00 alle 9:45 del 26/11/2026",
    ]
    assert prenota(dati("09:45", "10:30", operatore=sara, mediatore=fatou)).sequenza == 0


def test_a_journey_is_kept_free(sara: Utente) -> None:
    centrale, capannoli = SedeFactory(), SedeFactory(decentrata=True)
    prenota(dati(operatore=sara, sede=centrale))
    with pytest.raises(AttoRifiutato, match="non fa in tempo"):
        prenota(dati("10:00", "10:45", operatore=sara, sede=capannoli, viaggio=30))
    assert prenota(dati("10:15", "11:00", operatore=sara, sede=capannoli, viaggio=30)).viaggio == 30
    with pytest.raises(AttoRifiutato, match="non fa in tempo"):
        prenota(dati("11:15", "12:00", operatore=sara, sede=centrale))


def test_moving_keeps_the_row_and_counts_it(sara: Utente) -> None:
    prima = prenota(dati(operatore=sara))
    dopo = sposta_prenotazione(prima, dati("09:15", "10:00", operatore=sara))
    assert (dopo.pk, dopo.uid, dopo.sequenza, dopo.inizio) == (prima.pk, prima.uid, 1, alle(GIORNO, "09:15"))


def test_with_another_operator_the_first_is_cancelled_and_a_new_one_made(sara: Utente) -> None:
    omar = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    stanza = StanzaFactory()
    prima = prenota(dati(operatore=sara, sede=stanza.sede, stanza=stanza))
    dopo = sposta_prenotazione(prima, dati(operatore=omar, sede=stanza.sede, stanza=stanza))
    prima.refresh_from_db()
    assert (prima.annullata_alle is not None, prima.sequenza, prima.operatore) == (True, 1, sara)
    assert (dopo.uid != prima.uid, dopo.operatore, dopo.sequenza) == (True, omar, 0)


def test_a_move_that_is_refused_leaves_everything_as_it_was(sara: Utente) -> None:
    omar = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    prima = prenota(dati(operatore=sara))
    prenota(dati(operatore=omar))
    with pytest.raises(AttoRifiutato):
        sposta_prenotazione(prima, dati(operatore=omar))
    prima.refresh_from_db()
    assert (prima.annullata_alle, prima.sequenza) == (None, 0)


def test_a_cancelled_booking_gives_its_time_back_and_stays(sara: Utente) -> None:
    prima = prenota(dati(operatore=sara))
    annullata = annulla_prenotazione(prima)
    assert (annullata.annullata_alle is not None, annullata.sequenza) == (True, 1)
    assert prenota(dati(operatore=sara)).pk != prima.pk
    for atto in (lambda: annulla_prenotazione(prima), lambda: sposta_prenotazione(prima, dati(operatore=sara))):
        with pytest.raises(AttoRifiutato, match="già stata annullata"):
            atto()


def test_a_long_booking_of_the_day_before_is_seen(sara: Utente) -> None:
    PrenotazioneFactory(inizio=alle(GIORNO, "00:00") - timedelta(hours=2), fine=alle(GIORNO, "09:30"), operatore=sara)
    with pytest.raises(AttoRifiutato, match="alle 9:30"):
        prenota(dati(operatore=sara))
