"""Every sum of the fund is recomputed, and what a hand on the database changes is found."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection

from fondo_garanzia.models import ChiusuraMese, RiscontroBanca
from rendicontazione.queries.integrita import scostamenti
from tests.factories.casa import ContoBancarioFactory, MovimentoBancarioFactory
from tests.factories.fondo import FondoFactory, anticipo_erogato, dota, paga_rata, rivalsa
from tests.rendicontazione.queries.test_integrita import di_nascosto
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db


def trovati() -> list[str]:
    return [str(scostamento) for scostamento in scostamenti()]


@pytest.fixture
def credito():
    """A fund with an advance and a guarantee enforced, one instalment of each paid."""
    fondo = FondoFactory(comune__nome="Pontedera", dotato=D("25000.00"))
    paga_rata(anticipo_erogato(fondo=fondo, numero="AN-2026-0001").rate.first())
    credito = rivalsa(garanzia__fondo=fondo, garanzia__numero="GA-2026-0001", numero="ES-2026-0001")
    paga_rata(credito.rate.first())
    di_nascosto("UPDATE fondo_garanzia_creditorivalsa SET numero = 'RV-2026-0001'")
    return credito


def test_what_the_triggers_keep_agrees(credito) -> None:
    assert trovati() == []


@pytest.mark.parametrize(
    ("sql", "attesi"),
    [
        pytest.param(
            "UPDATE fondo_garanzia_fondo SET dotato = 25001, impegnato = 501",
            ["Fondo di Pontedera, dotato: scritto 25.001,00, dalle righe 25.000,00",
             "Fondo di Pontedera, impegnato: scritto 501,00, dalle righe 500,00"],
            id="the figures of a fund",
        ),
        pytest.param(
            "UPDATE fondo_garanzia_fondo SET erogato = 3000, rientrato = 1, altri = 7",
            ["Fondo di Pontedera, erogato: scritto 3.000,00, dalle righe 3.240,00",
             "Fondo di Pontedera, rientrato: scritto 1,00, dalle righe 270,00",
             "Fondo di Pontedera, altri movimenti: scritto 7,00, dalle righe 0,00"],
            id="what was paid, came back, and the bank",
        ),
        pytest.param(
            "DELETE FROM fondo_garanzia_movimentofondo WHERE tipo = 'RIENTRO_RATA'",
            ["Fondo di Pontedera, rientrato: scritto 270,00, dalle righe 120,00",
             "Anticipo AN-2026-0001, restituito: scritto 150,00, dalle righe 0,00",
             "Rata 1, anticipo AN-2026-0001, rientrato: scritto 0,00, dalle righe 150,00"],
            id="a line of the ledger taken away",
        ),
        pytest.param(
            "UPDATE fondo_garanzia_garanzia SET pagato_canoni = 1000",
            ["Fondo di Pontedera, impegnato: scritto 500,00, dalle righe 940,00",
             "Garanzia GA-2026-0001, pagato per i canoni: scritto 1.000,00, dalle righe 1.440,00"],
            id="what was paid for a guarantee",
        ),
        pytest.param(
            "UPDATE fondo_garanzia_creditorivalsa SET importo = 1400, restituito = 100",
            ["Escussione ES-2026-0001, credito di rivalsa: scritto 1.440,00, dalle righe 1.400,00",
             "Rivalsa RV-2026-0001, restituito: scritto 100,00, dalle righe 120,00",
             "Rivalsa RV-2026-0001, somma delle rate: scritto 1.400,00, dalle righe 1.440,00"],
            id="a credit",
        ),
        pytest.param(
            "DELETE FROM fondo_garanzia_creditorivalsa",
            ["Escussione ES-2026-0001, credito di rivalsa: scritto 1.440,00, dalle righe 0,00",
             "Escussione ES-2026-0001, quanti crediti: scritto 1, dalle righe 0"],
            id="a claim paid without its credit",
        ),
        pytest.param(
            "UPDATE fondo_garanzia_mensilitaescussa SET ammesso = 400 WHERE ammesso = 420",
            ["Escussione ES-2026-0001, canoni ammessi: scritto 1.440,00, dalle righe 1.420,00"],
            id="a month of a claim",
        ),
        pytest.param(
            "UPDATE fondo_garanzia_anticipo SET restituito = 160",
            ["Anticipo AN-2026-0001, restituito: scritto 160,00, dalle righe 150,00"],
            id="what an advance has given back",
        ),
        pytest.param(
            "UPDATE fondo_garanzia_ratafondo SET importo = 151 WHERE numero = 12 AND anticipo_id IS NOT NULL",
            ["Anticipo AN-2026-0001, somma delle rate: scritto 1.800,00, dalle righe 1.801,00"],
            id="an instalment",
        ),
    ],
)  # fmt: skip
def test_what_a_hand_changes_is_found(credito, sql: str, attesi: list[str]) -> None:
    di_nascosto(sql)
    assert trovati() == attesi


def test_a_month_paid_twice_is_found(credito) -> None:
    with connection.cursor() as cursore:
        cursore.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursore.execute("DROP INDEX mensilita_pagata_una_volta")
        cursore.execute("ALTER TABLE fondo_garanzia_mensilitaescussa DROP CONSTRAINT mensilita_una_per_escussione")
    di_nascosto("UPDATE fondo_garanzia_mensilitaescussa SET competenza = '2026-06-01' WHERE ammesso = 60")
    assert "Garanzia GA-2026-0001, mese 06/2026, volte che il mese è pagato: scritto 1, dalle righe 2" in trovati()


def test_a_closed_month_that_no_longer_balances_is_found() -> None:
    movimento = dota(FondoFactory(), D("5000.00"))
    conto = ContoBancarioFactory(dedicato=True)
    riga = MovimentoBancarioFactory(conto=conto, data=date(2026, 1, 10), importo=D("5000.00"))
    chi = Utente.objects.first()
    RiscontroBanca.objects.create(movimento=movimento, riga=riga, creato_da=chi)
    ChiusuraMese.objects.create(
        conto=conto, mese=date(2026, 1, 1), saldo_banca=D("5000.00"), saldo_fondo=D("5000.00"), chiuso_da=chi
    )
    assert trovati() == []
    di_nascosto("UPDATE valdera_housing_movimentobancario SET importo = 4000")
    assert trovati() == ["Conto dedicato, mese 01/2026, righe della banca non registrate: scritto 0, dalle righe 1"]
    di_nascosto("UPDATE fondo_garanzia_movimentofondo SET importo = 4000")
    assert trovati() == [
        "Fondo di Pontedera, dotato: scritto 5.000,00, dalle righe 4.000,00",
        "Conto dedicato, mese 01/2026, in cassa nei fondi: scritto 5.000,00, dalle righe 4.000,00",
        "Conto dedicato, mese 01/2026, saldo della banca: scritto 5.000,00, dalle righe 4.000,00",
    ]
