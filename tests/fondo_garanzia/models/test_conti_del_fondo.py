"""The figures of a fund follow its files and its ledger, whoever writes them."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from fondo_garanzia.models import MovimentoFondo
from tests.factories.fondo import (
    AnticipoFactory,
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    approva,
    eroga,
    figure,
    paga,
    paga_rata,
    stralcia,
    valuta,
)

pytestmark = pytest.mark.django_db


def test_scenario_1_an_emergency_advance() -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("2000.00"), massimale_canoni=D("6000.00"), massimale_danni=D("0.00")
    )
    assert figure(fondo) == (D("6000.00"), D("0.00"), D("0.00"), D("25000.00"), D("19000.00"))
    anticipo = AnticipoFactory(fondo=fondo, approvato=True)
    assert figure(fondo) == (D("7800.00"), D("0.00"), D("0.00"), D("25000.00"), D("17200.00"))
    eroga(anticipo)
    assert figure(fondo) == (D("6000.00"), D("1800.00"), D("0.00"), D("23200.00"), D("17200.00"))
    rate = list(anticipo.rate.all())
    assert [(r.importo, r.scade_il) for r in rate[:2]] == [
        (D("150.00"), date(2026, 4, 5)),
        (D("150.00"), date(2026, 5, 5)),
    ]
    for rata in rate[:3]:
        paga_rata(rata)
    assert figure(fondo) == (D("6000.00"), D("1800.00"), D("450.00"), D("23650.00"), D("17650.00"))
    anticipo.refresh_from_db()
    assert (anticipo.stato, anticipo.restituito, anticipo.residuo) == ("IN_RIMBORSO", D("450.00"), D("1350.00"))


def test_the_last_instalment_closes_the_advance_and_a_payment_undone_opens_it_again() -> None:
    anticipo = eroga(AnticipoFactory(approvato=True, importo=D("300.00"), n_rate=2))
    prima, seconda = anticipo.rate.all()
    paga_rata(prima)
    ultima = paga_rata(seconda)
    anticipo.refresh_from_db()
    assert (anticipo.stato, anticipo.restituito, anticipo.chiuso_il) == ("RIMBORSATO", D("300.00"), date(2026, 5, 5))
    ultima.annullata_alle = timezone.now()
    ultima.save()
    anticipo.refresh_from_db()
    assert (anticipo.stato, anticipo.restituito, anticipo.chiuso_il) == ("IN_RIMBORSO", D("150.00"), None)
    assert figure(anticipo.fondo)[2] == D("150.00")
    righe = MovimentoFondo.objects.filter(anticipo=anticipo).order_by("pk").values_list("tipo", "effetto")
    assert list(righe) == [
        ("EROGAZIONE_ANTICIPO", D("-300.00")),
        ("RIENTRO_RATA", D("150.00")),
        ("RIENTRO_RATA", D("150.00")),
        ("RETTIFICA", D("-150.00")),
    ]


def test_scenario_4_a_guarantee_enforced_in_part() -> None:
    escussione = EscussioneFactory()
    fondo = escussione.garanzia.fondo
    assert figure(fondo) == (D("1940.00"), D("0.00"), D("0.00"), D("25000.00"), D("23060.00"))
    credito = paga(approva(valuta(escussione, [D("420.00"), D("480.00"), D("480.00"), D("60.00")])))
    escussione.garanzia.refresh_from_db()
    assert (escussione.garanzia.stato, escussione.garanzia.impegno) == ("ESCUSSA_PARZIALE", D("500.00"))
    assert figure(fondo) == (D("500.00"), D("1440.00"), D("0.00"), D("23560.00"), D("23060.00"))
    paga_rata(credito.rate.first())
    credito.refresh_from_db()
    assert (credito.restituito, credito.residuo, figure(fondo)[2]) == (D("120.00"), D("1320.00"), D("120.00"))


def test_a_write_off_brings_nothing_back() -> None:
    anticipo = eroga(AnticipoFactory(approvato=True), stato="INSOLVENTE")
    paga_rata(anticipo.rate.first(), D("50.00"))
    stralcia(anticipo)
    anticipo.refresh_from_db()
    assert (anticipo.stato, anticipo.restituito, figure(anticipo.fondo)[2]) == ("PERDITA", D("50.00"), D("50.00"))
    assert [r.scadenza.aperta for r in anticipo.rate.select_related("scadenza")] == [False] * 12


@pytest.mark.parametrize(
    "comando",
    [
        "UPDATE fondo_garanzia_movimentofondo SET importo = 1",
        "DELETE FROM fondo_garanzia_movimentofondo",
        "TRUNCATE fondo_garanzia_movimentofondo CASCADE",
    ],
)
def test_nobody_rewrites_the_ledger(comando: str) -> None:
    FondoFactory(dotato=D("25000.00"))
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match="Qui si aggiunge soltanto"),
        connection.cursor() as cursore,
    ):
        cursore.execute(comando)


@pytest.mark.django_db(transaction=True)
def test_a_test_with_threads_starts_from_an_empty_ledger() -> None:
    FondoFactory(dotato=D("25000.00"))
    assert MovimentoFondo.objects.count() == 1


def test_a_payment_undone_after_a_write_off_leaves_the_loss_written() -> None:
    anticipo = eroga(AnticipoFactory(approvato=True), stato="INSOLVENTE")
    pagata = paga_rata(anticipo.rate.first(), D("50.00"))
    stralcia(anticipo)
    pagata.annullata_alle = timezone.now()
    pagata.save()
    anticipo.refresh_from_db()
    assert (anticipo.stato, anticipo.restituito, anticipo.chiuso_il) == ("PERDITA", D("0.00"), date(2026, 11, 20))
