"""Scenarios 21 and 22: a sublease lives inside its head lease, alone in the home."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.sublocazione import (
    DatiSubconduttore,
    DatiTesta,
    Periodo,
    giorni_sovrapposti,
    opposizione_entro,
    primo_giorno_libero,
    valuta_sublocazione,
    valuta_testa,
)
from valdera_housing.kit.esito import Esito

TESTA = DatiTesta("CONCORDATO_3_2", date(2025, 4, 1), date(2028, 3, 31), True, True)
NUCLEO = DatiSubconduttore(componenti=3, adulti_con_cf=2, caso_aperto=True, con_assistente_sociale=True)


def valuta(
    inizio: date = date(2025, 5, 1),
    fine: date = date(2028, 3, 31),
    *,
    testa: DatiTesta = TESTA,
    nucleo: DatiSubconduttore = NUCLEO,
    posti_letto: int = 4,
    occupati: tuple[Periodo, ...] = (),
) -> Esito:
    return valuta_sublocazione(testa, inizio, fine, nucleo=nucleo, posti_letto=posti_letto, occupati=occupati)


def test_scenario_22_a_sublease_ends_with_the_head_lease() -> None:
    assert valuta().positivo
    assert str(valuta()) == "Sta dentro la locazione, che finisce il 31/03/2028 (art. 1595 c.c.)"
    assert str(valuta(fine=date(2028, 12, 31))) == (
        "Deve finire entro il 31/03/2028, quando finisce la locazione (art. 1595 c.c.)"
    )


def test_scenario_22_after_the_renewal_it_may_last_longer() -> None:
    prorogata = replace(TESTA, fine_effettiva=date(2030, 3, 31))
    assert valuta(fine=date(2028, 12, 31), testa=prorogata).positivo


@pytest.mark.parametrize(
    ("tipo", "frase"),
    [
        ("TRANSITORIO", "La locazione è transitoria: non si può sublocare (art. 2 DM 16/1/2017)"),
        ("STUDENTI", "La locazione è per studenti: non si può sublocare (art. 3 DM 16/1/2017)"),
    ],
)
def test_scenario_22_some_types_are_never_sublet(tipo: str, frase: str) -> None:
    assert str(valuta(testa=replace(TESTA, tipo=tipo))) == frase
    assert str(valuta_testa(replace(TESTA, tipo=tipo))) == frase


TRE_ANNI = (date(2025, 3, 1), date(2028, 2, 29))
LUNGA = replace(TESTA, inizio=date(2025, 1, 1), fine_effettiva=date(2032, 12, 31))


def test_scenario_21_one_day_in_common_is_too_many_and_here_they_are_29() -> None:
    assert giorni_sovrapposti(TRE_ANNI, (date(2028, 2, 1), date(2031, 1, 31))) == 29
    assert str(valuta(date(2028, 2, 1), date(2031, 1, 31), testa=LUNGA, occupati=(TRE_ANNI,))) == (
        "Si sovrappone per 29 giorni a un’altra sublocazione (01/03/2025–29/02/2028): libero dal 01/03/2028"
    )
    assert not valuta(date(2028, 2, 29), date(2031, 1, 31), testa=LUNGA, occupati=(TRE_ANNI,)).positivo
    assert valuta(date(2028, 3, 1), date(2031, 1, 31), testa=LUNGA, occupati=(TRE_ANNI,)).positivo


def test_scenario_21_after_an_early_release_it_may_start() -> None:
    rilasciata = ((date(2025, 3, 1), date(2027, 12, 31)),)
    assert valuta(date(2028, 1, 1), date(2030, 12, 31), testa=LUNGA, occupati=rilasciata).positivo


def test_before_a_sublease_that_will_start_it_says_until_when_the_home_is_free() -> None:
    assert str(valuta(date(2025, 2, 1), date(2025, 3, 1), testa=LUNGA, occupati=(TRE_ANNI,))) == (
        "Si sovrappone per 1 giorno a un’altra sublocazione (01/03/2025–29/02/2028): libero fino al 28/02/2025"
    )


@pytest.mark.parametrize(
    ("cambia", "frase"),
    [
        (
            {"testa": replace(TESTA, sublocazione_autorizzata=False)},
            "Il proprietario non ha dato il consenso: senza non si può sublocare (art. 2 L. 392/1978)",
        ),
        (
            {"testa": replace(TESTA, consenso_documentato=False)},
            "Manca il consenso scritto del proprietario: senza non si può sublocare (art. 2 L. 392/1978)",
        ),
        (
            {"inizio": date(2025, 3, 31)},
            "Non può cominciare prima del 01/04/2025, quando comincia la locazione (art. 1595 c.c.)",
        ),
        ({"fine": date(2025, 4, 30)}, "La fine (30/04/2025) viene prima dell’inizio (01/05/2025)"),
        (
            {"nucleo": replace(NUCLEO, adulti_con_cf=0)},
            "Nessun adulto del nucleo ha un codice fiscale valido: codice fiscale necessario per la registrazione "
            "(art. 13 L. 431/1998)",
        ),
        ({"nucleo": replace(NUCLEO, caso_aperto=False)}, "Il nucleo non ha un caso aperto"),
        (
            {"nucleo": replace(NUCLEO, con_assistente_sociale=False)},
            "Il caso del nucleo non ha un’assistente sociale di riferimento",
        ),
        ({"posti_letto": 2}, "Il nucleo è di 3 persone e nell’alloggio ci sono 2 posti letto"),
    ],
)
def test_each_thing_missing_is_said(cambia: dict, frase: str) -> None:
    assert str(valuta(**cambia)) == frase


def test_everything_missing_is_said_together() -> None:
    esito = valuta(
        fine=date(2030, 1, 1),
        testa=replace(TESTA, sublocazione_autorizzata=False),
        nucleo=DatiSubconduttore(3, 0, False, False),
        posti_letto=1,
        occupati=(TRE_ANNI,),
    )
    assert len(esito.ostacoli) == len(esito.motivi) == 6


def test_a_head_lease_that_allows_subleases() -> None:
    assert str(valuta_testa(TESTA)) == "Il proprietario consente la sublocazione (art. 2 L. 392/1978)"


def test_the_owner_may_oppose_within_thirty_days() -> None:
    assert opposizione_entro(date(2026, 11, 19)) == date(2026, 12, 19)


def test_the_first_free_day_jumps_over_what_follows_at_once() -> None:
    occupati = [(date(2027, 1, 1), date(2027, 6, 30)), (date(2026, 1, 1), date(2026, 12, 31))]
    assert primo_giorno_libero(occupati, date(2026, 5, 1)) == date(2027, 7, 1)
    assert primo_giorno_libero(occupati, date(2025, 5, 1)) == date(2025, 5, 1)
    assert primo_giorno_libero([], date(2025, 5, 1)) == date(2025, 5, 1)


GIORNO = date(2026, 1, 1)
PERIODI = st.tuples(st.integers(0, 400), st.integers(0, 200)).map(
    lambda p: (GIORNO + timedelta(days=p[0]), GIORNO + timedelta(days=p[0] + p[1]))
)


@given(PERIODI, PERIODI)
def test_days_in_common_are_the_days_of_both(primo: Periodo, secondo: Periodo) -> None:
    def giorni(periodo: Periodo) -> set[date]:
        return {periodo[0] + timedelta(days=i) for i in range((periodo[1] - periodo[0]).days + 1)}

    assert giorni_sovrapposti(primo, secondo) == len(giorni(primo) & giorni(secondo))


@given(st.lists(PERIODI), PERIODI)
def test_the_first_free_day_is_free_and_the_days_before_are_not(occupati: list[Periodo], chiesto: Periodo) -> None:
    libero = primo_giorno_libero(occupati, chiesto[0])
    attesa = [chiesto[0] + timedelta(days=i) for i in range((libero - chiesto[0]).days)]
    assert not any(inizio <= libero <= fine for inizio, fine in occupati)
    assert all(any(inizio <= giorno <= fine for inizio, fine in occupati) for giorno in attesa)
