"""What the tables of the events keep by themselves: days, length, seats taken, minutes of presence."""

from datetime import date

import pytest

from formazione.models import Conteggio, Risposta
from tests.factories.formazione import (
    PASSATO,
    CampagnaFactory,
    ContattoFactory,
    ContenutoFactory,
    CostoFactory,
    DocenteFactory,
    EventoFactory,
    IscrizioneFactory,
    NewsletterFactory,
    PartnerFactory,
    QuestionarioFactory,
    RichiestaSalaFactory,
    attestato,
    conta,
    evento_con,
    porta_a,
    presente,
    rispondi,
    sala,
    sessione,
)
from tests.factories.luogo import alle

pytestmark = pytest.mark.django_db


def test_an_event_has_the_days_and_the_length_of_its_sessions() -> None:
    evento = evento_con(date(2026, 12, 10), date(2026, 12, 3))
    assert (evento.inizia_il, evento.finisce_il, evento.minuti) == (date(2026, 12, 3), date(2026, 12, 10), 240)
    prenotazione = evento.sessioni.get(numero=2).prenotazione
    prenotazione.annullata_alle = alle(date(2026, 11, 19), "10:00")
    prenotazione.save()
    evento.refresh_from_db()
    assert (evento.inizia_il, evento.minuti) == (date(2026, 12, 10), 120)


def test_a_cancelled_event_keeps_the_days_it_would_have_had() -> None:
    evento = porta_a(evento_con(date(2026, 12, 3)), "ANNULLATO")
    prenotazione = evento.sessioni.get().prenotazione
    prenotazione.annullata_alle = alle(date(2026, 11, 19), "10:00")
    prenotazione.save()
    evento.refresh_from_db()
    assert (evento.inizia_il, evento.minuti) == (date(2026, 12, 3), 120)


def test_an_event_without_sessions_has_no_day() -> None:
    evento = EventoFactory()
    assert (evento.inizia_il, evento.minuti, evento.posti_liberi) == (None, 0, None)


def test_seats_are_counted_as_enrolments_change_state() -> None:
    evento = evento_con(posti=3)
    prima, _ = IscrizioneFactory(evento=evento), IscrizioneFactory(evento=evento)
    IscrizioneFactory(evento=evento, stato="IN_ATTESA")
    IscrizioneFactory(evento=evento, stato="DA_CONFERMARE")
    evento.refresh_from_db()
    assert (evento.iscritti, evento.in_attesa, evento.posti_liberi) == (2, 1, 1)
    prima.stato, prima.annullata_alle = "ANNULLATA", alle(date(2026, 11, 19), "10:00")
    prima.save()
    evento.refresh_from_db()
    assert (evento.iscritti, evento.in_attesa, evento.posti_liberi) == (1, 1, 2)


def test_minutes_of_presence_are_summed_on_the_enrolment() -> None:
    evento = evento_con(PASSATO, date(2026, 11, 13))
    iscrizione = IscrizioneFactory(evento=evento)
    primo, secondo = evento.sessioni.all()
    presente(iscrizione, primo)
    presenza = presente(iscrizione, secondo, minuti=45)
    assert iscrizione.minuti == 165
    presenza.uscita = None
    presenza.save()
    iscrizione.refresh_from_db()
    assert iscrizione.minuti == 120


def test_every_thing_of_the_line_can_be_made() -> None:
    """The factories stand on the database's own rules."""
    assert attestato().minuti == 120
    assert sum(c.quanti for c in conta(sessione(EventoFactory(), stanza=sala()), CITTADINANZA=12, SINDACATI=3)) == 15
    assert Conteggio.objects.count() == 2
    rispondi(QuestionarioFactory(aperto=True), 4, "Più esempi")
    assert list(Risposta.objects.values_list("valore", "testo")) == [(4, ""), (None, "Più esempi")]
    fatte = [RichiestaSalaFactory(), PartnerFactory(), DocenteFactory(), ContenutoFactory(), ContattoFactory()]
    fatte += [NewsletterFactory(), CostoFactory(), CostoFactory(evento=None, campagna=CampagnaFactory())]
    assert all(cosa.pk and str(cosa) for cosa in fatte)
