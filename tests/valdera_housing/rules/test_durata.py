"""How long contracts last and what follows them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.rules.durata import (
    Durata,
    durate_ammesse,
    fine_contratto,
    fine_dopo_mesi,
    fine_rinnovata,
    prossima_scadenza,
    ultimo_giorno_di_preavviso,
    valuta_durata,
)

GIORNI = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("inizio", "anni", "fine"),
    [
        pytest.param(date(2025, 3, 1), 3, date(2028, 2, 29), id="ends on a leap day"),
        pytest.param(date(2025, 4, 1), 3, date(2028, 3, 31), id="scenario 22"),
        pytest.param(date(2025, 7, 1), 3, date(2028, 6, 30), id="3+2"),
        pytest.param(date(2025, 1, 1), 4, date(2028, 12, 31), id="4+4"),
        pytest.param(date(2024, 2, 29), 1, date(2025, 2, 27), id="starts on a leap day"),
        pytest.param(date(2025, 1, 15), 1, date(2026, 1, 14), id="mid month"),
    ],
)
def test_a_contract_ends_some_years_later_less_one_day(inizio: date, anni: int, fine: date) -> None:
    assert fine_contratto(inizio, anni) == fine


@pytest.mark.parametrize(
    ("inizio", "mesi", "fine"),
    [
        (date(2026, 1, 1), 18, date(2027, 6, 30)),
        (date(2026, 9, 1), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2027, 3, 1), 12, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 27)),
        (date(2026, 8, 31), 6, date(2027, 2, 27)),
        (date(2027, 8, 31), 6, date(2028, 2, 28)),
    ],
)
def test_a_contract_of_months_ends_the_day_before(inizio: date, mesi: int, fine: date) -> None:
    assert fine_dopo_mesi(inizio, mesi) == fine


@given(GIORNI.filter(lambda giorno: (giorno.month, giorno.day) != (2, 29)), st.integers(1, 9))
def test_the_day_after_the_end_is_the_start_some_years_later(inizio: date, anni: int) -> None:
    assert aggiungi_mesi(fine_contratto(inizio, anni) + timedelta(days=1), -12 * anni) == inizio


@given(GIORNI, st.integers(1, 9))
def test_the_law_admits_the_durations_it_computes(inizio: date, anni: int) -> None:
    fine = fine_contratto(inizio, anni)
    assert valuta_durata("CONCORDATO_3_2", inizio, fine).positivo is (anni >= 3)
    assert valuta_durata("LIBERO_4_4", inizio, fine).positivo is (anni >= 4)
    assert valuta_durata("SUBLOCAZIONE", inizio, fine).positivo


INIZIO = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("tipo", "fine", "livello", "frase"),
    [
        ("LIBERO_4_4", date(2029, 12, 31), "si", "Dura dal 01/01/2026 al 31/12/2029 (art. 2 c. 1 L. 431/1998)"),
        (
            "LIBERO_4_4", date(2029, 12, 30), "no",
            "Deve durare almeno 4 anni: non può finire prima del 31/12/2029 (art. 2 c. 1 L. 431/1998)",
        ),
        ("CONCORDATO_3_2", date(2028, 12, 31), "si", "Dura dal 01/01/2026 al 31/12/2028 (art. 2 c. 5 L. 431/1998)"),
        (
            "CONCORDATO_3_2", date(2028, 12, 30), "no",
            "Deve durare almeno 3 anni: non può finire prima del 31/12/2028 (art. 2 c. 5 L. 431/1998)",
        ),
        ("TRANSITORIO", date(2026, 1, 31), "si", "Dura dal 01/01/2026 al 31/01/2026 (art. 2 DM 16/1/2017)"),
        (
            "TRANSITORIO", date(2026, 1, 30), "avviso",
            "Di solito dura almeno 1 mese, cioè fino al 31/01/2026 (art. 2 DM 16/1/2017)",
        ),
        ("TRANSITORIO", date(2027, 6, 30), "si", "Dura dal 01/01/2026 al 30/06/2027 (art. 2 DM 16/1/2017)"),
        (
            "TRANSITORIO", date(2027, 7, 1), "no",
            "Può durare al massimo 18 mesi: deve finire entro il 30/06/2027 (art. 2 DM 16/1/2017)",
        ),
        (
            "STUDENTI", date(2026, 6, 29), "no",
            "Deve durare almeno 6 mesi: non può finire prima del 30/06/2026 (art. 3 DM 16/1/2017)",
        ),
        ("STUDENTI", date(2028, 12, 31), "si", "Dura dal 01/01/2026 al 31/12/2028 (art. 3 DM 16/1/2017)"),
        (
            "STUDENTI", date(2029, 1, 1), "no",
            "Può durare al massimo 3 anni: deve finire entro il 31/12/2028 (art. 3 DM 16/1/2017)",
        ),
        ("SUBLOCAZIONE", date(2026, 1, 1), "si", "Dura dal 01/01/2026 al 01/01/2026 (art. 1571 c.c.)"),
        ("SUBLOCAZIONE", date(2025, 12, 31), "no", "La fine (31/12/2025) viene prima dell’inizio (01/01/2026)"),
    ],
)  # fmt: skip
def test_each_type_lasts_as_the_law_says(tipo: str, fine: date, livello: str, frase: str) -> None:
    esito = valuta_durata(tipo, INIZIO, fine)
    assert (esito.livello, str(esito)) == (livello, frase)


def test_what_the_law_does_not_limit_has_no_limits() -> None:
    assert durate_ammesse("COMODATO_USO") == Durata(None, None, "art. 1571 c.c.")
    assert durate_ammesse("TRANSITORIO") == Durata(1, 18, "art. 2 DM 16/1/2017", minimo_per_prassi=True)


CONCORDATO = ("CONCORDATO_3_2", date(2025, 4, 1), date(2028, 3, 31))


def test_a_concordato_is_first_extended_of_right_for_two_years() -> None:
    scadenza = prossima_scadenza(*CONCORDATO, date(2026, 11, 19))

    assert (scadenza.fine, scadenza.prima, scadenza.evento) == (date(2028, 3, 31), True, "PROROGA_DI_DIRITTO")
    assert (scadenza.fino_al, scadenza.disdetta_entro) == (date(2030, 3, 31), date(2027, 9, 30))
    assert scadenza.articolo == "art. 2 c. 5 L. 431/1998"
    assert scadenza.spiegazione == (
        "Il 31/03/2028 il contratto si proroga di diritto fino al 31/03/2030. Il proprietario può fermarlo solo per "
        "un motivo dell’art. 3 L. 431/1998, l’inquilino sempre: la disdetta deve arrivare entro il 30/09/2027."
    )


@pytest.mark.parametrize(
    ("oggi", "fine", "fino_al", "entro"),
    [
        (date(2028, 4, 1), date(2030, 3, 31), date(2032, 3, 31), date(2029, 9, 30)),
        (date(2030, 3, 31), date(2030, 3, 31), date(2032, 3, 31), date(2029, 9, 30)),
        (date(2030, 4, 1), date(2032, 3, 31), date(2034, 3, 31), date(2031, 9, 30)),
    ],
)
def test_then_a_concordato_renews_for_two_years_each_time(oggi: date, fine: date, fino_al: date, entro: date) -> None:
    scadenza = prossima_scadenza(*CONCORDATO, oggi)

    assert (scadenza.fine, scadenza.prima, scadenza.evento) == (fine, False, "RINNOVO_TACITO")
    assert (scadenza.fino_al, scadenza.disdetta_entro) == (fino_al, entro)
    assert scadenza.articolo == "art. 19-bis DL 34/2019"


def test_the_second_expiry_explains_that_silence_renews() -> None:
    assert prossima_scadenza(*CONCORDATO, date(2029, 1, 1)).spiegazione == (
        "Il 31/03/2030 il contratto si rinnova fino al 31/03/2032 alle stesse condizioni, se a nessuna delle parti "
        "arriva una disdetta entro il 30/09/2029."
    )


@pytest.mark.parametrize(
    ("oggi", "fine", "fino_al"),
    [
        (date(2025, 1, 1), date(2028, 12, 31), date(2032, 12, 31)),
        (date(2024, 1, 1), date(2028, 12, 31), date(2032, 12, 31)),
        (date(2029, 1, 1), date(2032, 12, 31), date(2036, 12, 31)),
    ],
)
def test_a_free_lease_renews_by_four_years(oggi: date, fine: date, fino_al: date) -> None:
    scadenza = prossima_scadenza("LIBERO_4_4", date(2025, 1, 1), date(2028, 12, 31), oggi)
    assert (scadenza.fine, scadenza.fino_al) == (fine, fino_al)


def test_a_contract_may_agree_other_years_of_renewal() -> None:
    scadenza = prossima_scadenza(*CONCORDATO, date(2026, 1, 1), anni_rinnovo=3)
    assert scadenza.fino_al == date(2031, 3, 31)


@pytest.mark.parametrize(
    ("tipo", "spiegazione"),
    [
        (
            "TRANSITORIO",
            "Il contratto finisce il 30/06/2027 se prima il motivo transitorio è confermato; altrimenti diventa un "
            "4+4, fino al 31/12/2029.",
        ),
        (
            "STUDENTI",
            "Il contratto finisce il 30/06/2027. Se una clausola lo rinnova, l’inquilino può rinunciare: controlla "
            "il contratto.",
        ),
        (
            "SUBLOCAZIONE",
            "La sublocazione finisce il 30/06/2027. Cade prima se cessa la locazione da cui nasce.",
        ),
        ("COMODATO_USO", "Il contratto finisce il 30/06/2027 e non si rinnova da solo."),
    ],
)
def test_the_others_end_at_their_date(tipo: str, spiegazione: str) -> None:
    scadenza = prossima_scadenza(tipo, INIZIO, date(2027, 6, 30), date(2026, 11, 19))
    assert (scadenza.evento, scadenza.fino_al, scadenza.disdetta_entro) == ("TERMINE", None, None)
    assert scadenza.spiegazione == spiegazione


def test_a_renewal_starts_the_day_after() -> None:
    assert fine_rinnovata(date(2028, 2, 29), 2) == date(2030, 2, 28)


@pytest.mark.parametrize(
    ("fine", "entro"),
    [
        (date(2028, 3, 31), date(2027, 9, 30)),
        (date(2028, 8, 31), date(2028, 2, 29)),
        (date(2028, 6, 30), date(2027, 12, 30)),
    ],
)
def test_notice_is_received_six_months_before(fine: date, entro: date) -> None:
    assert ultimo_giorno_di_preavviso(fine) == entro


@given(GIORNI, st.integers(0, 8000))
def test_the_running_period_always_contains_today_and_is_followed_by_another(inizio: date, giorni: int) -> None:
    fine_prima = fine_contratto(inizio, 3)
    oggi = inizio + timedelta(days=giorni)
    scadenza = prossima_scadenza("CONCORDATO_3_2", inizio, fine_prima, oggi)
    assert scadenza.fine >= oggi
    assert scadenza.fino_al is not None
    assert scadenza.disdetta_entro is not None
    assert scadenza.disdetta_entro < scadenza.fine < scadenza.fino_al
    assert scadenza.prima is (oggi <= fine_prima)
