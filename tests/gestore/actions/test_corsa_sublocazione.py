"""Sixty-four people open a sublease of one home at once: one has it, the others a sentence (quality R1).

The control at the end runs the same race with the lock off and the exclusion constraint dropped: it must overlap, or
the race above would prove nothing.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from gestore.actions import sublocazione as atti
from gestore.models import Sublocazione
from tests.factories.casa import CasoFactory
from tests.factories.corsa import insieme
from tests.factories.gestore import LocazioneFactory
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.choices import NaturaContratto, Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Alloggio, Contratto, Nucleo, Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

IN_GARA = 64
TERMINI = atti.Termini(
    inizio=date(2027, 1, 1),
    fine=date(2028, 12, 31),
    canone_mensile=Decimal("360.00"),
    deposito=Decimal("720.00"),
    reddito_annuo=Decimal("14400.00"),
)


@pytest.fixture
def operatore(transactional_db: None) -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def schiera(transactional_db: None) -> tuple[Alloggio, list[Nucleo]]:
    """One free home and as many households with their case as there are people in the race."""
    return LocazioneFactory(firmata=True).contratto.alloggio, [CasoFactory().nucleo for _ in range(IN_GARA)]


def da_capo() -> None:
    sql("DELETE FROM gestore_sublocazione")
    sql("DELETE FROM valdera_housing_contratto WHERE natura = 'SUBLOCAZIONE'")


def corri(alloggio: Alloggio, nuclei: list[Nucleo], operatore: Utente) -> list[Any]:
    def apre(nucleo: Nucleo) -> Callable[[], object]:
        return lambda: atti.apri_sublocazione(alloggio, nucleo, TERMINI, utente=operatore)

    return insieme([apre(nucleo) for nucleo in nuclei])


def test_one_home_is_sublet_once_and_who_comes_second_is_told_until_when(
    schiera: tuple[Alloggio, list[Nucleo]], operatore: Utente, giri: int
) -> None:
    alloggio, nuclei = schiera
    for _ in range(giri):
        da_capo()
        risposte = corri(alloggio, nuclei, operatore)

        tipi = Counter(type(risposta) for risposta in risposte)
        assert tipi == {Sublocazione: 1, AttoRifiutato: IN_GARA - 1}
        frasi = {str(risposta) for risposta in risposte if isinstance(risposta, AttoRifiutato)}
        assert frasi == {
            "Si sovrappone per 731 giorni a un’altra sublocazione (01/01/2027–31/12/2028): libero dal 01/01/2029"
        }
        assert Contratto.objects.filter(natura=NaturaContratto.SUBLOCAZIONE).count() == 1
    da_capo()


def test_without_the_lock_and_the_constraint_the_same_race_overlaps(
    schiera: tuple[Alloggio, list[Nucleo]], operatore: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    alloggio, nuclei = schiera
    monkeypatch.setattr(atti, "blocca_alloggio", lambda pk: Alloggio.objects.get(pk=pk))
    definizione = _definizione("contratto_senza_sovrapposizioni")
    sql("ALTER TABLE valdera_housing_contratto DROP CONSTRAINT contratto_senza_sovrapposizioni")
    try:
        doppie = 0
        for _ in range(3):
            da_capo()
            corri(alloggio, nuclei, operatore)
            doppie += Contratto.objects.filter(natura=NaturaContratto.SUBLOCAZIONE).count() > 1
        assert doppie > 0
    finally:
        da_capo()
        sql(f"ALTER TABLE valdera_housing_contratto ADD CONSTRAINT contratto_senza_sovrapposizioni {definizione}")


def _definizione(vincolo: str) -> str:

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [vincolo])
        return str(cursor.fetchone()[0])
