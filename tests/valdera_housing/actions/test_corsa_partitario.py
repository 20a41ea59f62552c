"""Sixty-four people pay the same due, or match the same payment, at once: never more than either (quality R1, R5).

The control at the end runs the same race with the locks off and the CHECK dropped: it must overpay, or the races
above would prove nothing.
"""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from tests.factories.casa import IncassoFactory, MovimentoBancarioFactory, ScadenzaFactory
from tests.factories.corsa import insieme
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.actions import imputazione as atti
from valdera_housing.actions.imputazione import imputa_incasso
from valdera_housing.actions.incasso import registra_incasso
from valdera_housing.actions.movimento import abbina_movimento
from valdera_housing.actions.richiesta_unica import esegui_una_volta
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Imputazione, Incasso, Scadenza, Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
IN_GARA = 64
EURO = Decimal("360.00")
QUOTA = Decimal("50.00")


@pytest.fixture
def contabile(transactional_db: None) -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def paga(scadenza: Scadenza, importo: Decimal, utente: Utente) -> Incasso:
    dati = {
        "verso": "ENTRATA", "data": date(2026, 11, 19), "importo": importo, "mezzo": "CONTANTI", "riferimento": "",
        "chi": "Maria Rossi",
    }  # fmt: skip
    return registra_incasso(dati, [(scadenza.pk, importo)], utente=utente)


def guasti(risposte: list) -> list:
    return [r for r in risposte if isinstance(r, Exception) and not isinstance(r, AttoRifiutato)]


def test_a_due_paid_by_sixty_four_at_once_is_paid_once(contabile: Utente, giri: int) -> None:
    for _ in range(giri):
        scadenza = ScadenzaFactory()
        risposte = insieme([partial(paga, scadenza, QUOTA, contabile)] * IN_GARA)
        scadenza.refresh_from_db()
        riusciti = [r for r in risposte if isinstance(r, Incasso)]
        assert guasti(risposte) == []
        # seven times fifty fits in 360, an eighth does not
        assert (len(riusciti), scadenza.imputato) == (7, Decimal("350.00"))
    assert Incasso.objects.count() == 7 * giri
    assert Incasso.objects.values("numero").distinct().count() == 7 * giri


def test_a_payment_matched_by_sixty_four_at_once_is_spent_once(contabile: Utente, giri: int) -> None:
    for _ in range(giri):
        incasso = IncassoFactory()
        scadenze = [ScadenzaFactory() for _ in range(IN_GARA)]
        risposte = insieme(
            [partial(imputa_incasso, incasso, [(s.pk, Decimal("100.00"))], utente=contabile) for s in scadenze]
        )
        incasso.refresh_from_db()
        assert (guasti(risposte), incasso.imputato, incasso.imputazioni.count()) == ([], Decimal("300.00"), 3)


def test_crossed_payments_of_the_same_dues_never_wait_for_each_other_for_ever(contabile: Utente, giri: int) -> None:
    for _ in range(giri):
        prima, dopo = ScadenzaFactory(importo=6400), ScadenzaFactory(importo=6400)
        quote = [(prima.pk, QUOTA), (dopo.pk, QUOTA)]
        incassi = [IncassoFactory(importo=100) for _ in range(IN_GARA)]
        risposte = insieme(
            [
                partial(imputa_incasso, incasso, quote[:: 1 if n % 2 else -1], utente=contabile)
                for n, incasso in enumerate(incassi)
            ]
        )
        assert [r for r in risposte if isinstance(r, Exception)] == []
        assert set(Scadenza.objects.filter(pk__in=[prima.pk, dopo.pk]).values_list("imputato", flat=True)) == {
            Decimal("3200.00")
        }


def test_a_bank_line_confirmed_by_many_at_once_is_one_payment(contabile: Utente) -> None:
    movimento, scadenza = MovimentoBancarioFactory(), ScadenzaFactory()
    risposte = insieme([partial(abbina_movimento, movimento, [(scadenza.pk, EURO)], utente=contabile)] * 16)
    scadenza.refresh_from_db()
    assert (guasti(risposte), Incasso.objects.count(), scadenza.imputato) == ([], 1, EURO)


def test_pressing_the_button_eight_times_registers_once(contabile: Utente) -> None:
    scadenza, chiave = ScadenzaFactory(importo=3600), uuid.uuid4()

    def premi() -> str:
        atto: Callable[[], str] = lambda: str(paga(scadenza, EURO, contabile))  # noqa: E731
        return esegui_una_volta(chiave, utente=contabile, percorso="/prova/", atto=atto)

    risposte = insieme([premi] * 8)
    scadenza.refresh_from_db()
    assert (len(set(risposte)), Incasso.objects.count(), scadenza.imputato) == (1, 1, EURO)


def test_without_the_locks_and_the_check_the_same_race_overpays(
    contabile: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    def senza_lucchetto(chiavi):
        return {s.pk: s for s in Scadenza.objects.filter(pk__in=list(chiavi)).order_by("pk")}

    monkeypatch.setattr(atti, "scadenze_bloccate", senza_lucchetto)
    scadenza = ScadenzaFactory()
    incassi = [IncassoFactory() for _ in range(IN_GARA)]
    sql("ALTER TABLE valdera_housing_scadenza DROP CONSTRAINT scadenza_mai_pagata_due_volte")
    try:
        insieme([partial(imputa_incasso, i, [(scadenza.pk, EURO)], utente=contabile) for i in incassi])
        assert sum(Imputazione.objects.filter(scadenza=scadenza).values_list("importo", flat=True)) > EURO
    finally:
        sql("SET session_replication_role = replica")  # the registers of the lines never let anyone empty them
        sql("TRUNCATE valdera_housing_imputazione, valdera_housing_scadenza CASCADE")
        sql("SET session_replication_role = DEFAULT")
        sql(
            "ALTER TABLE valdera_housing_scadenza ADD CONSTRAINT scadenza_mai_pagata_due_volte"
            " CHECK (importo > 0 AND imputato >= 0 AND imputato <= importo)"
        )
