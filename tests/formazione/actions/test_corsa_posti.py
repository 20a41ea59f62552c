"""Sixty-four people confirm at once for the last seats of an event, while others leave (quality R1, R2, R5).

The controls run the same race with the lock off: with the CHECK dropped too it must overbook, or the race would prove
nothing; with the CHECK alone the database keeps the seats right, one fence standing without the other.
"""

from collections.abc import Callable, Iterable
from functools import partial

import pytest
from django.db import IntegrityError
from django.utils import timezone

from formazione.actions import iscrizione as atti
from formazione.actions import iscrizione_pubblica as pubbliche
from formazione.actions.iscrizione import annulla_iscrizione, iscrivi_persona, promuovi_in_attesa
from formazione.actions.iscrizione_pubblica import (
    annulla_propria_iscrizione,
    chiedi_iscrizione,
    conferma_propria_iscrizione,
    scadi_iscrizioni,
)
from formazione.models import Evento, Iscrizione
from tests.factories.corsa import insieme
from tests.factories.formazione import IscrizioneFactory, evento_con
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.choices import Ruolo
from valdera_housing.kit.errori_database import frase
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

Atto = Callable[[], object]
IN_GARA, POSTI = 64, 8
FINITI = "I posti sono finiti."
TOGLI_IL_RECINTO = "ALTER TABLE formazione_evento DROP CONSTRAINT evento_mai_oltre_i_posti"
RIMETTI_IL_RECINTO = (
    "ALTER TABLE formazione_evento ADD CONSTRAINT evento_mai_oltre_i_posti CHECK (posti IS NULL OR posti >= iscritti)"
)


def guasti(risposte: Iterable[object]) -> list[object]:
    """What is neither done nor refused with a sentence."""
    return [r for r in risposte if isinstance(r, Exception) and not isinstance(r, AttoRifiutato)]


@pytest.fixture
def operatrice(transactional_db: None) -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def evento_a_posti(posti: int | None = POSTI) -> Evento:
    return evento_con(aggiungi_mesi(oggi(), 1), stato="ISCRIZIONI_APERTE", posti=posti)


def schiera(evento: Evento, quanti: int = IN_GARA) -> list[Iscrizione]:
    """People who asked and have the e-mail open in front of them."""
    return [IscrizioneFactory(evento=evento, stato="DA_CONFERMARE") for _ in range(quanti)]


def da_capo(evento: Evento) -> None:
    """Nobody has confirmed, and everybody has just asked."""
    sql(
        "UPDATE formazione_iscrizione SET stato = 'DA_CONFERMARE', in_fila_dalle = NULL, annullata_alle = NULL,"
        " chiesta_alle = now() WHERE evento_id = %s",
        evento.pk,
    )


def conti(evento: Evento) -> tuple[int, int]:
    """With a seat and in the line, as the event says; it must agree with its enrolments."""
    evento.refresh_from_db()
    righe = evento.iscrizioni
    assert evento.iscritti == righe.confermate().count()
    assert evento.in_attesa == righe.in_fila().count()
    return evento.iscritti, evento.in_attesa


def in_ordine(evento: Evento) -> bool:
    """Whoever has a seat was in the line before whoever waits for one."""
    seduti = [(i.in_fila_dalle, i.pk) for i in evento.iscrizioni.confermate()]
    fila = [(i.in_fila_dalle, i.pk) for i in evento.iscrizioni.in_fila()]
    return not fila or not seduti or max(seduti) < min(fila)


def test_the_last_seats_are_given_once_and_the_others_wait_in_order(operatrice: Utente, giri: int) -> None:
    evento = evento_a_posti()
    conferme = [partial(conferma_propria_iscrizione, i) for i in schiera(evento)]
    for giro in range(giri):
        da_capo(evento)
        risposte = insieme(conferme[:: -1 if giro % 2 else 1])
        assert [r for r in risposte if isinstance(r, Exception)] == []
        assert (conti(evento), in_ordine(evento)) == ((POSTI, IN_GARA - POSTI), True)


def test_the_same_link_pressed_eight_times_takes_one_seat(operatrice: Utente, giri: int) -> None:
    evento = evento_a_posti()
    (chiesta,) = schiera(evento, 1)
    for _ in range(giri):
        da_capo(evento)
        risposte = insieme([partial(conferma_propria_iscrizione, chiesta)] * 8)
        assert ({getattr(r, "stato", r) for r in risposte}, conti(evento)) == ({"CONFERMATA"}, (1, 0))


def test_seats_left_while_others_confirm_are_never_lost_nor_given_twice(operatrice: Utente, giri: int) -> None:
    """Half of those with a seat leave, by themselves or by telephone, while fifty people confirm."""
    evento = evento_a_posti()
    seduti, altri = schiera(evento, POSTI), schiera(evento, 50)
    for _ in range(giri):
        da_capo(evento)
        for iscrizione in seduti:
            conferma_propria_iscrizione(iscrizione)
        atti_insieme: list[Atto] = [
            *(partial(annulla_propria_iscrizione, i) for i in seduti[:2]),
            *(partial(annulla_iscrizione, i, motivo="Ha telefonato", utente=operatrice) for i in seduti[2:4]),
            *(partial(conferma_propria_iscrizione, i) for i in altri),
        ]
        assert [r for r in insieme(atti_insieme) if isinstance(r, Exception)] == []
        assert (conti(evento), in_ordine(evento)) == ((POSTI, 50 - 4), True)


def test_everything_at_once_ends_without_an_error(operatrice: Utente, giri: int) -> None:
    """Confirmations, requests, enrolments at the office, cancellations, more seats, and the command of the night."""
    for _ in range(giri):
        evento = evento_a_posti()
        seduti, altri = schiera(evento, POSTI), schiera(evento, 24)
        da_capo(evento)
        for iscrizione in seduti:
            conferma_propria_iscrizione(iscrizione)
        dati = {
            "nome": "Carla", "cognome": "Neri", "telefono": "", "comune": None, "destinatario": "CITTADINANZA",
        }  # fmt: skip

        def con_piu_posti(evento: Evento = evento) -> object:
            Evento.objects.filter(pk=evento.pk).update(posti=POSTI + 4)
            return promuovi_in_attesa(evento)

        atti_insieme: list[Atto] = [
            *(partial(conferma_propria_iscrizione, i) for i in altri),
            *(partial(annulla_propria_iscrizione, i) for i in seduti[:4]),
            *(partial(annulla_iscrizione, i, motivo="No", utente=operatrice) for i in seduti[2:6]),
            *(
                partial(iscrivi_persona, evento, dati | {"email": f"ufficio{n}@example.org"}, utente=operatrice)
                for n in range(8)
            ),
            *[partial(chiedi_iscrizione, evento, dati | {"email": "stessa@example.org"})] * 8,
            con_piu_posti,
            partial(scadi_iscrizioni, timezone.now()),
        ]
        assert guasti(insieme(atti_insieme)) == []
        vivi = (POSTI - 6) + 24 + 8
        assert (conti(evento), in_ordine(evento)) == ((POSTI + 4, vivi - POSTI - 4), True)
        assert evento.iscrizioni.filter(email="stessa@example.org").count() == 1


@pytest.fixture
def senza_attesa(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock off: whoever takes a seat reads the event without waiting for the others."""
    for modulo in (atti, pubbliche):
        monkeypatch.setattr(modulo, "blocca_evento", lambda pk: Evento.objects.get(pk=pk))


@pytest.mark.usefixtures("senza_attesa")
def test_without_the_lock_and_the_check_the_same_race_overbooks(operatrice: Utente) -> None:
    evento = evento_a_posti()
    conferme = [partial(conferma_propria_iscrizione, i) for i in schiera(evento)]
    sql(TOGLI_IL_RECINTO)
    try:
        superati = 0
        for _ in range(3):
            da_capo(evento)
            insieme(conferme)
            superati += conti(evento)[0] > POSTI
        assert superati > 0
    finally:
        da_capo(evento)
        sql(RIMETTI_IL_RECINTO)


@pytest.mark.usefixtures("senza_attesa")
def test_without_the_lock_the_database_alone_never_overbooks(operatrice: Utente, giri: int) -> None:
    evento = evento_a_posti()
    conferme = [partial(conferma_propria_iscrizione, i) for i in schiera(evento)]
    for _ in range(giri):
        da_capo(evento)
        rotti = guasti(insieme(conferme))
        assert {frase(r) if isinstance(r, IntegrityError) else repr(r) for r in rotti} <= {FINITI}
        assert conti(evento)[0] <= POSTI
