"""Scenario 27 to the cent, and the other uses of the money of a measure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sportello.rules.importo_misura import (
    Calcolo,
    Massimale,
    RigaCalcolo,
    Spese,
    calcola,
    controlla_importo,
    controlla_termine,
    scegli_massimale,
)

D = Decimal
SCENARIO_27 = Spese(date(2026, 5, 5), morosita=D("5000.00"), spese_legali=D("600.00"), esecuzione_il=date(2026, 9, 12))
RINUNCIA = Massimale("RINUNCIA", D("5000.00"), "PROPRIETARIO")
NUOVO_CONTRATTO = Massimale("NUOVO_CONTRATTO", D("7000.00"), "PROPRIETARIO")
CASA_A_CASA = Massimale("CASA_A_CASA", D("3500.00"), "NUOVO_PROPRIETARIO", mensilita=3, giorni=120)


def test_renounces_and_signs_again_everything_is_paid() -> None:
    assert calcola(NUOVO_CONTRATTO, SCENARIO_27) == Calcolo(
        importo=D("5600.00"),
        righe=(RigaCalcolo("Canoni arretrati", D("5000.00")), RigaCalcolo("Spese legali", D("600.00"))),
        resto=D("0.00"),
        beneficiario="PROPRIETARIO",
    )


def test_only_renounces_the_cap_leaves_six_hundred_to_instalments() -> None:
    calcolo = calcola(RINUNCIA, SCENARIO_27)
    assert (calcolo.importo, calcolo.resto) == (D("5000.00"), D("600.00"))
    assert calcolo.righe[-1] == RigaCalcolo("Massimo della misura", D("5000.00"))
    assert calcolo.spiegazione == (
        "Canoni arretrati 5.000,00\N{NO-BREAK SPACE}€; spese legali 600,00\N{NO-BREAK SPACE}€; "
        "massimo della misura 5.000,00\N{NO-BREAK SPACE}€; importo 5.000,00\N{NO-BREAK SPACE}€"
    )


def test_casa_a_casa_within_120_days_and_3500_euro() -> None:
    spese = replace(SCENARIO_27, nuovo_canone=D("600.00"), deposito=D("1200.00"), agenzia=D("600.00"))
    calcolo = calcola(CASA_A_CASA, spese)
    assert (calcolo.importo, calcolo.entro, calcolo.beneficiario) == (
        D("3500.00"),
        date(2026, 9, 2),
        "NUOVO_PROPRIETARIO",
    )
    assert calcolo.resto == D("100.00")
    sotto = calcola(CASA_A_CASA, replace(spese, deposito=D("600.00")))
    assert (sotto.importo, sotto.resto) == (D("3000.00"), D("0.00"))


def test_casa_a_casa_is_before_the_day_of_the_eviction() -> None:
    calcolo = calcola(CASA_A_CASA, replace(SCENARIO_27, esecuzione_il=date(2026, 8, 20)))
    assert calcolo.entro == date(2026, 8, 19)
    assert calcolo.manca == ("Deposito della nuova casa", "Prime mensilità")
    assert controlla_termine(calcolo, date(2026, 8, 19)) == ""
    assert controlla_termine(calcolo, date(2026, 8, 20)) == "Il termine per il passaggio era il 19/08/2026."


@pytest.mark.parametrize(
    ("massimale", "spese", "importo", "resto"),
    [
        (replace(RINUNCIA, importo=D(8000), spese_legali_fino_a=D(500)), {}, "5500.00", "100.00"),
        (replace(RINUNCIA, importo=D(8000)), {"richiesto": D(4000)}, "4000.00", "1600.00"),
        (Massimale("DIFFERIMENTO", D(6000), "PROPRIETARIO"), {"richiesto": D(3000)}, "3000.00", "0.00"),
        (
            Massimale("DIFFERIMENTO", D(6000), "PROPRIETARIO", mensilita=6),
            {"canone_annuo": D(6000)},
            "3000.00",
            "0.00",
        ),
        (Massimale("DEPOSITO", D(12000), "NUOVO_PROPRIETARIO"), {"deposito": D(1500)}, "1500.00", "0.00"),
        (Massimale("CANONI", D(12000), "NUOVO_PROPRIETARIO"), {"nuovo_canone": D(1100)}, "12000.00", "1200.00"),
        (
            Massimale("CONTRIBUTO", D(2000), "INQUILINO", percentuale=D(25)),
            {"canone_annuo": D("4800.03")},
            "1200.01",
            "0.00",
        ),
        (
            Massimale("CONTRIBUTO", D("3098.74"), "INQUILINO"),
            {"canone_annuo": D(6000), "ise": D(15000), "quota_a_carico": D(14)},
            "3098.74",
            "801.26",
        ),
        (
            Massimale("CONTRIBUTO", D("2324.06"), "INQUILINO"),
            {"canone_annuo": D(5000), "ise": D(20000), "quota_a_carico": D(24)},
            "200.00",
            "0.00",
        ),
        (Massimale("GRADUATORIA", D(0), "NESSUNO"), {}, "0.00", "0.00"),
    ],
)
def test_each_use_of_the_money(massimale: Massimale, spese: dict[str, Any], importo: str, resto: str) -> None:
    calcolo = calcola(massimale, replace(SCENARIO_27, **spese))
    assert (calcolo.importo, calcolo.resto, calcolo.manca) == (D(importo), D(resto), ())
    assert calcolo.beneficiario == massimale.beneficiario


def test_what_is_not_known_is_named() -> None:
    vuote = Spese(date(2026, 5, 5))
    mancanti = {
        modalita: calcola(Massimale(modalita, D(5000), "PROPRIETARIO"), vuote).manca
        for modalita in ("RINUNCIA", "DIFFERIMENTO", "DEPOSITO", "CANONI", "CONTRIBUTO")
    }
    assert mancanti == {
        "RINUNCIA": ("Canoni arretrati",),
        "DIFFERIMENTO": ("Importo chiesto",),
        "DEPOSITO": ("Deposito della nuova casa",),
        "CANONI": ("Canoni della nuova casa",),
        "CONTRIBUTO": ("Canone annuo", "ISE"),
    }


def test_the_cap_is_that_of_the_band_or_the_one_of_all() -> None:
    a = Massimale("CONTRIBUTO", D("3098.74"), "INQUILINO", fascia="A")
    b = Massimale("CONTRIBUTO", D("2324.06"), "INQUILINO", fascia="B")
    assert scegli_massimale([a, b, RINUNCIA], "CONTRIBUTO", "B") == b
    assert scegli_massimale([a, b, RINUNCIA], "RINUNCIA", "B") == RINUNCIA
    assert scegli_massimale([a, b], "CONTRIBUTO", "") is None


def test_more_than_the_computed_amount_wants_its_reason() -> None:
    calcolo = calcola(RINUNCIA, SCENARIO_27)
    assert controlla_importo(D("5000.00"), calcolo, "") == ""
    assert controlla_importo(D("5000.01"), calcolo, "") == (
        "L’importo calcolato è 5.000,00\N{NO-BREAK SPACE}€: "
        "per ammettere 5.000,01\N{NO-BREAK SPACE}€ scrivi il motivo."
    )
    assert controlla_importo(D("5000.01"), calcolo, "Delibera") == ""
