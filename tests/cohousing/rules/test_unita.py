"""When a unit is added, changed, closed: every reason, with its sentence."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohousing.rules.unita import (
    Letti,
    Soggiorno,
    valuta_con_chi_abita,
    valuta_fermo,
    valuta_letti,
    valuta_proposta,
)
from valdera_housing.kit.periodo import Periodo

DAL = date(2026, 1, 1)
SEMPRE = Periodo(DAL)
CAMERA = Letti(2, SEMPRE)
SUA = Soggiorno("PM-1", Periodo(date(2026, 3, 1), date(2027, 2, 28)), 2)
OLTRE = Soggiorno("PM-2", Periodo(date(2026, 3, 1)), 2)
FINITA = Soggiorno("PM-3", Periodo(date(2026, 3, 1), date(2026, 10, 15)), 4, conclusa=True)


@pytest.mark.parametrize(
    ("altre", "massimo", "frase"),
    [
        ([], None, ""),
        ([], 2, ""),
        ([], 1, "L’alloggio ha al massimo 1 posto letto: dal 01/01/2026 le unità ne avrebbero 2"),
        ([CAMERA, CAMERA], 6, ""),
        ([CAMERA, Letti(2, Periodo(date(2026, 6, 1)))], 5,
         "L’alloggio ha al massimo 5 posti letto: dal 01/06/2026 le unità ne avrebbero 6"),
        ([Letti(4, Periodo(date(2025, 1, 1), date(2025, 12, 31)))], 5, ""),
        ([Letti(2, Periodo(DAL, date(2026, 5, 31))), Letti(2, Periodo(date(2026, 6, 1)))], 4, ""),
    ],
)  # fmt: skip
def test_on_no_day_there_are_more_beds_than_the_home_has(altre: list[Letti], massimo: int | None, frase: str) -> None:
    assert str(valuta_letti(CAMERA, altre, massimo)) == frase


GIORNI = st.integers(0, 60).map(lambda n: date(2028, 2, 1) + timedelta(days=n))


@st.composite
def letti(draw: st.DrawFn) -> Letti:
    dal, al = sorted((draw(GIORNI), draw(GIORNI)))
    return Letti(draw(st.integers(1, 4)), Periodo(dal, draw(st.sampled_from([al, None]))))


@given(letti(), st.lists(letti(), max_size=4), st.integers(1, 12))
def test_beds_fit_when_they_fit_every_day(nuova: Letti, altre: list[Letti], massimo: int) -> None:
    giorni = [date(2028, 2, 1) + timedelta(days=n) for n in range(90)]
    somme = [
        nuova.quanti + sum(a.quanti for a in altre if a.giorni.comprende(g))
        for g in giorni
        if nuova.giorni.comprende(g)
    ]
    assert valuta_letti(nuova, altre, massimo).positivo == (max(somme) <= massimo)


@pytest.mark.parametrize(
    ("unita", "soggiorni", "frase"),
    [
        (CAMERA, [SUA, OLTRE, FINITA], ""),
        (Letti(2, Periodo(DAL, date(2027, 2, 28))), [SUA], ""),
        (Letti(2, Periodo(DAL, date(2027, 2, 27))), [SUA],
         "Fino al 28/02/2027 ci abita, o vi è atteso, qualcuno (PM-1): l’unità si toglie dopo"),
        (Letti(2, Periodo(DAL, date(2030, 1, 1))), [OLTRE],
         "Ci abita ancora qualcuno, oltre la fine prevista (PM-2): l’unità si toglie dopo"),
        (Letti(1, Periodo(date(2026, 3, 2))), [SUA],
         "Dal 01/03/2026 la abita, o l’ha abitata, qualcuno (PM-1): l’unità c’è almeno da allora. "
         "Nell’unità ci sono, o sono attese, 2 persone (PM-1)"),
    ],
)  # fmt: skip
def test_who_lives_in_a_unit_keeps_days_and_beds(unita: Letti, soggiorni: list[Soggiorno], frase: str) -> None:
    assert str(valuta_con_chi_abita(unita, soggiorni)) == frase


LAVORI = Periodo(date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("fermo", "dati", "frase"),
    [
        (LAVORI, {}, ""),
        (Periodo(date(2027, 3, 1)), {"soggiorni": [SUA, FINITA]}, ""),
        (Periodo(date(2026, 10, 16), date(2026, 10, 31)), {"soggiorni": [FINITA]}, ""),
        (LAVORI, {"soggiorni": [SUA]},
         "È di un nucleo dal 01/03/2026 al 28/02/2027 (PM-1): in quei giorni l’unità non si può chiudere"),
        (Periodo(date(2031, 1, 1)), {"soggiorni": [OLTRE]},
         "Ci abita qualcuno dal 01/03/2026, oltre la fine prevista (PM-2): "
         "in quei giorni l’unità non si può chiudere"),
        (LAVORI, {"altri": [Periodo(date(2026, 11, 1), date(2026, 11, 30)), Periodo(date(2027, 1, 1))]}, ""),
        (LAVORI, {"altri": [Periodo(date(2026, 12, 31))]},
         "L’unità è già chiusa dal 31/12/2026: correggi quella chiusura"),
        (LAVORI, {"proposta_dal": date(2027, 1, 1)}, ""),
        (LAVORI, {"proposta_dal": date(2026, 12, 31)},
         "L’unità è proposta a un candidato dal 31/12/2026: prima si decide"),
        (Periodo(date(2025, 12, 31)), {}, "In quel giorno l’unità non c’è: c’è dal 01/01/2026"),
        (Periodo(date(2026, 12, 1), date(2026, 11, 30)), {}, "L’ultimo giorno non viene prima del primo"),
    ],
)  # fmt: skip
def test_a_unit_is_closed_while_nobody_needs_it(fermo: Periodo, dati: dict[str, Any], frase: str) -> None:
    assert str(valuta_fermo(fermo, CAMERA, **dati)) == frase


def test_a_unit_is_not_closed_after_it_is_taken_away() -> None:
    tolta = Letti(2, Periodo(DAL, date(2026, 11, 30)))
    assert str(valuta_fermo(LAVORI, tolta)) == "In quel giorno l’unità non c’è: c’è dal 01/01/2026 al 30/11/2026"


def test_a_unit_proposed_to_a_candidate_stays() -> None:
    assert str(valuta_proposta(date(2026, 12, 1))) == (
        "È proposta a un candidato dal 01/12/2026: prima si decide la candidatura"
    )
    assert valuta_proposta(None).positivo
