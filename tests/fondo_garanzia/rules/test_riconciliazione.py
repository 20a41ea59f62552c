"""Bank and funds agree to the cent, or all that is missing is said and sums to the difference."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fondo_garanzia.rules.riconciliazione import (
    EstrattoCaricato,
    Manca,
    MovimentoDiCassa,
    RigaBanca,
    SituazioneMese,
    giorni_scoperti,
    riconcilia,
)

FINE = date(2026, 10, 31)
OTTOBRE = EstrattoCaricato(date(2026, 10, 1), FINE, D("0.00"))
ZERO = D("0.00")


def mese(righe=(), movimenti=(), estratti=(OTTOBRE,), somma="100.00", cassa="100.00", apertura=ZERO) -> SituazioneMese:
    return SituazioneMese(FINE, D(somma), D(cassa), righe, movimenti, estratti, apertura)


def riga(pk: int, importo: str, riscontrato: str = "0.00", giorno: date = date(2026, 10, 5)) -> RigaBanca:
    return RigaBanca(pk, giorno, D(importo), D(riscontrato))


def movimento(pk: int, effetto: str, giorno: date = date(2026, 10, 5), **altro) -> MovimentoDiCassa:
    return MovimentoDiCassa(pk, giorno, D(effetto), altro.pop("origine", pk), testo="Interessi", **altro)


def detto(situazione: SituazioneMese, saldo: D | None = None) -> list[tuple]:
    """What is missing, with its amount, what it does to the difference and its line; the proof holds every time."""
    conti = riconcilia(situazione, saldo)
    assert conti.differenza == conti.spiegata
    assert conti.quadra is conti.esito.positivo is (not conti.mancanze)
    return [(m.che_cosa, m.importo, m.effetto, m.riga) for m in conti.mancanze]


def test_a_month_that_balances_says_with_how_much() -> None:
    esito = riconcilia(mese()).esito
    assert [str(m) for m in esito.motivi] == [
        "Banca e fondi hanno 100,00\xa0€: il mese quadra (convenzione, conto dedicato)"
    ]
    assert detto(mese()) == []


def test_a_line_that_is_not_in_the_funds() -> None:
    situazione = mese(righe=[riga(7, "-4.50")], somma="95.50")
    assert detto(situazione) == [(Manca.RIGA, D("-4.50"), D("-4.50"), 7)]
    assert [str(m) for m in riconcilia(situazione).esito.ostacoli] == [
        "Riga della banca del 05/10/2026, −4,50\xa0€, non registrata nei fondi. "
        "Collegala ai suoi movimenti, abbinala se è una rata, o registrala come spesa o interesse."
    ]


@pytest.mark.parametrize(
    ("situazione", "mancanze"),
    [
        # a payment that covers instalments for less than what came in
        (mese(righe=[riga(7, "150.00", "120.00")], somma="130.00"),
         [(Manca.RIGA_IN_PARTE, D("30.00"), D("30.00"), 7)]),
        # lines of the months after are not of this one
        (mese(righe=[riga(7, "150.00", giorno=date(2026, 11, 2))]), []),
        # a movement the bank does not know
        (mese(movimenti=[movimento(1, "12.00")], cassa="112.00"),
         [(Manca.MOVIMENTO, D("12.00"), D("-12.00"), None)]),
        # a line of the same amount waits for it: it is the one to press, though the difference is zero
        (mese(righe=[riga(7, "12.00")], movimenti=[movimento(1, "12.00")]),
         [(Manca.RIGA, D("12.00"), D("12.00"), 7), (Manca.MOVIMENTO, D("12.00"), D("-12.00"), 7)]),
        # wholly corrected in the month: it never was
        (mese(movimenti=[movimento(1, "12.00"), movimento(2, "-12.00", origine=1)]), []),
        # corrected in the month after: on the last day it was still there
        (mese(movimenti=[movimento(1, "12.00"), movimento(2, "-12.00", date(2026, 11, 3), origine=1)],
              cassa="112.00"), [(Manca.MOVIMENTO, D("12.00"), D("-12.00"), None)]),
        # corrected in part: both are to be joined to the line
        (mese(movimenti=[movimento(1, "12.00"), movimento(2, "-2.00", origine=1)], cassa="110.00"),
         [(Manca.MOVIMENTO, D("12.00"), D("-12.00"), None), (Manca.MOVIMENTO, D("-2.00"), D("2.00"), None)]),
        # joined across the end of the month, on either side
        (mese(movimenti=[movimento(1, "-40.00", riga_il=date(2026, 11, 2), riga=9)], cassa="60.00"),
         [(Manca.ALTRO_MESE, D("-40.00"), D("40.00"), 9)]),
        (mese(movimenti=[movimento(1, "-40.00", date(2026, 11, 2), riga_il=FINE, riga=9)], somma="60.00"),
         [(Manca.ALTRO_MESE, D("-40.00"), D("-40.00"), 9)]),
        # joined on the same side of the month's end, though in different months
        (mese(movimenti=[movimento(1, "-40.00", date(2026, 9, 30), riga_il=date(2026, 10, 1), riga=9)]), []),
    ],
)  # fmt: skip
def test_lines_and_movements_that_do_not_meet(situazione: SituazioneMese, mancanze: list) -> None:
    assert detto(situazione) == mancanze


def test_without_statements_nothing_is_known() -> None:
    conti = riconcilia(mese(estratti=(), somma="0.00", cassa="0.00", apertura=None))
    assert [(m.che_cosa, m.testo) for m in conti.mancanze] == [
        (Manca.ESTRATTO, "Non c’è nessun estratto di questo conto")
    ]
    assert conti.senza_estratto


def estratto(dal: int, al: int, iniziale: str | None = None, finale: str | None = None) -> EstrattoCaricato:
    saldi = [D(saldo) if saldo else None for saldo in (iniziale, finale)]
    return EstrattoCaricato(date(2026, 10, dal), date(2026, 10, al), *saldi)


@pytest.mark.parametrize(
    ("estratti", "scoperti"),
    [
        ([estratto(1, 31)], []),
        ([estratto(1, 15), estratto(16, 31)], []),
        ([estratto(10, 31), estratto(1, 12)], []),
        ([estratto(1, 28)], [(29, 31)]),
        ([estratto(1, 10), estratto(15, 31)], [(11, 14)]),
        # the balances hold one another: in between the bank was closed
        ([estratto(1, 10, "0.00", "5.00"), estratto(13, 31, "5.00", "9.00")], []),
        ([estratto(1, 10, "0.00", "5.00"), estratto(13, 31, "6.00", "9.00")], [(11, 12)]),
        # a short one inside a long one does not end it
        ([estratto(1, 30), estratto(5, 6)], [(31, 31)]),
    ],
)
def test_the_days_no_statement_covers(estratti: list, scoperti: list) -> None:
    assert [(dal.day, al.day) for dal, al in giorni_scoperti(estratti, FINE)] == scoperti


def test_missing_days_are_said_and_stop_the_month_even_when_the_sums_agree() -> None:
    conti = riconcilia(mese(estratti=(estratto(1, 28),)))
    assert [m.testo for m in conti.mancanze] == ["Manca l’estratto dal 29/10/2026 al 31/10/2026"]
    assert (conti.differenza, conti.quadra) == (ZERO, False)


def test_what_was_there_before_the_first_statement() -> None:
    """The endowment is older than the statements: it is in their opening balance."""
    vecchia = movimento(1, "100.00", date(2026, 1, 10))
    assert detto(mese(movimenti=[vecchia], somma="0.00", apertura=D("100.00"))) == []
    assert detto(mese(movimenti=[vecchia], somma="0.00", apertura=D("90.00"))) == [
        (Manca.APERTURA, D("-10.00"), D("-10.00"), None)
    ]
    # a CSV has no balance: what the funds had is taken, and the balance a person writes tells if it is true
    assert detto(mese(movimenti=[vecchia], somma="0.00", apertura=None)) == []
    assert detto(mese(movimenti=[vecchia], somma="0.00", apertura=None), D("95.00")) == [
        (Manca.SALDO, D("-5.00"), D("-5.00"), None)
    ]


def test_a_statement_whose_balance_is_not_that_of_its_lines() -> None:
    a_meta = EstrattoCaricato(date(2026, 10, 1), date(2026, 10, 15), ZERO, D("60.00"), D("50.00"))
    alla_fine = EstrattoCaricato(date(2026, 10, 16), FINE, D("60.00"), D("110.00"), D("100.00"))
    assert detto(mese(estratti=(a_meta, alla_fine))) == [
        (Manca.SALDO_ESTRATTO, D("10.00"), ZERO, None),
        (Manca.SALDO, D("10.00"), D("10.00"), None),
    ]
    # the error is told where it begins, not again at every statement that carries it on
    poi = EstrattoCaricato(date(2026, 10, 16), date(2026, 10, 20), D("60.00"), D("80.00"), D("70.00"))
    assert [m[0] for m in detto(mese(estratti=(a_meta, poi, alla_fine)))] == [Manca.SALDO_ESTRATTO, Manca.SALDO]


def test_the_balance_a_person_wrote_wins_over_what_was_loaded() -> None:
    assert detto(mese(), D("99.99")) == [(Manca.SALDO, D("-0.01"), D("-0.01"), None)]


GIORNI = st.integers(min_value=-40, max_value=40).map(lambda n: FINE + timedelta(days=n))
EURO = st.integers(min_value=-5000, max_value=5000).filter(bool).map(lambda n: D(n) / 100)
COPPIE = st.tuples(st.sampled_from(["riga", "movimento", "uniti"]), GIORNI, GIORNI, EURO)


@given(
    coppie=st.lists(COPPIE, max_size=12),
    apertura=st.none() | EURO,
    scritto=st.none() | EURO,
    estratti=st.lists(st.tuples(GIORNI, GIORNI, st.none() | EURO), max_size=3),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_the_difference_is_explained_to_the_cent(coppie, apertura, scritto, estratti) -> None:
    righe, movimenti, somma, cassa = [], [], ZERO, ZERO
    for n, (che, in_banca, nel_fondo, importo) in enumerate(coppie):
        if che != "movimento" and in_banca <= FINE:
            somma += importo
        if che != "riga" and nel_fondo <= FINE:
            cassa += importo
        if che == "riga":
            righe.append(RigaBanca(n, in_banca, importo))
        else:
            riga_il = in_banca if che == "uniti" else None
            movimenti.append(MovimentoDiCassa(n, nel_fondo, importo, n, riga_il))
    caricati = [EstrattoCaricato(min(dal, al), max(dal, al), None, finale) for dal, al, finale in estratti]
    # Without statements nobody knows an opening balance.
    situazione = SituazioneMese(FINE, somma, cassa, righe, movimenti, caricati, apertura if caricati else None)
    conti = riconcilia(situazione, scritto)
    assert conti.differenza == conti.spiegata
