"""Which rent is in force on which day."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from gestore.choices import StatoIstat
from gestore.models import AggiornamentoIstat, IndiceFoi
from gestore.queries.canone import canone_al, canoni_al
from tests.factories.casa import ContrattoFactory
from valdera_housing.models import Contratto

pytestmark = pytest.mark.django_db


def aggiorna(contratto: Contratto, dal: date, canone: str, stato: str = StatoIstat.APPLICATO) -> None:
    indice, _ = IndiceFoi.objects.get_or_create(mese=dal.replace(day=1), variazione_pct=Decimal("1.30"))
    AggiornamentoIstat.objects.create(
        contratto=contratto,
        dal=dal,
        indice=indice,
        quota_pct=Decimal(75),
        canone_prima=contratto.canone_mensile,
        canone_dopo=Decimal(canone),
        stato=stato,
        notificato_il=dal if stato == StatoIstat.APPLICATO else None,
    )


def test_the_rent_of_a_day_is_the_last_update_applied_by_then_and_never_one_only_proposed() -> None:
    contratto = ContrattoFactory()
    aggiorna(contratto, date(2027, 4, 1), "555.36")
    aggiorna(contratto, date(2028, 4, 1), "560.00")
    aggiorna(contratto, date(2029, 4, 1), "570.00", StatoIstat.PROPOSTO)
    aggiorna(contratto, date(2030, 4, 1), "580.00", StatoIstat.RINUNCIATO)
    giorni = [
        date(2026, 4, 1),
        date(2027, 3, 31),
        date(2027, 4, 1),
        date(2028, 3, 31),
        date(2028, 4, 1),
        date(2031, 1, 1),
    ]
    assert [canone_al(contratto, giorno) for giorno in giorni] == [
        Decimal(canone) for canone in ("550.00", "550.00", "555.36", "555.36", "560.00", "560.00")
    ]  # fmt: skip


def test_the_rents_of_many_contracts_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    fermo, salito = ContrattoFactory(), ContrattoFactory()
    aggiorna(salito, date(2026, 10, 1), "557.15")
    with django_assert_num_queries(1):
        assert canoni_al([fermo, salito], date(2026, 11, 1)) == {
            fermo.pk: Decimal("550.00"),
            salito.pk: Decimal("557.15"),
        }
    assert canoni_al([], date(2026, 11, 1)) == {}
