"""Sessions on the real database: the agenda, the rooms, and what moves or does not."""

from dataclasses import replace
from datetime import date

import pytest

from formazione.actions.evento import annulla_evento
from formazione.actions.sessione import DatiSessione, aggiungi_sessione, annulla_sessione, sposta_sessione
from formazione.models import Evento, RichiestaSala, Sessione
from tests.factories.formazione import (
    PASSATO,
    EventoFactory,
    IscrizioneFactory,
    conta,
    evento_con,
    porta_a,
    presente,
    sala,
    sessione,
)
from tests.factories.luogo import PrenotazioneFactory, alle
from tests.factories.persone import UtenteFactory
from tests.factories.recinto import conferma
from valdera_housing.choices import Ruolo, UsoStanza
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Prenotazione, Stanza, Utente

pytestmark = pytest.mark.django_db

GIORNO = date(2026, 12, 3)
ALLE_15 = DatiSessione(inizio=alle(GIORNO, "15:00"), minuti=120, luogo="Biblioteca, Pontedera")


@pytest.fixture
def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def evento() -> Evento:
    return EventoFactory(titolo="Leggere una bolletta", posti=30)


@pytest.fixture
def aula() -> Stanza:
    return sala(nome="Stanza 22")


def in_aula(aula: Stanza) -> DatiSessione:
    return replace(ALLE_15, luogo="", stanza=aula, disciplinare_accettato=True)


def test_a_session_takes_the_time_of_who_holds_it(evento: Evento, operatrice: Utente) -> None:
    nuova = aggiungi_sessione(evento, replace(ALLE_15, operatore=operatrice), utente=operatrice)
    p = nuova.prenotazione
    assert (nuova.numero, nuova.luogo, len(nuova.codice)) == (1, "Biblioteca, Pontedera", 24)
    assert (p.linea, p.titolo, p.operatore, p.inizio, p.fine, p.sede, p.stanza, p.viaggio) == (
        "FOR", "Leggere una bolletta", operatrice, alle(GIORNO, "15:00"), alle(GIORNO, "17:00"), None, None, 30,
    )  # fmt: skip
    evento.refresh_from_db()
    assert (evento.inizia_il, evento.minuti) == (GIORNO, 120)
    seconda = replace(ALLE_15, inizio=alle(date(2026, 12, 10), "15:00"), luogo="", collegamento="https://a.it/x")
    altra = aggiungi_sessione(evento, seconda, utente=operatrice)
    assert (altra.numero, altra.prenotazione.viaggio) == (2, 0)


def test_a_room_is_asked_to_the_unione_with_the_session(evento: Evento, operatrice: Utente, aula: Stanza) -> None:
    nuova = aggiungi_sessione(evento, in_aula(aula), utente=operatrice)
    richiesta = RichiestaSala.objects.get(prenotazione=nuova.prenotazione)
    assert (richiesta.stato, richiesta.titolo, richiesta.rilevanza_esterna, richiesta.richiesta_da) == (
        "RICHIESTA", "Leggere una bolletta", True, operatrice,
    )  # fmt: skip
    assert (nuova.prenotazione.stanza, nuova.prenotazione.sede, nuova.prenotazione.partecipanti) == (
        aula, aula.sede, 30,
    )  # fmt: skip


def test_a_room_that_cannot_be_had_says_why(evento: Evento, operatrice: Utente, aula: Stanza) -> None:
    brevi = sala(UsoStanza.RIUNIONI_BREVI, nome="Stanza 16", posti=None)
    sportello = sala(UsoStanza.SPORTELLO, nome="Stanza 1")
    presa = (alle(GIORNO, "16:00"), alle(GIORNO, "18:00"))
    PrenotazioneFactory(stanza=aula, sede=aula.sede, inizio=presa[0], fine=presa[1])
    tabella = [
        (in_aula(aula), "Stanza 22: impegno dalle 16:00 alle 18:00 del 03/12/2026"),
        (replace(in_aula(aula), disciplinare_accettato=False), "bisogna accettare il disciplinare"),
        (replace(in_aula(aula), partecipanti=61), "Stanza 22 tiene 60 persone, ne sono previste 61"),
        (replace(in_aula(aula), inizio=alle(PASSATO, "15:00")), "non si può chiedere per un giorno passato"),
        (in_aula(brevi), "Stanza 16 serve a riunioni brevi interne"),
        (in_aula(sportello), "Stanza 1 è dello sportello"),
    ]
    for dati, detto in tabella:
        with pytest.raises(AttoRifiutato, match=detto):
            aggiungi_sessione(evento, dati, utente=operatrice)
    assert (Sessione.objects.count(), RichiestaSala.objects.count(), Prenotazione.objects.count()) == (0, 0, 1)


def test_who_is_taken_is_not_given_a_session(evento: Evento, operatrice: Utente) -> None:
    PrenotazioneFactory(operatore=operatrice, inizio=alle(GIORNO, "16:00"), fine=alle(GIORNO, "17:00"))
    with pytest.raises(AttoRifiutato, match="impegno dalle 16:00 alle 17:00"):
        aggiungi_sessione(evento, replace(ALLE_15, operatore=operatrice), utente=operatrice)
    assert Sessione.objects.count() == 0


def test_a_meeting_already_held_may_be_written_afterwards(evento: Evento, operatrice: Utente) -> None:
    aggiungi_sessione(evento, replace(ALLE_15, inizio=alle(PASSATO, "15:00")), utente=operatrice)
    evento.refresh_from_db()
    assert evento.inizia_il == PASSATO


@pytest.mark.parametrize(
    ("ruolo", "stato", "detto"),
    [
        (Ruolo.FUNZIONARIO_UNIONE, "PROGRAMMATO", "spetta a un altro ruolo"),
        (Ruolo.ASSISTENTE_SOCIALE, "PROGRAMMATO", "spetta a un altro ruolo"),
        (Ruolo.OPERATORE_ETS, "SVOLTO", "lo stato è «Svolto»"),
        (Ruolo.OPERATORE_ETS, "ANNULLATO", "lo stato è «Annullato»"),
    ],
)
def test_sessions_of_others_or_of_what_is_over_are_not_touched(ruolo: str, stato: str, detto: str) -> None:
    evento = porta_a(evento_con(PASSATO), stato)
    incontro, utente = evento.sessioni.get(), UtenteFactory(ruoli=[ruolo])
    for atto in (
        lambda: aggiungi_sessione(evento, ALLE_15, utente=utente),
        lambda: sposta_sessione(incontro, ALLE_15, utente=utente),
        lambda: annulla_sessione(incontro, utente=utente),
    ):
        with pytest.raises(AttoRifiutato, match=detto):
            atto()


def test_moved_elsewhere_it_keeps_its_booking_and_calendars_learn_of_it(evento: Evento, operatrice: Utente) -> None:
    nuova = aggiungi_sessione(evento, replace(ALLE_15, operatore=operatrice), utente=operatrice)
    altrove = replace(
        ALLE_15, operatore=operatrice, inizio=alle(date(2026, 12, 4), "10:00"), luogo="Teatro", titolo="Il gas"
    )
    spostata = sposta_sessione(nuova, altrove, utente=operatrice)
    assert (spostata.prenotazione_id, spostata.prenotazione.sequenza, spostata.luogo, spostata.titolo) == (
        nuova.prenotazione_id, 1, "Teatro", "Il gas",
    )  # fmt: skip
    evento.refresh_from_db()
    assert evento.inizia_il == date(2026, 12, 4)


def test_at_the_same_hour_the_room_keeps_its_permission(evento: Evento, operatrice: Utente, aula: Stanza) -> None:
    nuova = aggiungi_sessione(evento, replace(in_aula(aula), operatore=operatrice), utente=operatrice)
    conferma()
    collega = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    spostata = sposta_sessione(nuova, replace(in_aula(aula), operatore=collega), utente=operatrice)
    richiesta = RichiestaSala.objects.get()
    assert (richiesta.stato, richiesta.prenotazione_id) == ("RICHIESTA", spostata.prenotazione_id)
    assert (spostata.prenotazione.operatore, spostata.prenotazione_id == nuova.prenotazione_id) == (collega, False)
    nuova.prenotazione.refresh_from_db()
    assert nuova.prenotazione.annullata_alle is not None


def test_at_another_hour_the_room_is_asked_for_again(evento: Evento, operatrice: Utente, aula: Stanza) -> None:
    nuova = aggiungi_sessione(evento, in_aula(aula), utente=operatrice)
    sposta_sessione(nuova, replace(in_aula(aula), inizio=alle(GIORNO, "16:00")), utente=operatrice)
    righe = RichiestaSala.objects.order_by("pk").values_list("stato", "motivo", "prenotazione__inizio")
    assert list(righe) == [
        ("RITIRATA", "L’incontro è spostato", alle(GIORNO, "15:00")), ("RICHIESTA", "", alle(GIORNO, "16:00")),
    ]  # fmt: skip


def test_out_of_the_room_and_into_it(evento: Evento, operatrice: Utente, aula: Stanza) -> None:
    nuova = aggiungi_sessione(evento, in_aula(aula), utente=operatrice)
    fuori = sposta_sessione(nuova, ALLE_15, utente=operatrice)
    assert (fuori.prenotazione.stanza, RichiestaSala.objects.get().stato) == (None, "RITIRATA")
    dentro = sposta_sessione(fuori, in_aula(aula), utente=operatrice)
    assert (dentro.prenotazione.stanza, dentro.luogo) == (aula, "")
    assert list(RichiestaSala.objects.order_by("pk").values_list("stato", flat=True)) == ["RITIRATA", "RICHIESTA"]


def test_a_move_refused_leaves_everything_as_it_was(evento: Evento, operatrice: Utente, aula: Stanza) -> None:
    nuova = aggiungi_sessione(evento, in_aula(aula), utente=operatrice)
    PrenotazioneFactory(stanza=aula, sede=aula.sede, inizio=alle(GIORNO, "17:00"), fine=alle(GIORNO, "18:00"))
    with pytest.raises(AttoRifiutato, match="impegno dalle 17:00 alle 18:00"):
        sposta_sessione(nuova, replace(in_aula(aula), inizio=alle(GIORNO, "16:00")), utente=operatrice)
    nuova.prenotazione.refresh_from_db()
    assert (nuova.prenotazione.annullata_alle, RichiestaSala.objects.get().stato) == (None, "RICHIESTA")


@pytest.mark.parametrize("registro", ["NOMINATIVO", "ANONIMO"])
def test_hours_on_which_people_were_recorded_do_not_move_but_the_topic_may(operatrice: Utente, registro: str) -> None:
    evento = evento_con(PASSATO, registro=registro)
    incontro = evento.sessioni.get()
    if registro == "NOMINATIVO":
        presente(IscrizioneFactory(evento=evento), incontro)
    else:
        conta(incontro, CITTADINANZA=1)
    stesso = replace(ALLE_15, inizio=alle(PASSATO, "15:00"), titolo="Il gas")
    with pytest.raises(AttoRifiutato, match="L’incontro 1 ha 1 presenza segnata"):
        sposta_sessione(incontro, replace(stesso, minuti=60), utente=operatrice)
    with pytest.raises(AttoRifiutato, match="L’incontro 1 ha 1 presenza segnata"):
        annulla_sessione(incontro, utente=operatrice)
    assert sposta_sessione(incontro, stesso, utente=operatrice).titolo == "Il gas"


def test_a_session_in_a_room_may_be_renamed_after_it_was_held(operatrice: Utente, aula: Stanza) -> None:
    evento = EventoFactory()
    incontro = sessione(evento, PASSATO, stanza=aula)
    dati = replace(in_aula(aula), inizio=alle(PASSATO, "15:00"), titolo="Il gas")
    assert sposta_sessione(incontro, dati, utente=operatrice).titolo == "Il gas"


def test_a_cancelled_session_gives_back_time_and_room_and_may_be_set_again(
    evento: Evento, operatrice: Utente, aula: Stanza
) -> None:
    nuova = aggiungi_sessione(evento, in_aula(aula), utente=operatrice)
    annullata = annulla_sessione(nuova, utente=operatrice)
    evento.refresh_from_db()
    assert (annullata.prenotazione.annullata_alle is None, evento.inizia_il, RichiestaSala.objects.get().stato) == (
        False, None, "RITIRATA",
    )  # fmt: skip
    with pytest.raises(AttoRifiutato, match="già annullato"):
        annulla_sessione(nuova, utente=operatrice)
    rimessa = sposta_sessione(nuova, in_aula(aula), utente=operatrice)
    evento.refresh_from_db()
    assert (rimessa.prenotazione.annullata_alle, evento.inizia_il, evento.sessioni.count()) == (None, GIORNO, 1)


def test_a_session_of_an_event_called_off_is_over(evento: Evento, operatrice: Utente) -> None:
    nuova = aggiungi_sessione(evento, ALLE_15, utente=operatrice)
    annulla_evento(evento, motivo="Pochi iscritti", utente=operatrice)
    with pytest.raises(AttoRifiutato, match="lo stato è «Annullato»"):
        sposta_sessione(nuova, ALLE_15, utente=operatrice)
