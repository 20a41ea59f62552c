"""Sixty-four people book one operator and one room at once: one has them, the others a sentence (quality R7).

The control at the end runs the same race with the lock off and the exclusion constraints dropped: it must overlap, or
the race above would prove nothing.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from tests.factories.corsa import insieme
from tests.factories.luogo import StanzaFactory, alle
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.actions import prenotazione as atti
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Prenotazione, Stanza, Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

IN_GARA = 64
GIORNO = date(2026, 11, 26)
VINCOLI = ("prenotazione_operatore_libero", "prenotazione_stanza_libera")


@pytest.fixture
def operatori(transactional_db: None) -> list[Utente]:
    return [UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]) for _ in range(IN_GARA)]


@pytest.fixture
def stanze(transactional_db: None) -> list[Stanza]:
    prima = StanzaFactory()
    return [prima, *(StanzaFactory(sede=prima.sede) for _ in range(IN_GARA - 1))]


def corri(operatori: list[Utente], stanze: list[Stanza]) -> list[Any]:
    """Everyone asks for the same hour; who and where are those of the lists, in order."""

    def chiede(operatore: Utente, stanza: Stanza) -> Any:
        dati = atti.DatiPrenotazione(
            Linea.SPO, "Appuntamento", alle(GIORNO, "09:00"), alle(GIORNO, "09:45"),
            operatore=operatore, sede=stanza.sede, stanza=stanza,
        )  # fmt: skip
        return lambda: atti.prenota(dati)

    return insieme([chiede(o, s) for o, s in zip(operatori, stanze, strict=True)])


def da_capo() -> None:
    sql("DELETE FROM valdera_housing_prenotazione")


@pytest.mark.parametrize("preso", ["operatore", "stanza", "tutti e due"])
def test_one_hour_of_an_operator_or_of_a_room_is_booked_once(
    operatori: list[Utente], stanze: list[Stanza], giri: int, preso: str
) -> None:
    chi = operatori if preso == "stanza" else operatori[:1] * IN_GARA
    dove = stanze if preso == "operatore" else stanze[:1] * IN_GARA
    for _ in range(giri if preso == "tutti e due" else 1):
        da_capo()
        risposte = corri(chi, dove)
        assert Counter(type(r) for r in risposte) == {Prenotazione: 1, AttoRifiutato: IN_GARA - 1}
        frasi = {str(r) for r in risposte if isinstance(r, AttoRifiutato)}
        assert all("impegno dalle 9:00 alle 9:45 del 26/11/2026" in frase for frase in frasi)
        assert Prenotazione.objects.attive().count() == 1
    da_capo()


@pytest.fixture
def senza_vincoli(transactional_db: None) -> Iterator[None]:
    definizioni = {vincolo: _definizione(vincolo) for vincolo in VINCOLI}
    for vincolo in VINCOLI:
        sql(f"ALTER TABLE valdera_housing_prenotazione DROP CONSTRAINT {vincolo}")
    yield
    da_capo()
    for vincolo, definizione in definizioni.items():
        sql(f"ALTER TABLE valdera_housing_prenotazione ADD CONSTRAINT {vincolo} {definizione}")


def test_without_the_lock_and_the_constraints_the_same_race_overlaps(
    operatori: list[Utente], stanze: list[Stanza], monkeypatch: pytest.MonkeyPatch, senza_vincoli: None
) -> None:
    monkeypatch.setattr(atti, "blocca", lambda *chi: None)
    doppie = 0
    for _ in range(3):
        da_capo()
        corri(operatori, stanze[:1] * IN_GARA)
        doppie += Prenotazione.objects.attive().count() > 1
    assert doppie > 0


def _definizione(vincolo: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [vincolo])
        return str(cursor.fetchone()[0])
