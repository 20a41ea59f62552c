"""What may be claimed of the payments of a fund: tables to the cent, then what holds for any sequence."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fondo_garanzia.rules.costi import Genere, Passaggio, Richiesta, da_chiedere

INIZIO = date(2026, 1, 1)
DOTAZIONE, RIENTRO, PAGAMENTO = Genere.DOTAZIONE, Genere.RIENTRO, Genere.PAGAMENTO


def trimestre_di(giorno: date) -> int:
    return giorno.year * 4 + (giorno.month - 1) // 3


def passaggi(*righe: tuple) -> list[Passaggio]:
    """(month/day, kind, euro[, what it corrects]): the keys are the places, from 0."""
    return [
        Passaggio(n, date(2026, *map(int, giorno.split("/"))), genere, D(euro), *corregge)
        for n, (giorno, genere, euro, *corregge) in enumerate(righe)
    ]


def chiesti(*righe: tuple, rotativo: bool = True) -> list[str]:
    return [str(r.importo) for r in da_chiedere(passaggi(*righe), trimestre_di, rotativo=rotativo)]


DOTATI = ("1/10", DOTAZIONE, "25000.00")


@pytest.mark.parametrize(
    ("righe", "attesi"),
    [
        pytest.param([DOTATI, ("3/20", PAGAMENTO, "1800.00")], ["1800.00"], id="new money"),
        pytest.param(
            [DOTATI, ("3/20", PAGAMENTO, "1800.00"), ("4/5", RIENTRO, "450.00"), ("5/2", PAGAMENTO, "1000.00")],
            ["1800.00", "550.00"],
            id="what has come back is lent first",
        ),
        pytest.param(
            [DOTATI, ("3/20", PAGAMENTO, "1000.00"), ("4/5", RIENTRO, "600.00"), ("5/2", PAGAMENTO, "400.00"),
             ("6/2", PAGAMENTO, "400.00")],
            ["1000.00", "0.00", "200.00"],
            id="until it is finished",
        ),
        pytest.param(
            [DOTATI, ("3/20", PAGAMENTO, "1000.00"), ("3/20", RIENTRO, "300.00"), ("4/20", PAGAMENTO, "300.00")],
            ["700.00", "300.00"],
            id="of the same day, money back comes first",
        ),
        pytest.param([("3/20", PAGAMENTO, "1000.00")], ["0.00"], id="nothing of the convention, nothing claimed"),
        pytest.param(
            [("1/10", DOTAZIONE, "1500.00"), ("2/1", PAGAMENTO, "1000.00"), ("3/1", PAGAMENTO, "1000.00"),
             ("4/1", PAGAMENTO, "1000.00")],
            ["1000.00", "500.00", "0.00"],
            id="the share of the convention first, up to its amount",
        ),
        pytest.param(
            [("1/10", DOTAZIONE, "1500.00"), ("2/1", DOTAZIONE, "-700.00"), ("2/2", PAGAMENTO, "1000.00")],
            ["800.00"],
            id="net of what was taken back",
        ),
        pytest.param(
            [("1/10", DOTAZIONE, "500.00"), ("2/1", PAGAMENTO, "900.00"), ("3/1", DOTAZIONE, "1000.00"),
             ("3/2", PAGAMENTO, "100.00")],
            ["500.00", "100.00"],
            id="what came later does not pay what was paid before",
        ),
        pytest.param(
            [DOTATI, ("2/1", PAGAMENTO, "1800.00"), ("2/9", PAGAMENTO, "-1800.00", 1), ("2/20", PAGAMENTO, "1800.00")],
            ["0.00", "1800.00"],
            id="a transfer that bounced in its quarter was never made",
        ),
        pytest.param(
            [DOTATI, ("3/30", PAGAMENTO, "900.00"), ("4/9", PAGAMENTO, "-900.00", 1), ("4/20", PAGAMENTO, "900.00")],
            ["900.00", "0.00"],
            id="one that bounced later is money come back",
        ),
        pytest.param(
            [DOTATI, ("2/1", PAGAMENTO, "1000.00"), ("2/5", RIENTRO, "100.00"), ("2/9", RIENTRO, "-100.00", 2),
             ("2/10", PAGAMENTO, "100.00")],
            ["1000.00", "100.00"],
            id="an instalment undone in its quarter never came",
        ),
        pytest.param(
            [DOTATI, ("2/1", PAGAMENTO, "1000.00"), ("3/5", RIENTRO, "100.00"), ("4/9", RIENTRO, "-100.00", 2),
             ("4/10", RIENTRO, "250.00"), ("4/11", PAGAMENTO, "400.00")],
            ["1000.00", "150.00"],
            id="one undone later takes away from what is there",
        ),
    ],
)  # fmt: skip
def test_what_is_claimed(righe: list[tuple], attesi: list[str]) -> None:
    assert chiesti(*righe) == attesi


@pytest.mark.parametrize(
    ("righe", "attesi"),
    [
        pytest.param(
            [DOTATI, ("4/2", PAGAMENTO, "1000.00"), ("6/5", RIENTRO, "300.00")], ["700.00"],
            id="also what comes back after the payment, in its quarter",
        ),
        pytest.param(
            [DOTATI, ("1/20", PAGAMENTO, "1000.00"), ("4/5", RIENTRO, "700.00"), ("4/20", PAGAMENTO, "500.00"),
             ("7/20", PAGAMENTO, "500.00")],
            ["1000.00", "0.00", "300.00"],
            id="what exceeds carries on, never below zero",
        ),
    ],
)  # fmt: skip
def test_with_a_fund_that_does_not_revolve_what_comes_back_lowers_the_claim(
    righe: list[tuple], attesi: list[str]
) -> None:
    assert chiesti(*righe, rotativo=False) == attesi


def test_the_offer_says_how_it_was_reckoned() -> None:
    richiesta = Richiesta(1, INIZIO, D("1800.00"), D("450.00"), D("100.00"))
    assert [f.replace("\xa0", " ") for f in richiesta.spiegazione(rotativo=True)] == [
        "pagati 1.800,00 €",
        "di cui 450,00 € già rientrati e prestati di nuovo",
        "di cui 100,00 € messi dal comune",
    ]
    assert [f.replace("\xa0", " ") for f in richiesta.spiegazione(rotativo=False)][1] == (
        "meno 450,00 € restituiti dai nuclei"
    )


EURO = st.decimals(min_value=D("0.01"), max_value=D("5000"), places=2)
GIORNI = st.integers(min_value=0, max_value=700).map(lambda n: INIZIO + timedelta(days=n))
RIGHE = st.lists(st.tuples(GIORNI, st.sampled_from([RIENTRO, PAGAMENTO]), EURO), max_size=25)
QUOTE = st.decimals(min_value=0, max_value=D("20000"), places=2)


def linea(righe: list[tuple], quota: D) -> list[Passaggio]:
    dotazione = [Passaggio(0, INIZIO - timedelta(days=1), DOTAZIONE, quota)] if quota else []
    return dotazione + [Passaggio(n, *riga) for n, riga in enumerate(righe, start=1)]


@given(RIGHE, QUOTE)
def test_what_is_claimed_in_all_is_the_highest_exposure_within_the_share_of_the_convention(
    righe: list[tuple], quota: D
) -> None:
    esposizione, massimo = D(0), D(0)
    for _, genere, euro in sorted(righe, key=lambda r: (r[0], r[1])):
        esposizione += euro if genere == PAGAMENTO else -euro
        massimo = max(massimo, min(esposizione, quota))
    assert sum((r.importo for r in da_chiedere(linea(righe, quota), trimestre_di)), D(0)) == massimo


@given(RIGHE, QUOTE, st.booleans())
def test_a_payment_is_never_claimed_below_zero_nor_for_more_than_it_was(
    righe: list[tuple], quota: D, rotativo: bool
) -> None:
    for richiesta in da_chiedere(linea(righe, quota), trimestre_di, rotativo=rotativo):
        assert D(0) <= richiesta.importo <= richiesta.pagato
        assert richiesta.rientrati >= 0
        assert richiesta.del_comune >= 0


@given(RIGHE, QUOTE, st.lists(GIORNI, min_size=1, max_size=6))
def test_it_does_not_matter_where_the_quarters_are_cut(righe: list[tuple], quota: D, tagli: list[date]) -> None:
    altri = da_chiedere(linea(righe, quota), lambda giorno: sum(taglio <= giorno for taglio in tagli))
    assert altri == da_chiedere(linea(righe, quota), trimestre_di)


@given(RIGHE, QUOTE, GIORNI)
def test_what_happens_later_changes_nothing_of_what_was_claimed(righe: list[tuple], quota: D, giorno: date) -> None:
    tutte = da_chiedere(linea(righe, quota), trimestre_di)
    fino_ad_allora = [p for p in linea(righe, quota) if p.giorno <= giorno]
    assert da_chiedere(fino_ad_allora, trimestre_di) == [r for r in tutte if r.giorno <= giorno]


@given(RIGHE, QUOTE)
def test_a_fund_that_does_not_revolve_never_claims_more(righe: list[tuple], quota: D) -> None:
    somme = [
        sum((r.importo for r in da_chiedere(linea(righe, quota), trimestre_di, rotativo=rotativo)), D(0))
        for rotativo in (True, False)
    ]
    assert somme[1] <= somme[0]


PAGATI_E_TORNATI = st.lists(st.tuples(EURO, st.integers(0, 500), st.none() | st.integers(0, 200)), max_size=12)


@given(PAGATI_E_TORNATI, QUOTE)
def test_transfers_that_bounce_never_make_the_claim_pass_what_went_out(righe: list[tuple], quota: D) -> None:
    """Between what was left out in the end and all that was paid, and never beyond the share."""
    movimenti = linea([], quota)
    for n, (euro, giorno, tornato_dopo) in enumerate(righe, start=1):
        movimenti.append(Passaggio(n, INIZIO + timedelta(days=giorno), PAGAMENTO, euro))
        if tornato_dopo is not None:
            quando = INIZIO + timedelta(days=giorno + tornato_dopo)
            movimenti.append(Passaggio(1000 + n, quando, PAGAMENTO, -euro, n))
    chiesto = sum((r.importo for r in da_chiedere(movimenti, trimestre_di)), D(0))
    restano = sum((euro for euro, _, tornato_dopo in righe if tornato_dopo is None), D(0))
    pagati = sum((euro for euro, *_ in righe), D(0))
    assert min(restano, quota) <= chiesto <= min(pagati, quota)
