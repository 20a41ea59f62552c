"""Indicators I16–I18: the numbers, the households they speak of, the rows behind them."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fondo_garanzia.queries.archivio import Archivio
from fondo_garanzia.queries.indicatori import DEFINIZIONI, indicatori
from tests.factories.fondo import GaranziaFactory, anticipo_erogato, paga_rata, rivalsa, stralcia
from tests.fondo_garanzia.queries.pagamenti import OTTAVO, SESTO, SETTIMO, trimestre
from valdera_housing.models import Trimestre
from valdera_housing.queries.indicatori import Misura

pytestmark = pytest.mark.django_db


def misura(codice: str, numero: int) -> Misura:
    t = trimestre(numero)
    return DEFINIZIONI[codice].misura(Archivio(), t)


def test_i16_a_guarantee_enforced_counts_in_the_quarter_of_its_payment() -> None:
    credito = rivalsa()
    GaranziaFactory(fondo=credito.escussione.garanzia.fondo, attiva=True)
    finita = GaranziaFactory(fondo=credito.escussione.garanzia.fondo, attiva=True)
    finita.stato, finita.finita_il = "SVINCOLATA", date(2026, 9, 30)
    finita.save()
    assert [(misura("I16", n).valore, misura("I16E", n).valore) for n in (SETTIMO, OTTAVO)] == [
        (D("0.0"), D("0.00")), (D("50.0"), D("1440.00")),
    ]  # fmt: skip
    assert [misura("I16N", n).valore for n in (SESTO, SETTIMO)] == [3, 2]
    (riga,) = misura("I16", OTTAVO).righe
    assert (riga.nome, riga.celle) == (
        credito.escussione.garanzia.numero, (credito.nucleo.codice, "1.440,00\xa0€"),
    )  # fmt: skip


def test_i17_scenario_1() -> None:
    anticipo = anticipo_erogato()
    for rata in anticipo.rate.all()[:3]:
        paga_rata(rata)
    a_luglio = Trimestre(inizio=date(2026, 7, 1), fine=date(2026, 7, 15))
    trovata = DEFINIZIONI["I17"].misura(Archivio(), a_luglio)
    assert (trovata.valore, trovata.nuclei) == (D("75.0"), 1)
    assert [r.celle for r in trovata.righe] == [(anticipo.nucleo.codice, "600,00\xa0€", "450,00\xa0€")]
    assert misura("I17", SESTO).valore == D("100.0")
    assert misura("I17", SETTIMO).valore == D("50.0")


def test_i17_what_is_written_off_stays_due() -> None:
    anticipo = anticipo_erogato(stato="INSOLVENTE")
    paga_rata(anticipo.rate.first())
    stralcia(anticipo)
    assert misura("I17", OTTAVO).valore == D("11.1")  # one of the nine due by 31/12


def test_i18_rents_of_the_whole_period_for_each_euro_committed() -> None:
    GaranziaFactory(attiva=True)  # 480 a month from 01/04/2026 to 31/03/2029; 1.940 committed
    trovata = misura("I18", SESTO)
    assert (trovata.valore, trovata.nuclei) == (D("8.9"), 1)
    assert trovata.righe[0].celle[1:] == ("17.280,00\xa0€", "1.940,00\xa0€")


def test_the_quarter_stands_beside_the_one_before() -> None:
    rivalsa()
    per_codice = {i.codice: (i.valore, i.precedente, i.nuclei) for i in indicatori(trimestre(OTTAVO))}
    assert per_codice == {
        "I16": (D("100.0"), D("0.0"), (1, None, None)),
        "I16N": (D(1), D(1), (1, 1, 0)),
        "I16E": (D("1440.00"), D("0.00"), (1, None, None)),
        "I17": (D("0.0"), None, (1, None, None)),
        "I18": (D("34.6"), D("8.9"), (1, 1, None)),
    }


def test_nothing_is_told_while_there_is_nothing() -> None:
    assert indicatori(trimestre(OTTAVO)) == []


def test_the_numbers_cost_the_same_queries_whatever_the_files() -> None:
    t = trimestre(OTTAVO)

    def costo() -> int:
        with CaptureQueriesContext(connection) as viste:
            indicatori(t)
        return len(viste)

    fondo = rivalsa().escussione.garanzia.fondo
    una = costo()
    rivalsa(garanzia=GaranziaFactory(fondo=fondo, attiva=True))
    anticipo_erogato(fondo=fondo)
    assert costo() == una <= 12
