"""How a bill is divided: tables, and what holds for any bill and any people."""

from datetime import date
from decimal import Decimal as D
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohousing.rules.spesa_comune import (
    Abitante,
    Letti,
    Parte,
    dividi,
    parte_per_i_vuoti,
    ripartisci,
    valuta_ripartizione,
    valuta_spesa_comune,
)
from valdera_housing.kit.periodo import Periodo

SETTEMBRE_E_OTTOBRE = Periodo(date(2026, 9, 1), date(2026, 10, 31))
OGGI = date(2026, 11, 19)
CENT = D("0.01")
IMPORTI = st.integers(0, 10**9).map(lambda cent: cent * CENT)
PESI = st.lists(st.integers(0, 10**8).map(lambda n: n * CENT), min_size=1, max_size=30).filter(any)


def abita(chi: int = 1, al: date | None = None, **altro: Any) -> Abitante:
    return Abitante(
        **{
            "permanenza": chi, "unita": f"Camera {chi}", "giorni": Periodo(date(2026, 3, 1), al), "persone": 2,
            "mq": D("16.00"),
        } | altro
    )  # fmt: skip


@given(IMPORTI, PESI)
def test_the_shares_sum_to_the_amount_to_the_cent_and_are_never_negative(importo: D, pesi: list[D]) -> None:
    quote = ripartisci(importo, pesi)
    assert sum(quote) == importo
    assert min(quote) >= 0
    assert all(quota == 0 for quota, peso in zip(quote, pesi, strict=True) if peso == 0)


@given(IMPORTI, PESI)
def test_a_share_is_less_than_a_cent_away_from_the_exact_one(importo: D, pesi: list[D]) -> None:
    for quota, peso in zip(ripartisci(importo, pesi), pesi, strict=True):
        assert abs(quota * sum(pesi) - importo * peso) < CENT * sum(pesi)


@given(IMPORTI, PESI)
def test_who_weighs_more_never_pays_less(importo: D, pesi: list[D]) -> None:
    in_ordine = sorted(zip(pesi, ripartisci(importo, pesi), strict=True))
    for (peso, quota), (altro_peso, altra) in pairwise(in_ordine):
        assert altra >= quota if altro_peso > peso else abs(altra - quota) <= CENT


@given(IMPORTI, PESI, st.randoms())
def test_in_another_order_the_same_amounts_come_out(importo: D, pesi: list[D], caso: Any) -> None:
    altri = caso.sample(pesi, len(pesi))
    assert sorted(ripartisci(importo, altri)) == sorted(ripartisci(importo, pesi))


def test_a_cent_among_seven_goes_to_the_first() -> None:
    assert ripartisci(CENT, [D(61)] * 7) == [CENT, *[D(0)] * 6]


def test_nothing_can_be_divided_by_no_weight() -> None:
    with pytest.raises(ValueError, match="somma positiva"):
        ripartisci(D(10), [D(0)])


@pytest.mark.parametrize(
    ("criterio", "attese"),
    [
        pytest.param(
            "UGUALE",
            [Parte(1, 61, D(1), D(61), D("81.33")), Parte(2, 14, D(1), D(14), D("18.67"))], id="equal",
        ),
        pytest.param(
            "PERSONE",
            [Parte(1, 61, D(2), D(122), D("74.39")), Parte(2, 14, D(3), D(42), D("25.61"))], id="persons",
        ),
        pytest.param(
            "SUPERFICIE",
            [Parte(1, 61, D("16.00"), D("976.00"), D("86.07")), Parte(2, 14, D("11.28"), D("157.92"), D("13.93"))],
            id="square metres",
        ),
    ],
)  # fmt: skip
def test_days_lived_count_by_the_criterion(criterio: str, attese: list[Parte]) -> None:
    esce = abita(2, al=date(2026, 9, 14), persone=3, mq=D("11.28"))
    prima = abita(3, al=date(2026, 8, 31))
    assert dividi(criterio, SETTEMBRE_E_OTTOBRE, [abita(1), esce, prima], D("100.00")) == attese


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        pytest.param({}, "Si divide fra chi ha abitato la casa in quei giorni", id="as it should"),
        pytest.param(
            {"abitanti": [abita(al=date(2026, 8, 31))]},
            "In quei giorni nella casa non abitava nessuno: non c’è con chi dividerla. "
            "Se la paga l’ente, registrala fra le spese della casa",
            id="nobody",
        ),
        pytest.param(
            {"criterio": "SUPERFICIE", "abitanti": [abita(1), abita(2, mq=None)]},
            "Per dividere secondo i metri quadri mancano quelli di: Camera 2", id="no square metres",
        ),
        pytest.param(
            {"oggi": date(2026, 10, 31)},
            "Il periodo finisce il 31/10/2026: si divide quando è finito, contando i giorni vissuti", id="not over",
        ),
        pytest.param(
            {"a_carico": D("100.01")}, "La parte dell’ente va da zero a 100,00 €, quanto è la spesa", id="too much",
        ),
        pytest.param(
            {"a_carico": D("-1.00")}, "La parte dell’ente va da zero a 100,00 €, quanto è la spesa", id="negative",
        ),
    ],
)  # fmt: skip
def test_a_bill_is_divided_or_the_reason_is_said(altro: dict[str, Any], frase: str) -> None:
    dati = {
        "criterio": "UGUALE", "abitanti": [abita()], "importo": D("100.00"), "a_carico": D(0), "oggi": OGGI,
    } | altro  # fmt: skip
    esito = valuta_ripartizione(dati.pop("criterio"), SETTEMBRE_E_OTTOBRE, dati.pop("abitanti"), **dati)
    assert str(esito).replace("\N{NO-BREAK SPACE}", " ") == frase
    assert esito.positivo is (not altro)


@pytest.mark.parametrize(
    ("letti", "parte"),
    [
        (Letti(366, 366), D("0.00")), (Letti(366, 122), D("66.67")), (Letti(366, 0), D("100.00")), (Letti(0, 0), D(0)),
        (Letti(10, 12), D("0.00")),
    ],
)  # fmt: skip
def test_the_ets_is_proposed_the_beds_nobody_lived_in(letti: Letti, parte: D) -> None:
    assert parte_per_i_vuoti(D("100.00"), letti) == parte


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({}, "Le date vanno bene"),
        ({"documento_del": date(2026, 11, 20)}, "La data del documento è nel futuro"),
        ({"al": date(2026, 8, 31)}, "L’ultimo giorno del periodo non viene prima del primo"),
        ({"pagata_il": date(2026, 11, 20)}, "Il giorno del pagamento è nel futuro: si registra quando è fatto"),
    ],
)
def test_the_days_of_a_bill_make_sense(altro: dict[str, Any], frase: str) -> None:
    dati = {
        "documento_del": date(2026, 11, 4), "dal": date(2026, 9, 1), "al": date(2026, 10, 31), "pagata_il": OGGI,
        "oggi": OGGI,
    } | altro  # fmt: skip
    assert str(valuta_spesa_comune(**dati)) == frase
