"""Table T9 of the seventh quarter of the tests' convention, from 01/07/2026 to 30/09/2026."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sportello.choices import Canale, EsitoSfratto, FaseSfratto, MotivoAccesso, TipoEventoSfratto, TipoMisura
from sportello.queries.tavole import tavole
from tests.factories.casa import CasoFactory
from tests.factories.luogo import alle
from tests.factories.sportello import (
    AccessoFactory,
    DomandaMisuraFactory,
    EventoSfrattoFactory,
    SfrattoFactory,
)
from tests.sportello.queries.test_indicatori import chiuso, trimestre
from valdera_housing.choices import EsitoCaso

pytestmark = pytest.mark.django_db


def righe(titolo: str) -> list[tuple[str, Decimal | None, Decimal | None]]:
    tavola = next(t for t in tavole(trimestre()) if t.titolo == titolo)
    return [(riga.nome, riga.valore, riga.precedente) for riga in tavola.righe]


def test_accesses_are_told_by_comune_channel_and_reason() -> None:
    AccessoFactory(
        avvenuto_alle=alle(date(2026, 8, 3), "10:00"), motivi=[MotivoAccesso.ERP, MotivoAccesso.SFRATTO],
    )  # fmt: skip
    AccessoFactory(avvenuto_alle=alle(date(2026, 8, 4), "10:00"), canale=Canale.TELEFONO, comune=None)
    AccessoFactory(avvenuto_alle=alle(date(2026, 6, 30), "10:00"))  # of the quarter before
    assert righe("Accessi per comune di residenza") == [("Pontedera", 1, 1), ("Fuori dall’Unione", 1, 0)]
    assert righe("Accessi per canale") == [("Allo sportello", 1, 1), ("Per telefono", 1, 0)]
    assert righe("Accessi per motivo") == [
        ("Sfratto", 1, 0), ("Cerca casa", 1, 1), ("Casa popolare (ERP)", 1, 0),
    ]  # fmt: skip


def test_rows_that_do_not_add_up_have_no_total() -> None:
    AccessoFactory(avvenuto_alle=alle(date(2026, 8, 3), "10:00"))
    CasoFactory(aperto_il=date(2026, 7, 2))
    somme = {t.titolo: t.conteggi for t in tavole(trimestre())}
    assert somme == {
        "Accessi per comune di residenza": True, "Accessi per canale": True, "Accessi per motivo": False,
        "Casi": False,
    }  # fmt: skip


def test_cases_are_told_as_they_were_at_the_end() -> None:
    CasoFactory(aperto_il=date(2026, 7, 2))
    CasoFactory(aperto_il=date(2026, 5, 2), chiuso_il=date(2026, 9, 30), esito=EsitoCaso.ALLOGGIO_ERP)
    CasoFactory(aperto_il=date(2026, 10, 2))
    assert righe("Casi") == [
        ("Aperti nel trimestre", 1, 1), ("Aperti a fine trimestre", 1, 1), ("Chiusi: casa popolare", 1, 0),
    ]  # fmt: skip


def test_evictions_stand_at_the_stage_they_had_reached_by_then() -> None:
    sfratto = SfrattoFactory(stato=FaseSfratto.PRECETTO)
    EventoSfrattoFactory(sfratto=sfratto)  # convalida, 12/03/2026
    EventoSfrattoFactory(sfratto=sfratto, tipo=TipoEventoSfratto.PRECETTO, giorno=date(2026, 10, 5), per_il=None)
    chiuso(date(2026, 8, 1), EsitoSfratto.EVITATO_RESTA)
    assert righe("Sfratti seguiti a fine trimestre, per fase") == [
        ("Convalida", 1, 1),
        ("Disdetta o messa in mora", 0, 1),
    ]
    assert righe("Sfratti chiusi nel trimestre") == [("Evitato: resta nella casa", 1, 0)]


def test_applications_are_told_by_kind_of_measure() -> None:
    DomandaMisuraFactory(
        misura__tipo=TipoMisura.ERP, aperta_il=date(2026, 7, 1), presentata=True, presentata_il=date(2026, 7, 20)
    )
    assert righe("Domande seguite") == [("Casa popolare (ERP), presentate", 1, 0)]


def test_the_tables_cost_the_same_queries_whatever_the_rows() -> None:
    t = trimestre()

    def costo() -> int:
        with CaptureQueriesContext(connection) as viste:
            tavole(t)
        return len(viste)

    AccessoFactory(avvenuto_alle=alle(date(2026, 8, 3), "10:00"))
    EventoSfrattoFactory()
    una = costo()
    for _ in range(3):
        EventoSfrattoFactory()
        AccessoFactory(avvenuto_alle=alle(date(2026, 8, 3), "10:00"))
    assert costo() == una
