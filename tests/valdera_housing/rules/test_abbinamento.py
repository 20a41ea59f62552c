"""A payment is proposed for the dues it fits, with the reasons in words; what cannot be told apart is said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valdera_housing.rules.abbinamento import DovutoAperto, Proposta, imputa_piu_vecchie, proponi
from valdera_housing.rules.estratto_conto.estratto import MovimentoLetto

EURO = "\N{NO-BREAK SPACE}€"
IBAN = "IT60X0542811101000000123456"


def dovuto(pk: int, residuo: str = "300.00", scade: str = "2026-03-05", *nomi: str, **campi) -> DovutoAperto:
    return DovutoAperto(
        pk, Decimal(residuo), date.fromisoformat(scade), nomi or (f"Debitore{'abcdefgh'[pk % 8]} Anna",), **campi
    )


def pagamento(importo: str = "300.00", causale: str = "", giorno: str = "2026-03-02", **campi) -> MovimentoLetto:
    data = date.fromisoformat(giorno)
    return MovimentoLetto(data, data, Decimal(importo), causale, **campi)


def quote(proposte: tuple[Proposta, ...]) -> list[list[tuple[int, str]]]:
    return [[(pk, str(importo)) for pk, importo in p.imputazioni] for p in proposte]


def test_every_clue_is_told_and_weighs():
    proposte = proponi(
        pagamento(causale="Canone marzo 2026 SUB 2026/12 De Santis", controparte_iban=IBAN),
        [
            dovuto(
                1,
                "300.00",
                "2026-03-05",
                "De Sàntis Anna",
                contratto_numero="SUB-2026-0012",
                iban=IBAN,
                competenza=date(2026, 3, 1),
            )
        ],
    )
    assert proposte == (
        Proposta(
            ((1, Decimal("300.00")),),
            (
                f"Stesso importo: 300,00{EURO}",
                "Il testo cita il contratto SUB-2026-0012",
                "IBAN già conosciuto",
                "Il testo contiene il cognome di «De Sàntis Anna»",
                "Il testo nomina marzo",
                "Pagato entro 5 giorni dalla scadenza",
            ),
            100,
        ),
    )
    assert proposte[0].totale == Decimal("300.00")


def test_the_debtor_named_comes_before_another_with_the_same_rent():
    dovuti = [dovuto(1, "300.00", "2026-03-05", "Bianchi Ugo"), dovuto(2, "300.00", "2026-03-05", "Rossi Maria")]
    prima, seconda = proponi(pagamento(causale="affitto MARIA ROSSI"), dovuti)
    assert (prima.imputazioni[0][0], prima.forza, seconda.forza) == (2, 65, 40)
    assert prima.motivi[1] == "Il testo contiene «Rossi Maria»"


def test_two_dues_that_nothing_tells_apart_say_so():
    proposte = proponi(pagamento(), [dovuto(1), dovuto(2)])
    assert quote(proposte) == [[(1, "300.00")], [(2, "300.00")]]
    assert [p.motivi[-1] for p in proposte] == ["Due scadenze uguali: scegli"] * 2


def test_two_dues_of_one_debtor_on_one_day_say_so_too():
    dovuti = [dovuto(1, "300.00", "2026-03-05", "Rossi Maria"), dovuto(2, "300.00", "2026-03-05", "Rossi Maria")]
    assert [p.motivi[-1] for p in proponi(pagamento(), dovuti)] == ["Due scadenze uguali: scegli"] * 2


def test_many_equals_say_how_many_and_only_some_are_shown():
    proposte = proponi(pagamento(), [dovuto(pk, "300.00", "2026-03-05", f"Nome{chr(97 + pk)} X") for pk in range(8)])
    assert len(proposte) == 5
    assert proposte[0].motivi[-1] == "8 scadenze uguali: scegli"


RATE = [dovuto(m, "300.00", f"2026-0{m}-05", "Rossi Maria", competenza=date(2026, m, 1)) for m in (3, 1, 2)]


def test_among_equal_instalments_of_a_debtor_the_oldest_is_proposed():
    (proposta,) = proponi(pagamento(), RATE)
    assert proposta.imputazioni == ((1, Decimal("300.00")),)
    assert "La più vecchia di 3 scadenze uguali (c.c. art. 1193)" in proposta.motivi


@pytest.mark.parametrize(
    ("causale", "scelta"), [("affitto febbraio", 2), ("affitto febbraio 2026", 2), ("affitto febbraio 2025", 1)]
)
def test_the_month_in_the_text_is_a_declaration_when_its_year_agrees(causale, scelta):
    assert proponi(pagamento(causale=causale), RATE)[0].imputazioni[0][0] == scelta


def test_a_payment_of_several_dues_finds_the_oldest_that_sum_to_it():
    (proposta,) = proponi(pagamento("600.00"), RATE)
    assert quote((proposta,)) == [[(1, "300.00"), (2, "300.00")]]
    assert proposta.motivi[0] == "Somma di 2 scadenze dello stesso debitore"


def test_dues_of_different_debtors_never_make_a_sum():
    assert proponi(pagamento("600.00"), [dovuto(1), dovuto(2)]) == ()


def test_a_payment_on_account_of_a_known_debtor_goes_to_the_oldest():
    (proposta,) = proponi(pagamento("450.00", "Rossi"), RATE)
    assert quote((proposta,)) == [[(1, "300.00"), (2, "150.00")]]
    assert proposta.motivi[0] == "Importo diverso dalle scadenze: attribuito alle più vecchie (c.c. art. 1193)"


def test_what_exceeds_the_dues_is_said():
    (proposta,) = proponi(pagamento("1000.00", "Rossi"), RATE)
    assert proposta.totale == Decimal("900.00")
    assert proposta.motivi[1] == f"Restano 100,00{EURO} da attribuire"


def test_another_amount_with_nobody_named_proposes_nothing():
    assert proponi(pagamento("450.00"), RATE) == ()


def test_money_going_out_is_matched_by_its_size():
    assert quote(proponi(pagamento("-300.00"), [dovuto(1)])) == [[(1, "300.00")]]


@pytest.mark.parametrize(("giorno", "vicino"), [("2026-02-28", True), ("2026-03-10", True), ("2026-03-11", False)])
def test_the_window_of_days_is_closed_on_both_sides(giorno, vicino):
    (proposta,) = proponi(pagamento(giorno=giorno), [dovuto(1)])
    assert ("Pagato entro 5 giorni dalla scadenza" in proposta.motivi) is vicino


def test_the_window_of_days_is_a_parameter():
    (proposta,) = proponi(pagamento(giorno="2026-03-15"), [dovuto(1)], giorni=10)
    assert proposta.motivi[-1] == "Pagato entro 10 giorni dalla scadenza"


@pytest.mark.parametrize(
    ("numero", "causale", "citato"),
    [
        ("SUB-2026-0012", "pago sub2026/12", True),
        ("SUB-2026-0012", "pago sub 2026 120", False),
        ("12/2026", "contratto n. 12/2026", True),
        ("12/2026", "canone dal 1/12/2026", False),
        ("", "contratto", False),
    ],
)
def test_a_contract_number_is_recognised_however_written_and_never_in_a_date(numero, causale, citato):
    (proposta,) = proponi(pagamento(causale=causale), [dovuto(1, contratto_numero=numero)])
    assert (f"Il testo cita il contratto {numero}" in proposta.motivi) is citato


@pytest.mark.parametrize(
    ("nome", "causale", "trovato"),
    [
        ("Rossi Maria", "da rossini", False),
        ("De Santis Anna", "santis", False),
        ("Cooperativa Il Ponte", "cooperativa La Torre", False),
        ("Cooperativa Il Ponte", "bonifico a Cooperativa il ponte", True),
    ],
)
def test_a_name_is_whole_words_and_a_surname_keeps_its_particle(nome, causale, trovato):
    (proposta,) = proponi(pagamento(causale=causale), [dovuto(1, "300.00", "2026-03-05", nome)])
    assert any(nome in motivo for motivo in proposta.motivi) is trovato


def test_a_payment_spreads_oldest_first():
    assert imputa_piu_vecchie(Decimal("450.00"), RATE) == [(1, Decimal("300.00")), (2, Decimal("150.00"))]


denari = st.integers(1, 100_000).map(lambda c: Decimal(c) / 100)
dovuti_qualsiasi = st.lists(
    st.builds(
        dovuto,
        st.integers(1, 10**6),
        st.sampled_from(["100.00", "300.00", "0.00"]) | denari.map(str),
        st.dates(date(2025, 1, 1), date(2027, 1, 1)).map(str),
        st.sampled_from(["Rossi Maria", "Bianchi Ugo"]),
    ),
    max_size=12,
    unique_by=lambda d: d.pk,
)


@given(denari | st.sampled_from([Decimal("300.00"), Decimal("400.00")]), dovuti_qualsiasi)
def test_no_proposal_is_ever_more_than_the_payment_or_than_a_due(importo, dovuti):
    residui = {d.pk: d.residuo for d in dovuti}
    for proposta in proponi(pagamento(str(importo), "Rossi"), dovuti):
        assert 0 < proposta.totale <= importo
        assert len({pk for pk, _ in proposta.imputazioni}) == len(proposta.imputazioni)
        assert all(0 < quota <= residui[pk] for pk, quota in proposta.imputazioni)
        assert 0 < proposta.forza <= 100


@given(denari, dovuti_qualsiasi)
def test_oldest_first_spreads_all_it_can(importo, dovuti):
    imputate = imputa_piu_vecchie(importo, dovuti)
    assert sum(quota for _, quota in imputate) == min(importo, sum(d.residuo for d in dovuti))
