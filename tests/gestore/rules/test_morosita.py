"""Arrears step by step, the threshold of the law, plans that sum exactly and lapse when they must."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.morosita import (
    Rata,
    SogliePassi,
    calendario_passi,
    giorni_ritardo,
    passo_dovuto,
    rate_piano,
    valuta_morosita_di_legge,
    valuta_piano,
)

SCADE = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("oggi", "giorni"), [(date(2026, 11, 4), 0), (SCADE, 0), (date(2026, 11, 6), 1), (date(2026, 11, 19), 14)]
)
def test_late_from_the_day_after(oggi: date, giorni: int) -> None:
    assert giorni_ritardo(SCADE, oggi) == giorni


@pytest.mark.parametrize(
    ("giorni", "codice"),
    [
        (0, None), (1, "APERTURA"), (9, "APERTURA"), (10, "SOLLECITO"), (19, "SOLLECITO"), (20, "LETTERA"),
        (29, "LETTERA"), (30, "COLLOQUIO"), (400, "COLLOQUIO"),
    ],
)  # fmt: skip
def test_each_step_is_due_from_its_day(giorni: int, codice: str | None) -> None:
    passo = passo_dovuto(giorni)
    assert (passo.codice if passo else None) == codice


def test_the_days_of_the_steps_are_parameters() -> None:
    soglie = SogliePassi(in_ritardo=3, sollecito=5, moroso=7, colloquio=9)
    assert [getattr(passo_dovuto(g, soglie), "codice", None) for g in (2, 3, 5, 7, 9)] == [
        None, "APERTURA", "SOLLECITO", "LETTERA", "COLLOQUIO",
    ]  # fmt: skip


def test_the_calendar_says_what_to_do_and_when() -> None:
    assert [(giorno, passo.nome, passo.azione) for giorno, passo in calendario_passi(SCADE)] == [
        (date(2026, 11, 6), "In ritardo", "Controlla se il pagamento è in arrivo"),
        (date(2026, 11, 15), "Sollecito bonario", "Chiama o scrivi al nucleo"),
        (
            date(2026, 11, 25),
            "Lettera formale",
            "Manda la lettera, che lo dichiara moroso, e avvisa il servizio sociale",
        ),
        (date(2026, 12, 5), "Colloquio", "Fissa un colloquio e proponi un piano di rientro"),
    ]


CANONE_TARDI = (
    "Canone non pagato da 21 giorni, oltre i 20 di legge: il contratto si può risolvere (art. 5 L. 392/1978)"
)
ONERI_TROPPI = (
    "Oneri non pagati per 720,01\xa0€, più di 2 mensilità (720,00\xa0€): il contratto si può risolvere "
    "(art. 5 L. 392/1978)"
)


@pytest.mark.parametrize(
    ("giorni", "oneri", "frase"),
    [
        (20, "720.00", "Sotto le soglie di legge per risolvere il contratto (art. 5 L. 392/1978)"),
        (21, "0", CANONE_TARDI),
        (0, "720.01", ONERI_TROPPI),
        (21, "720.01", f"{CANONE_TARDI}. {ONERI_TROPPI}"),
    ],
)
def test_the_law_lets_a_contract_be_ended_beyond_its_thresholds(giorni: int, oneri: str, frase: str) -> None:
    esito = valuta_morosita_di_legge(giorni, D(oneri), D("360.00"))
    assert (esito.positivo, str(esito)) == (giorni <= 20 and D(oneri) <= 720, frase)


def test_a_plan_of_monthly_instalments_sums_exactly() -> None:
    assert rate_piano(D("1000.00"), 3, date(2026, 12, 31)) == [
        Rata(1, D("333.33"), date(2026, 12, 31)),
        Rata(2, D("333.33"), date(2027, 1, 31)),
        Rata(3, D("333.34"), date(2027, 2, 28)),
    ]


@pytest.mark.parametrize(("importo", "numero"), [("100", 0), ("100", -1), ("0.02", 3), ("0", 1), ("-5", 1)])
def test_a_plan_has_no_instalment_of_nothing(importo: str, numero: int) -> None:
    with pytest.raises(ValueError, match=r"Ogni rata deve valere almeno un centesimo\."):
        rate_piano(D(importo), numero, SCADE)


@given(st.decimals("1", "20000", places=2), st.integers(1, 60), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_instalments_sum_to_the_debt_and_come_month_by_month(importo: D, numero: int, prima: date) -> None:
    piano = rate_piano(importo, numero, prima)
    assert sum(rata.importo for rata in piano) == importo
    assert min(rata.importo for rata in piano) > 0
    assert all(rata.importo == rata.importo.quantize(D("0.01")) for rata in piano)
    assert [rata.numero for rata in piano] == list(range(1, numero + 1))
    assert [(r.scade_il.year * 12 + r.scade_il.month) - (prima.year * 12 + prima.month) for r in piano] == list(
        range(numero)
    )


PIANO = rate_piano(D("300.00"), 3, date(2026, 9, 10))


@pytest.mark.parametrize(
    ("piano", "oggi", "livello", "frase"),
    [
        (PIANO, date(2026, 9, 10), "si", "Nessuna rata scaduta (piano di rientro)"),
        (
            PIANO, date(2026, 9, 11), "avviso",
            "1 rata scaduta per 100,00\xa0€, la prima il 10/09/2026: con 2 il piano decade (piano di rientro)",
        ),
        (
            PIANO, date(2026, 10, 11), "no",
            "2 rate scadute per 200,00\xa0€, la prima il 10/09/2026: il piano decade e il debito si chiede intero "
            "(piano di rientro)",
        ),
        (
            [replace(PIANO[0], pagato=D("99.99")), replace(PIANO[1], pagato=D("100.00")), PIANO[2]],
            date(2026, 11, 19), "no",
            "2 rate scadute per 100,01\xa0€, la prima il 10/09/2026: il piano decade e il debito si chiede intero "
            "(piano di rientro)",
        ),
        ([replace(rata, pagato=rata.importo) for rata in PIANO], date(2027, 1, 1), "si",
         "Nessuna rata scaduta (piano di rientro)"),
    ],
)  # fmt: skip
def test_a_plan_lapses_at_the_second_unpaid_instalment(
    piano: list[Rata], oggi: date, livello: str, frase: str
) -> None:
    esito = valuta_piano(piano, oggi)
    assert (esito.livello, str(esito)) == (livello, frase)


def test_how_many_instalments_make_a_plan_lapse_is_a_parameter() -> None:
    assert valuta_piano(PIANO, date(2026, 10, 11), massimo=3).livello == "avviso"
    assert valuta_piano(PIANO, date(2026, 9, 11), massimo=1).livello == "no"


def test_what_was_paid_in_excess_leaves_nothing() -> None:
    assert Rata(1, D("100.00"), SCADE, pagato=D("120.00")).residuo == 0


@given(st.integers(0, 500), st.integers(0, 500))
def test_more_days_never_bring_an_earlier_step(giorni: int, altri: int) -> None:
    codici = [None, "APERTURA", "SOLLECITO", "LETTERA", "COLLOQUIO"]
    prima, dopo = (getattr(passo_dovuto(n), "codice", None) for n in (giorni, giorni + altri))
    assert codici.index(prima) <= codici.index(dopo)


def test_the_steps_follow_the_due_date_by_their_days() -> None:
    assert [giorno - SCADE for giorno, _ in calendario_passi(SCADE)] == [
        timedelta(days=giorni) for giorni in (1, 10, 20, 30)
    ]
