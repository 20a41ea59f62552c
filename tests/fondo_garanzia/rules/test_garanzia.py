"""What the rules answer to who asks for a guarantee, each with its article."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from fondo_garanzia.rules.capienza import SituazioneFondo, non_aderente
from fondo_garanzia.rules.garanzia import (
    ContrattoGarantito,
    Limiti,
    Termini,
    massimale_canoni,
    ultimo_giorno_per_escutere,
    valuta_chi_decide,
    valuta_garanzia,
)

OGGI = date(2026, 11, 19)
FONDO = SituazioneFondo("Pontedera", D("25000.00"), D("25000.00"), D("0.00"), D("25000.00"))
CONTRATTO = ContrattoGarantito(
    "P-2026-0001", "Firmato", True, date(2026, 4, 1), date(2029, 3, 31), D("480.00")
)  # fmt: skip
TERMINI = Termini(date(2026, 12, 1), date(2029, 3, 31), 3, D("1440.00"), D("500.00"))


def risposte(fondo=FONDO, contratto=CONTRATTO, termini=TERMINI, **altro) -> list[str]:
    esito = valuta_garanzia(fondo, contratto, termini, Limiti(), oggi=OGGI, **altro)
    return [str(m) for m in (esito.ostacoli or esito.motivi)]


def test_a_guarantee_that_can_be_given_says_why() -> None:
    assert risposte() == [
        "Pontedera ha un fondo di 25.000,00\xa0€ (convenzione, fondo per comune)",
        "Il contratto P-2026-0001 è firmato e dura fino al 31/03/2029 (art. 1939 c.c.)",
        "Nessun’altra garanzia su questo contratto (convenzione, fondo di garanzia)",
        "3 mensilità garantite, su 12 possibili (convenzione, fondo di garanzia)",
        "Massimali: 1.440,00\xa0€ per i canoni, 500,00\xa0€ per i danni (art. 1938 c.c.)",
        "Vale 01/12/2026–31/03/2029, dentro il contratto (art. 1941 c.c.)",
        "Disponibile 25.000,00\xa0€: dopo restano 23.060,00\xa0€ (convenzione, fondo per comune)",
    ]


@pytest.mark.parametrize(
    ("cambia", "frase"),
    [
        (
            {"contratto": {"vivo": False, "stato": "Bozza"}},
            "Il contratto P-2026-0001 è «Bozza»: si garantisce un contratto firmato e in corso (art. 1939 c.c.)",
        ),
        (
            {"termini": {"mensilita": 13}},
            "Si garantiscono da 1 a 12 mensilità: ne sono chieste 13 (convenzione, fondo di garanzia)",
        ),
        (
            {"termini": {"mensilita": 0, "massimale_canoni": D("0.00")}},
            "Si garantiscono da 1 a 12 mensilità: ne sono chieste 0 (convenzione, fondo di garanzia)",
        ),
        (
            {"termini": {"franchigia": 13}},
            "A carico del proprietario restano al massimo 12 mensilità (convenzione, fondo di garanzia)",
        ),
        (
            {"termini": {"massimale_canoni": D("0.00"), "massimale_danni": D("0.00")}},
            "Scrivi un massimale per i canoni o per i danni (art. 1938 c.c.)",
        ),
        (
            {"termini": {"massimale_canoni": D("1440.01")}},
            "Il massimale per i canoni è 1.440,01\xa0€: 3 mensilità di 480,00\xa0€ fanno 1.440,00\xa0€ "
            "(art. 1941 c.c.)",
        ),
        (
            {"termini": {"scade_il": date(2026, 11, 30)}},
            "La garanzia non finisce prima di cominciare (convenzione, fondo di garanzia)",
        ),
        (
            {"termini": {"inizio": date(2026, 4, 1), "scade_il": date(2026, 11, 18)}},
            "La garanzia finirebbe il 18/11/2026, che è già passato (convenzione, fondo di garanzia)",
        ),
        (
            {"termini": {"scade_il": date(2029, 4, 1)}},
            "La garanzia sta dentro il contratto, 01/04/2026–31/03/2029: è chiesta 01/12/2026–01/04/2029 "
            "(art. 1941 c.c.)",
        ),
    ],
)
def test_a_refusal_says_which_figure_decides(cambia, frase) -> None:
    contratto = replace(CONTRATTO, **cambia.get("contratto", {}))
    assert risposte(contratto=contratto, termini=replace(TERMINI, **cambia.get("termini", {}))) == [frase]


def test_a_contract_that_is_over_is_not_guaranteed() -> None:
    finito = replace(CONTRATTO, fine=date(2026, 11, 18))
    assert risposte(contratto=finito)[0] == "Il contratto P-2026-0001 è finito il 18/11/2026 (art. 1939 c.c.)"


def test_one_live_guarantee_on_a_contract() -> None:
    assert risposte(altra="GA-2026-0001") == [
        "Su questo contratto c’è già la garanzia GA-2026-0001: una sola per contratto (convenzione, fondo di garanzia)"
    ]


def test_the_money_is_told_apart_from_the_rest() -> None:
    povero = replace(FONDO, disponibile=D("1000.00"))
    assert risposte(fondo=povero) == [
        "Nel fondo di Pontedera sono disponibili 1.000,00\xa0€, ne servono 1.940,00\xa0€: ne mancano 940,00\xa0€ "
        "(convenzione, fondo per comune)"
    ]
    assert valuta_garanzia(povero, CONTRATTO, TERMINI, Limiti(), oggi=OGGI, capienza=False).positivo


def test_a_comune_that_has_not_joined_gets_a_sentence() -> None:
    assert risposte(fondo=non_aderente("Calcinaia")) == [
        "Comune non aderente: Calcinaia non ha una dotazione nel fondo. Potrà chiedere quando il comune avrà messo le "
        "sue risorse, e quelle di un altro comune non si usano mai (convenzione, fondo per comune)"
    ]


def test_who_asks_never_decides() -> None:
    assert not valuta_chi_decide(ha_chiesto=True).positivo
    assert valuta_chi_decide(ha_chiesto=False).positivo


def test_the_cap_and_the_last_day_to_claim() -> None:
    assert massimale_canoni(D("480.00"), 3) == D("1440.00")
    assert ultimo_giorno_per_escutere(date(2029, 3, 31), 60) == date(2029, 5, 30)
