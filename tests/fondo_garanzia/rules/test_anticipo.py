"""What can be advanced, and the plan to the cent (domain.md 3.6)."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fondo_garanzia.rules.anticipo import (
    LimitiAnticipo,
    PropostaAnticipo,
    approvabile,
    limiti_anticipo,
    valuta_anticipo,
    valuta_pagamento,
    valuta_quante_rate,
    valuta_richiesta,
)
from fondo_garanzia.rules.capienza import SituazioneFondo, non_aderente
from fondo_garanzia.rules.rimborso import RataViva, piano_rate
from fondo_garanzia.rules.ritardo import stato_dopo_la_notte

OGGI = date(2026, 3, 1)
LIMITI = LimitiAnticipo()


def fondo(disponibile: str, dotato: str = "5000") -> SituazioneFondo:
    return SituazioneFondo("Casciana Terme Lari", D(dotato), D(dotato), D(dotato) - D(disponibile), D(disponibile))


def proposta(**altro: Any) -> PropostaAnticipo:
    dati = {
        "importo": D("1000"),
        "n_rate": 12,
        "prima_rata": date(2026, 4, 5),
        "reddito_mensile": D("1500"),
        "creditore_codice": "BLDGNI50A01G843X",
        "creditore_iban": "IT60X0542811101000000123456",
    } | altro
    return PropostaAnticipo(**dati)


def ostacoli(esito: Any) -> list[str]:
    return [str(motivo).replace("\xa0", " ") for motivo in esito.ostacoli]


def avvisi(esito: Any) -> list[str]:
    return [str(m).replace("\xa0", " ") for m in esito.motivi if m.livello == "avviso"]


@pytest.mark.parametrize(
    ("importo", "quante", "rata", "ultima"),
    [
        (D("1700"), 12, D("141.66"), D("141.74")),
        (D("1000"), 7, D("142.85"), D("142.90")),
        (D("1800"), 12, D("150.00"), D("150.00")),
    ],
)
def test_the_last_instalment_absorbs_the_cents(importo: D, quante: int, rata: D, ultima: D) -> None:
    piano = piano_rate(importo, quante, date(2026, 4, 5))
    assert [r.importo for r in piano] == [rata] * (quante - 1) + [ultima]


@given(centesimi=st.integers(100, 500_000), quante=st.integers(1, 48), giorno=st.integers(1, 28))
def test_instalments_sum_to_the_cent_and_fall_a_month_apart(centesimi: int, quante: int, giorno: int) -> None:
    importo = D(centesimi) / 100
    piano = piano_rate(importo, quante, date(2026, 4, giorno))
    assert sum(r.importo for r in piano) == importo
    assert {r.scade_il.day for r in piano} == {giorno}
    assert max(r.importo for r in piano) - min(r.importo for r in piano) < D(quante) / 100


def test_scenario_2_says_how_much_could_be_approved() -> None:
    esito = valuta_anticipo(proposta(), fondo("800"), LIMITI, OGGI)
    assert ostacoli(esito) == [
        "Nel fondo di Casciana Terme Lari sono disponibili 800,00 €, ne servono 1.000,00 €: ne mancano 200,00 €; "
        "approvabile 800,00 € (convenzione, fondo per comune)"
    ]
    assert valuta_anticipo(proposta(importo=D("800")), fondo("800"), LIMITI, OGGI).positivo
    assert valuta_anticipo(proposta(), fondo("1300", "5500"), LIMITI, OGGI).positivo
    assert valuta_anticipo(proposta(), fondo("800"), LIMITI, OGGI, in_deroga=True).positivo


def test_less_than_the_least_cannot_be_approved_at_all() -> None:
    assert (approvabile(fondo("99.99"), LIMITI), approvabile(fondo("9000", "9000"), LIMITI)) == (D("0.00"), D("5000"))
    esito = valuta_anticipo(proposta(importo=D("100")), fondo("50"), LIMITI, OGGI)
    assert ostacoli(esito)[0].endswith("per ora non si può approvare niente (convenzione, fondo per comune)")


def test_a_comune_that_has_not_joined_gets_a_sentence() -> None:
    esito = valuta_anticipo(proposta(), non_aderente("Calcinaia"), LIMITI, OGGI)
    assert ostacoli(esito) == [
        "Comune non aderente: Calcinaia non ha una dotazione nel fondo. Potrà chiedere quando il comune avrà messo le "
        "sue risorse, e quelle di un altro comune non si usano mai (convenzione, fondo per comune)"
    ]


REGOLAMENTO = "(regolamento del fondo, anticipi)"


@pytest.mark.parametrize(
    ("cambia", "frase"),
    [
        ({"importo": D("99.99")}, "Un anticipo sta fra 100,00 € e 5.000,00 €, qui si chiedono 99,99 €"),
        ({"importo": D("5000.01")}, "Un anticipo sta fra 100,00 € e 5.000,00 €, qui si chiedono 5.000,01 €"),
        ({"n_rate": 11}, "Le rate vanno da 12 a 48, qui sono 11"),
        ({"n_rate": 49}, "Le rate vanno da 12 a 48, qui sono 49"),
        ({"prima_rata": date(2026, 3, 29)}, "Le rate scadono in un giorno fra 1 e 28, che c’è in ogni mese"),
        ({"prima_rata": OGGI}, "La prima rata viene dopo il pagamento: scrivi una data dopo oggi"),
    ],
)
def test_what_is_out_of_the_limits_is_refused(cambia: dict[str, Any], frase: str) -> None:
    esito = valuta_richiesta(proposta(**cambia), fondo("5000"), LIMITI, OGGI)
    assert ostacoli(esito) == [f"{frase} {REGOLAMENTO}"]


def test_one_open_advance_for_each_household() -> None:
    esito = valuta_richiesta(proposta(altro_aperto="AN-2026-0007"), fondo("5000"), LIMITI, OGGI)
    assert ostacoli(esito) == ["Questo nucleo ha già un anticipo aperto, AN-2026-0007: se ne fa uno alla volta"]


def test_the_weight_of_the_instalment_is_a_warning_and_refuses_nothing() -> None:
    pesa = valuta_richiesta(proposta(importo=D("1812"), n_rate=12), fondo("5000"), LIMITI, OGGI)
    assert (pesa.positivo, avvisi(pesa)) == (
        True,
        [f"La rata di 151,00 € supera il 10 % del reddito netto, 150,00 € {REGOLAMENTO}"],
    )
    assert avvisi(valuta_richiesta(proposta(importo=D("1800")), fondo("5000"), LIMITI, OGGI)) == []
    senza = valuta_richiesta(proposta(reddito_mensile=None, creditore_iban=""), fondo("5000"), LIMITI, OGGI)
    assert avvisi(senza) == [
        f"Manca il reddito netto al mese: non si può dire quanto pesa la rata {REGOLAMENTO}",
        f"Servono il codice fiscale e l’IBAN del creditore prima di pagare {REGOLAMENTO}",
    ]


def test_limits_are_the_parameters_of_the_day() -> None:
    assert limiti_anticipo({"anticipo_massimo": D("2500"), "anticipo_rate_minime": D("6")}) == LimitiAnticipo(
        massimo=D("2500"), rate_minime=6
    )


def test_a_plan_made_again_may_have_fewer_instalments() -> None:
    assert [valuta_quante_rate(n, LIMITI, minime=1).livello for n in (1, 48, 49)] == ["si", "si", "no"]


def test_what_a_payment_needs() -> None:
    esito = valuta_pagamento(
        proposta(creditore_iban="", prima_rata=OGGI), OGGI, deciso_il=date(2026, 3, 2), oggi=date(2026, 3, 10)
    )
    assert ostacoli(esito) == [
        f"Mancano il codice fiscale o l’IBAN del creditore: senza non si paga {REGOLAMENTO}",
        "Il pagamento sta fra il 02/03/2026, quando è stato approvato, e oggi",
        "La prima rata viene dopo il pagamento: scrivi una data dopo il 01/03/2026",
    ]


def test_a_first_instalment_gone_by_is_told_to_who_approves() -> None:
    esito = valuta_anticipo(proposta(), fondo("5000"), LIMITI, date(2026, 4, 5))
    assert (esito.positivo, avvisi(esito)) == (
        True,
        ["La prima rata era per il 05/04/2026: chi paga ne scrive un’altra"],
    )


def rate(*residui: str, da: int = 4) -> list[RataViva]:
    return [RataViva(date(2026, da + n, 5), D(residuo)) for n, residuo in enumerate(residui)]


@pytest.mark.parametrize(
    ("stato", "vive", "giorno", "poi"),
    [
        ("EROGATO", rate("150", "150"), date(2026, 4, 4), "EROGATO"),
        ("EROGATO", rate("150", "150"), date(2026, 4, 5), "IN_RIMBORSO"),
        ("SOSPESO", rate("0", "0", "150"), date(2026, 6, 4), "SOSPESO"),
        ("SOSPESO", rate("0", "0", "150"), date(2026, 6, 5), "IN_RIMBORSO"),
        ("IN_RIMBORSO", rate("0", "150"), date(2026, 5, 15), "IN_RIMBORSO"),
        ("IN_RIMBORSO", rate("0", "150"), date(2026, 5, 16), "IN_RITARDO"),
        ("IN_RITARDO", rate("150", "150", "150"), date(2026, 6, 16), "INSOLVENTE"),
        ("INSOLVENTE", rate("0", "0", "150"), date(2026, 6, 16), "IN_RITARDO"),
        ("INSOLVENTE", rate("0", "0", "0", "150"), date(2026, 6, 16), "IN_RIMBORSO"),
    ],
)
def test_what_the_night_does(stato: str, vive: list[RataViva], giorno: date, poi: str) -> None:
    assert stato_dopo_la_notte(stato, vive, giorno) == poi
