"""What the record of an event says of who came and of who got a certificate: one query each, names for nobody."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from formazione.queries.pannelli_evento import attestati, presenze
from tests.factories.formazione import PASSATO, EventoFactory, attestato, conta, evento_con
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


def letto(pannello: Any) -> str:
    return " ".join(render_to_string(pannello.template, pannello.contesto).replace("\xa0", " ").split())


@pytest.mark.parametrize(("ruolo", "collegamento"), [(Ruolo.OPERATORE_ETS, True), (Ruolo.REVISORE, False)])
def test_presences_session_by_session(ruolo: str, collegamento: bool, django_assert_num_queries: Any) -> None:
    dato, utente = attestato(), UtenteFactory(ruoli=[ruolo])
    evento = dato.iscrizione.evento
    with django_assert_num_queries(1):
        pannello = presenze.pannello(evento, utente)
        testo = letto(pannello)
    assert ("giovedì 12/11/2026, ore 15:00–17:00" in testo, "href" in testo) == (True, collegamento)
    assert [(i.sessione.segnati, i.sessione.dentro) for i, _ in pannello.contesto["righe"]] == [(1, 0)]


def test_people_counted_without_names() -> None:
    evento = evento_con(PASSATO, registro="ANONIMO")
    conta(evento.sessioni.get(), CITTADINANZA=30, SINDACATI=2)
    pannello = presenze.pannello(evento, UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]))
    assert "> 32" in letto(pannello).replace(">32", "> 32")


@pytest.mark.parametrize(("ruolo", "collegamento"), [(Ruolo.OPERATORE_ETS, True), (Ruolo.REVISORE, False)])
def test_certificates_given(ruolo: str, collegamento: bool, django_assert_num_queries: Any) -> None:
    evento, utente = attestato().iscrizione.evento, UtenteFactory(ruoli=[ruolo])
    with django_assert_num_queries(1):
        testo = letto(attestati.pannello(evento, utente))
    assert "almeno il 75 % delle ore: 1 h 30 min. Rilasciato" in testo
    assert ("1 attestato" in testo, "href" in testo) == (True, collegamento)


def test_nothing_to_say_is_no_panel() -> None:
    evento, utente = EventoFactory(), UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    assert (presenze.pannello(evento, utente), attestati.pannello(evento, utente)) == (None, None)
