"""Acts on an event on the real database: what they write, and the sentence when they do not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail

from formazione.actions.evento import (
    annulla_evento,
    apri_iscrizioni_evento,
    chiudi_iscrizioni_evento,
    crea_evento,
    modifica_evento,
    riapri_evento,
    svolgi_evento,
)
from formazione.actions.sessione import DatiSessione, aggiungi_sessione
from formazione.models import Evento, RichiestaSala
from tests.factories.formazione import (
    PASSATO,
    EventoFactory,
    IscrizioneFactory,
    attestato,
    conta,
    evento_con,
    porta_a,
    presente,
    sala,
)
from tests.factories.luogo import alle
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo, UsoStanza
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def coordinatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


@pytest.fixture
def funzionaria() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def dati(utente: Utente, **altro: Any) -> dict[str, Any]:
    return {
        "titolo": "Leggere una bolletta", "tipo": "FORMAZIONE_BENEFICIARI", "destinatari": ["CONDUTTORI"],
        "descrizione": "Luce, gas e acqua.", "referente": utente,
    } | altro  # fmt: skip


def test_an_event_is_written_with_its_number_and_the_code_of_its_page(operatrice: Utente) -> None:
    evento = crea_evento(dati(operatrice), utente=operatrice)
    assert (evento.numero, evento.stato, evento.creato_da, evento.creato_il) == (
        "EV-2026-0001", "PROGRAMMATO", operatrice, date(2026, 11, 19),
    )  # fmt: skip
    assert (len(evento.codice), evento.codice) == (9, evento.codice.lower())
    assert crea_evento(dati(operatrice), utente=operatrice).numero == "EV-2026-0002"


def test_who_does_not_keep_the_events_writes_none(funzionaria: Utente) -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        crea_evento(dati(funzionaria), utente=funzionaria)
    assert Evento.objects.count() == 0


def test_an_event_is_corrected_by_who_opened_it_last(operatrice: Utente) -> None:
    evento = evento_con(posti=3)
    salvato = modifica_evento(evento, {"posti": 5, "titolo": "Nuovo"}, utente=operatrice, versione=1)
    assert (salvato.posti, salvato.titolo, salvato.versione) == (5, "Nuovo", 2)
    with pytest.raises(ModificaConcorrente):
        modifica_evento(evento, {"posti": 6}, utente=operatrice, versione=1)


def test_a_new_title_reaches_the_agenda_of_what_is_still_to_come(operatrice: Utente) -> None:
    evento = evento_con(PASSATO, date(2026, 12, 3), titolo="Vecchio")
    modifica_evento(evento, {"titolo": "Nuovo"}, utente=operatrice, versione=1)
    assert list(evento.sessioni.values_list("prenotazione__titolo", "prenotazione__sequenza")) == [
        ("Vecchio", 0), ("Nuovo", 1),
    ]  # fmt: skip


def test_guests_from_outside_are_refused_by_a_room_for_internal_meetings(operatrice: Utente) -> None:
    evento = EventoFactory(destinatari=["PERSONALE_COMUNI"], posti=6)
    stanza = sala(UsoStanza.RIUNIONI_BREVI, nome="Stanza 16", posti=None)
    orario = DatiSessione(inizio=alle(date(2026, 12, 3), "15:00"), minuti=60, stanza=stanza)
    aggiungi_sessione(evento, orario, utente=operatrice)
    with pytest.raises(AttoRifiutato, match="Stanza 16 serve a riunioni brevi interne"):
        modifica_evento(evento, {"destinatari": ["CITTADINANZA"]}, utente=operatrice, versione=1)
    evento.refresh_from_db()
    assert (evento.destinatari, RichiestaSala.objects.get().rilevanza_esterna) == (["PERSONALE_COMUNI"], False)


def test_the_room_that_was_asked_for_learns_the_new_title(operatrice: Utente) -> None:
    evento = EventoFactory(posti=20)
    orario = DatiSessione(
        inizio=alle(date(2026, 12, 3), "15:00"), minuti=60, stanza=sala(), disciplinare_accettato=True
    )
    aggiungi_sessione(evento, orario, utente=operatrice)
    modifica_evento(evento, {"titolo": "Nuovo"}, utente=operatrice, versione=1)
    assert RichiestaSala.objects.get().titolo == "Nuovo"


@pytest.mark.parametrize(
    ("cambia", "detto"),
    [
        ({"posti": 1}, "2 persone hanno già il posto: i posti non possono essere 1"),
        ({"registro": "ANONIMO"}, "Ci sono già persone iscritte per nome: il registro resta per nome"),
    ],
)
def test_what_people_stand_on_is_not_taken_away(operatrice: Utente, cambia: dict[str, Any], detto: str) -> None:
    evento = evento_con(posti=3)
    IscrizioneFactory(evento=evento), IscrizioneFactory(evento=evento)
    with pytest.raises(AttoRifiutato) as rifiuto:
        modifica_evento(evento, cambia, utente=operatrice, versione=1)
    evento.refresh_from_db()
    assert (str(rifiuto.value), evento.posti, evento.registro) == (detto, 3, "NOMINATIVO")


def test_counts_are_not_turned_into_names(operatrice: Utente) -> None:
    evento = evento_con(PASSATO, registro="ANONIMO")
    conta(evento.sessioni.get(), CITTADINANZA=12)
    with pytest.raises(AttoRifiutato, match="il modo di contarle non cambia più"):
        modifica_evento(evento, {"registro": "NOMINATIVO"}, utente=operatrice, versione=1)


def test_enrolments_are_opened_and_closed(operatrice: Utente) -> None:
    evento = evento_con(date(2026, 12, 3))
    assert apri_iscrizioni_evento(evento, utente=operatrice).stato == "ISCRIZIONI_APERTE"
    assert chiudi_iscrizioni_evento(evento, utente=operatrice).stato == "PROGRAMMATO"
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «In programma»"):
        chiudi_iscrizioni_evento(evento, utente=operatrice)


def test_enrolments_wait_for_a_meeting_to_come_to(operatrice: Utente) -> None:
    senza, passato = EventoFactory(), evento_con(PASSATO)
    with pytest.raises(AttoRifiutato, match="Manca un incontro"):
        apri_iscrizioni_evento(senza, utente=operatrice)
    with pytest.raises(AttoRifiutato, match="Tutti gli incontri sono passati"):
        apri_iscrizioni_evento(passato, utente=operatrice)
    assert set(Evento.objects.values_list("stato", flat=True)) == {"PROGRAMMATO"}


def test_an_event_is_held_on_the_day_of_its_last_meeting(operatrice: Utente) -> None:
    evento = evento_con(date(2026, 11, 5), PASSATO)
    svolto = svolgi_evento(evento, utente=operatrice)
    assert (svolto.stato, svolto.svolto_il, svolto.versione) == ("SVOLTO", PASSATO, 2)


def test_an_event_is_not_held_before_its_last_meeting(operatrice: Utente) -> None:
    evento = evento_con(PASSATO, date(2026, 12, 3))
    with pytest.raises(AttoRifiutato, match="L’incontro 2 finisce"):
        svolgi_evento(evento, utente=operatrice)
    evento.refresh_from_db()
    assert (evento.stato, evento.svolto_il) == ("PROGRAMMATO", None)


def test_a_cancelled_meeting_is_not_waited_for(operatrice: Utente) -> None:
    evento = evento_con(PASSATO, date(2026, 12, 3))
    altra = evento.sessioni.get(numero=2).prenotazione
    altra.annullata_alle = alle(date(2026, 11, 19), "09:00")
    altra.save()
    assert svolgi_evento(evento, utente=operatrice).svolto_il == PASSATO


def test_only_the_manager_opens_again_and_never_over_certificates(operatrice: Utente, coordinatrice: Utente) -> None:
    evento = evento_con(PASSATO, stato="SVOLTO")
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        riapri_evento(evento, utente=operatrice)
    riaperto = riapri_evento(evento, utente=coordinatrice)
    assert (riaperto.stato, riaperto.svolto_il) == ("PROGRAMMATO", None)
    con_attestato = attestato().iscrizione.evento
    with pytest.raises(AttoRifiutato, match="C’è già 1 attestato valido"):
        riapri_evento(con_attestato, utente=coordinatrice)


def test_an_event_called_off_gives_back_the_hours_to_come_and_keeps_its_days(operatrice: Utente) -> None:
    evento = evento_con(PASSATO, date(2026, 12, 3))
    orario = DatiSessione(
        inizio=alle(date(2026, 12, 10), "15:00"), minuti=60, stanza=sala(), partecipanti=20,
        disciplinare_accettato=True,
    )  # fmt: skip
    aggiungi_sessione(evento, orario, utente=operatrice)
    annullato = annulla_evento(evento, motivo=" Il docente è malato ", utente=operatrice)
    assert (annullato.stato, annullato.motivo, annullato.inizia_il, annullato.finisce_il, annullato.minuti) == (
        "ANNULLATO", "Il docente è malato", PASSATO, date(2026, 12, 10), 300,
    )  # fmt: skip
    tenute = [s.prenotazione.annullata_alle is None for s in evento.sessioni.order_by("numero")]
    assert tenute == [True, False, False]
    richiesta = RichiestaSala.objects.get()
    assert (richiesta.stato, richiesta.motivo) == ("RITIRATA", "L’evento è annullato")


def test_an_event_somebody_took_part_in_is_not_called_off(operatrice: Utente) -> None:
    evento = evento_con(PASSATO, date(2026, 12, 3))
    presente(IscrizioneFactory(evento=evento), evento.sessioni.get(numero=1))
    with pytest.raises(AttoRifiutato, match="Qualcuno ha già partecipato"):
        annulla_evento(evento, motivo="Pochi iscritti", utente=operatrice)
    evento.refresh_from_db()
    assert (evento.stato, evento.motivo) == ("PROGRAMMATO", "")


def test_who_is_enrolled_is_told_that_it_is_off(
    operatrice: Utente, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    evento = evento_con(titolo="Leggere una bolletta")
    iscritta = IscrizioneFactory(evento=evento)
    with django_capture_on_commit_callbacks(execute=True):
        annulla_evento(evento, motivo="Il docente è malato", utente=operatrice)
    assert [(m.to, m.subject) for m in mail.outbox] == [([iscritta.email], "Evento annullato: Leggere una bolletta")]


def test_new_seats_go_to_who_waits(operatrice: Utente, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    evento = evento_con(posti=1)
    IscrizioneFactory(evento=evento)
    prima = IscrizioneFactory(evento=evento, stato="IN_ATTESA")
    with django_capture_on_commit_callbacks(execute=True):
        salvato = modifica_evento(evento, {"posti": 2}, utente=operatrice, versione=1)
    prima.refresh_from_db()
    assert (salvato.iscritti, salvato.in_attesa, prima.stato) == (2, 0, "CONFERMATA")
    assert [m.to for m in mail.outbox] == [[prima.email]]


def test_an_event_is_called_off_for_a_reason(operatrice: Utente) -> None:
    with pytest.raises(AttoRifiutato, match="Scrivi perché"):
        annulla_evento(evento_con(), motivo="  ", utente=operatrice)


@pytest.mark.parametrize("stato", ["SVOLTO", "ANNULLATO"])
def test_what_is_over_is_not_touched(operatrice: Utente, stato: str) -> None:
    evento = porta_a(evento_con(PASSATO), stato)
    for atto in (
        lambda: modifica_evento(evento, {"posti": 9}, utente=operatrice, versione=evento.versione),
        lambda: apri_iscrizioni_evento(evento, utente=operatrice),
        lambda: svolgi_evento(evento, utente=operatrice),
        lambda: annulla_evento(evento, motivo="Pochi iscritti", utente=operatrice),
    ):
        with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è"):
            atto()
