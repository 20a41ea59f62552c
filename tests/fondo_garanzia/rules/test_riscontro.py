"""What a line of the bank may be: it sums to the cent, and the reasons are said."""

from datetime import date
from decimal import Decimal as D

from fondo_garanzia.rules.riscontro import MovimentoAperto, RigaDaRiscontrare, Suggerimento, suggerisci

GIORNO = date(2026, 10, 5)
IBAN = "IT60X0542811101000000123456"


def aperto(pk: int, effetto: str, giorno: date = GIORNO, **altro) -> MovimentoAperto:
    return MovimentoAperto(pk, giorno, D(effetto), altro.pop("origine", pk), **altro)


def test_the_creditor_s_account_and_name_come_before_the_same_amount_alone() -> None:
    riga = RigaDaRiscontrare(
        GIORNO, D("-1800.00"), "Bonifico BALDI GINO deposito", "IT60 X054 2811 1010 0000 0123 456"
    )
    trovati = suggerisci(
        riga,
        [
            aperto(1, "-1800.00", date(2026, 8, 1), nomi=("Anna Neri",)),
            aperto(2, "-1800.00", nomi=("Gino Baldi", "AN-2026-0001"), iban=IBAN),
            aperto(3, "-1799.99", nomi=("Gino Baldi",), iban=IBAN),
        ],
    )
    assert trovati == (
        Suggerimento(
            (2,),
            ("Stesso importo: −1.800,00\xa0€", "Stesso IBAN", "La banca scrive «Gino Baldi»", "A non più di 5 giorni"),
            100,
        ),
        Suggerimento((1,), ("Stesso importo: −1.800,00\xa0€",), 40),
    )


def test_a_movement_with_its_correction_and_all_those_of_a_day() -> None:
    movimenti = [
        aperto(1, "100.00"),
        aperto(2, "-10.00", origine=1),
        aperto(3, "30.00", date(2026, 7, 1)),
        aperto(4, "60.00", date(2026, 7, 1)),
    ]
    trovati = suggerisci(RigaDaRiscontrare(GIORNO, D("90.00")), movimenti)
    assert [(s.movimenti, s.motivi[0]) for s in trovati] == [
        ((1, 2), "Movimento con le sue rettifiche"),
        ((3, 4), "Somma di 2 movimenti del 01/07/2026"),
    ]


def test_what_does_not_sum_to_the_line_is_never_suggested() -> None:
    assert suggerisci(RigaDaRiscontrare(GIORNO, D("50.00")), [aperto(1, "49.99"), aperto(2, "-50.00")]) == ()
