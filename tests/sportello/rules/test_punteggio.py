"""Points line by line: caps, lines that exclude one another, lines struck down (domain.md 2.7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sportello.rules.punteggio import (
    PersonaAllaData,
    Richiesta,
    SituazioneErp,
    VoceScala,
    anni_compiuti,
    calcola_punteggio,
    fatti_certi,
)

BANDO = date(2026, 10, 1)
LEGGE = date(2019, 1, 2)


def voce(codice: str, punti: str, **altro: object) -> VoceScala:
    return VoceScala(codice, f"Condizione {codice}", D(punti), LEGGE, **altro)


def sommati(*richieste: Richiesta, giorno: date = BANDO) -> tuple[list[tuple[str, str]], str]:
    punteggio = calcola_punteggio(richieste, giorno)
    return [(f"{r.punti:.2f}", r.motivo) for r in punteggio.righe], f"{punteggio.totale:.2f}"


def test_lines_add_up() -> None:
    assert sommati(Richiesta(voce("A", "2")), Richiesta(voce("B", "1.50"))) == ([("2.00", ""), ("1.50", "")], "3.50")
    assert sommati() == ([], "0.00")


def test_of_a_group_no_more_than_its_maximum_counts_the_larger_line_first() -> None:
    invalidi = {"insieme": "INVALIDI", "massimo_insieme": D(6)}
    due, quattro = voce("I1", "2", **invalidi), voce("I2", "4", **invalidi)
    un_altro = replace(quattro, codice="I3")
    troppi = "Insieme alle altre vale al massimo 6,00 punti"
    assert sommati(Richiesta(due), Richiesta(quattro)) == ([("2.00", ""), ("4.00", "")], "6.00")
    assert sommati(Richiesta(due), Richiesta(quattro), Richiesta(un_altro)) == (
        [("0.00", troppi), ("4.00", ""), ("2.00", troppi)], "6.00",
    )  # fmt: skip


def test_lines_of_a_group_without_a_maximum_exclude_one_another() -> None:
    solo, due = voce("S", "6", insieme="MINORI"), voce("D", "2", insieme="MINORI")
    escluse = "Conta solo la voce più alta fra quelle che si escludono"
    assert sommati(Richiesta(due), Richiesta(solo), Richiesta(voce("X", "1"))) == (
        [("0.00", escluse), ("6.00", ""), ("1.00", "")], "7.00",
    )  # fmt: skip


@pytest.mark.parametrize(("anni", "punti"), [(1, "0.50"), (4, "2.00"), (10, "5.00"), (11, "5.00"), (50, "5.00")])
def test_a_line_by_year_counts_the_years_up_to_its_maximum(anni: int, punti: str) -> None:
    graduatoria = voce("G", "0.50", per_anno=True, massimo_insieme=D(5))
    assert sommati(Richiesta(graduatoria, anni))[1] == punti


def test_a_line_struck_down_counts_zero_for_later_notices_and_says_why() -> None:
    storicita = voce("c-1", "4", valida_al=date(2026, 1, 8), perche_non_vale="Corte costituzionale, sentenza 1/2026")
    assert sommati(Richiesta(storicita)) == (
        [("0.00", "Non vale più dopo il 08/01/2026: Corte costituzionale, sentenza 1/2026")], "0.00",
    )  # fmt: skip
    assert sommati(Richiesta(storicita), giorno=date(2026, 1, 8)) == ([("4.00", "")], "4.00")
    assert sommati(Richiesta(replace(storicita, perche_non_vale="")))[0][0][1] == "Non vale più dopo il 08/01/2026"
    assert sommati(Richiesta(storicita), giorno=date(2019, 1, 1))[0] == [("0.00", "Vale dal 02/01/2019")]


def test_a_line_struck_down_takes_no_room_in_its_group() -> None:
    finita = voce("A", "6", insieme="X", massimo_insieme=D(6), valida_al=date(2026, 1, 8))
    viva = voce("B", "4", insieme="X", massimo_insieme=D(6))
    assert [str(r.punti) for r in calcola_punteggio([Richiesta(finita), Richiesta(viva)], BANDO).righe] == [
        "0.00",
        "4",
    ]


VOCI = st.builds(
    VoceScala,
    codice=st.text("AB", min_size=1, max_size=3),
    descrizione=st.just("x"),
    punti=st.decimals("0.25", "9", places=2),
    valida_dal=st.just(LEGGE),
    valida_al=st.sampled_from([None, date(2026, 1, 8)]),
    per_anno=st.booleans(),
    insieme=st.sampled_from(["", "X", "Y"]),
    massimo_insieme=st.sampled_from([None, D(3)]),
)


@given(st.lists(st.builds(Richiesta, VOCI, st.integers(1, 50)), max_size=8))
def test_no_line_gains_and_no_group_passes_its_maximum(richieste: list[Richiesta]) -> None:
    punteggio = calcola_punteggio(richieste, BANDO)
    assert [r.voce for r in punteggio.righe] == [r.voce for r in richieste]
    assert all(0 <= riga.punti <= chiesta.interi for riga, chiesta in zip(punteggio.righe, richieste, strict=True))
    for nome in ("X", "Y"):
        righe = [r for r in punteggio.righe if r.voce.insieme == nome and r.voce.vale(BANDO)]
        if any(r.voce.massimo_insieme for r in righe):
            assert sum(r.punti for r in righe) <= 3


def persone(*nascite: date | None) -> tuple[PersonaAllaData, ...]:
    return tuple(PersonaAllaData(nascita) for nascita in nascite)


ADULTA, ADULTO, FIGLIA, NONNA = date(1985, 3, 1), date(1983, 3, 1), date(2015, 3, 1), date(1961, 10, 1)


@pytest.mark.parametrize(
    ("membri", "attesi"),
    [
        (persone(ADULTA, FIGLIA), {"SOLO-MIN": "un solo adulto con 1 minore"}),
        (persone(ADULTA, FIGLIA, FIGLIA), {"SOLO-MIN": "un solo adulto con 2 minori"}),
        (persone(ADULTA, ADULTO, FIGLIA), {"DUE-MIN": "due adulti con 1 minore"}),
        (persone(ADULTA, ADULTO), {}),
        (persone(ADULTA, None, FIGLIA), {}),
        (persone(NONNA, None), {"ANZIANI": "nel nucleo c’è chi ha compiuto 65 anni"}),
        (persone(NONNA.replace(day=2)), {}),
        ((), {}),
    ],
)  # fmt: skip
def test_only_what_the_data_say_for_sure_is_said(membri: tuple[PersonaAllaData, ...], attesi: dict[str, str]) -> None:
    assert fatti_certi(SituazioneErp(membri), BANDO) == attesi


def test_an_eviction_for_end_of_lease_results_from_the_data() -> None:
    fatti = fatti_certi(SituazioneErp((), sfratto_finita_locazione=True), BANDO)
    assert fatti == {"SFRATTO-FL": "è aperto uno sfratto per finita locazione"}


def test_years_are_complete_on_the_birthday() -> None:
    assert [anni_compiuti(date(2008, 2, 29), g) for g in (date(2026, 2, 28), date(2026, 3, 1))] == [17, 18]
