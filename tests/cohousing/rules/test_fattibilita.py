"""The score of a building: its parts, their reasons, and what it may never do."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohousing.choices import Disponibilita, TitoloPossibile
from cohousing.rules.fattibilita import (
    DISPONIBILITA,
    MASSIMO,
    TITOLO,
    DatiImmobile,
    Parte,
    Soglie,
    costo_per_posto,
    parti,
    punteggio,
)

OGGI = date(2026, 11, 19)
SOGLIE = Soglie()
NIENTE = DatiImmobile(
    giorno=OGGI, visto=False, conservazione=None, disponibilita="OCCUPATO", disponibile_dal=None, costo=None,
    posti_letto=None, servizi_vicini=None, titolo="DA_DEFINIRE", accessibile=False, vincoli="",
)  # fmt: skip
TUTTO = DatiImmobile(
    giorno=OGGI, visto=True, conservazione=5, disponibilita="LIBERO", disponibile_dal=None, costo=D(100_000),
    posti_letto=10, servizi_vicini=5, titolo="CONCESSIONE", accessibile=True, vincoli="",
)  # fmt: skip


def test_the_best_building_has_a_hundred_points_each_with_its_reason() -> None:
    assert parti(TUTTO, SOGLIE) == [
        Parte("Stato di conservazione", 25, 25, "5 su 5: pronto"),
        Parte("Disponibilità", 20, 20, "Libero, da subito"),
        Parte(
            "Costo dei lavori per posto letto", 20, 20,
            "10.000,00 € a posto; il massimo fino a 10.000,00 €, zero da 60.000,00 €".replace(" €", "\xa0€"),
        ),
        Parte("Servizi e trasporti vicini", 15, 15, "5 su 5: sotto casa"),
        Parte("Come si potrebbe avere", 10, 10, "Con una concessione"),
        Parte("Vincoli e accessibilità", 10, 10, "Accessibile, senza vincoli"),
    ]  # fmt: skip
    assert punteggio(TUTTO, SOGLIE) == MASSIMO == 100


def test_what_is_not_known_is_worth_nothing_and_says_what_to_write() -> None:
    assert parti(NIENTE, SOGLIE) == [
        Parte(
            "Stato di conservazione", 0, 25, "Fai il sopralluogo e scrivi lo stato di conservazione", manca=True,
        ),
        Parte("Disponibilità", 0, 20, "Occupato: scrivi da quando si libera", manca=True),
        Parte("Costo dei lavori per posto letto", 0, 20, "Scrivi il costo stimato dei lavori", manca=True),
        Parte(
            "Servizi e trasporti vicini", 0, 15, "Fai il sopralluogo e scrivi quali servizi ci sono vicino",
            manca=True,
        ),
        Parte(
            "Come si potrebbe avere", 0, 10, "Scrivi come si potrebbe avere: concessione, comodato, locazione…",
            manca=True,
        ),
        Parte("Vincoli e accessibilità", 0, 10, "Fai il sopralluogo e scrivi vincoli e accessibilità", manca=True),
    ]  # fmt: skip
    assert punteggio(NIENTE, SOGLIE) == 0


@pytest.mark.parametrize(
    ("disponibilita", "dal", "punti", "perche"),
    [
        ("LIBERO", None, 20, "Libero, da subito"),
        ("LIBERO", OGGI, 20, "Libero, da subito"),
        ("LIBERO", date(2027, 5, 19), 16, "Libero, disponibile entro sei mesi: dal 19/05/2027"),
        ("LIBERO", date(2027, 11, 19), 12, "Libero, disponibile entro un anno: dal 19/11/2027"),
        ("LIBERO", date(2027, 11, 20), 8, "Libero, disponibile fra più di un anno: dal 20/11/2027"),
        ("PARZIALE", None, 12, "Libero in parte, da subito"),
        ("PARZIALE", date(2028, 1, 1), 5, "Libero in parte, disponibile fra più di un anno: dal 01/01/2028"),
        ("OCCUPATO", date(2027, 1, 1), 6, "Occupato, disponibile entro sei mesi: dal 01/01/2027"),
        ("OCCUPATO", date(2028, 1, 1), 2, "Occupato, disponibile fra più di un anno: dal 01/01/2028"),
    ],
)
def test_a_building_free_sooner_is_worth_more(disponibilita: str, dal: date | None, punti: int, perche: str) -> None:
    dati = replace(TUTTO, disponibilita=disponibilita, disponibile_dal=dal)
    assert parti(dati, SOGLIE)[1] == Parte("Disponibilità", punti, 20, perche)


@pytest.mark.parametrize(
    ("costo", "posti", "soglie", "punti"),
    [
        (D(0), 10, SOGLIE, 20),
        (D(350_000), 10, SOGLIE, 10),
        (D("112500"), 10, SOGLIE, 20),  # 11.250 a bed is 19,5: half goes up
        (D("112600"), 10, SOGLIE, 19),
        (D(600_000), 10, SOGLIE, 0),
        (D(9_999_999), 1, SOGLIE, 0),
        (D(350_000), 10, Soglie(D(35_000), D(50_000)), 20),
        (D(350_000), 10, Soglie(D(50_000), D(20_000)), 20),  # thresholds written the wrong way round
    ],
)
def test_works_that_cost_less_for_each_bed_are_worth_more(costo: D, posti: int, soglie: Soglie, punti: int) -> None:
    assert parti(replace(TUTTO, costo=costo, posti_letto=posti), soglie)[2].punti == punti


@pytest.mark.parametrize(
    ("costo", "posti", "atteso"),
    [(D(100), 3, D("33.33")), (None, 3, None), (D(100), None, None), (D(100), 0, None)],
)
def test_the_cost_of_a_bed_is_known_when_both_are(costo: D | None, posti: int | None, atteso: D | None) -> None:
    assert costo_per_posto(costo, posti) == atteso


@pytest.mark.parametrize(
    ("accessibile", "vincoli", "punti", "perche"),
    [
        (True, "", 10, "Accessibile, senza vincoli"),
        (True, "Soprintendenza", 7, "Accessibile, con vincoli"),
        (False, "", 5, "Da rendere accessibile, senza vincoli"),
        (False, "Soprintendenza", 2, "Da rendere accessibile, con vincoli"),
    ],
)
def test_constraints_and_barriers_count(accessibile: bool, vincoli: str, punti: int, perche: str) -> None:
    dati = replace(TUTTO, accessibile=accessibile, vincoli=vincoli)
    assert parti(dati, SOGLIE)[5] == Parte("Vincoli e accessibilità", punti, 10, perche)


def test_beds_without_a_cost_ask_for_the_cost_and_a_cost_without_beds_for_the_beds() -> None:
    assert parti(replace(TUTTO, posti_letto=None), SOGLIE)[2].perche == "Scrivi quanti posti letto può avere"
    assert parti(replace(TUTTO, costo=None), SOGLIE)[2].perche == "Scrivi il costo stimato dei lavori"


def test_every_word_of_the_office_has_its_points() -> None:
    assert set(DISPONIBILITA) == set(Disponibilita.values)
    assert set(TITOLO) == set(TitoloPossibile.values) - {"DA_DEFINIRE"}


SCALA = st.none() | st.integers(1, 5)
GIORNI = st.none() | st.dates(OGGI - timedelta(days=400), OGGI + timedelta(days=900))
EDIFICI = st.builds(
    DatiImmobile, giorno=st.just(OGGI), visto=st.booleans(), conservazione=SCALA,
    disponibilita=st.sampled_from(Disponibilita.values), disponibile_dal=GIORNI,
    costo=st.none() | st.decimals(0, 9_999_999, places=2), posti_letto=st.none() | st.integers(1, 500),
    servizi_vicini=SCALA, titolo=st.sampled_from(TitoloPossibile.values), accessibile=st.booleans(),
    vincoli=st.sampled_from(["", "Soprintendenza"]),
)  # fmt: skip
SOGLIE_POSSIBILI = st.builds(
    Soglie, basso=st.decimals(0, 200_000, places=4), alto=st.decimals(0, 200_000, places=4)
)  # fmt: skip


@given(EDIFICI, SOGLIE_POSSIBILI)
def test_the_score_is_always_from_zero_to_a_hundred_and_is_the_sum_of_its_parts(dati: Any, soglie: Soglie) -> None:
    lette = parti(dati, soglie)
    assert sum(parte.massimo for parte in lette) == MASSIMO
    assert all(0 <= parte.punti <= parte.massimo and parte.perche for parte in lette)
    assert all(parte.punti == 0 for parte in lette if parte.manca)
    assert punteggio(dati, soglie) == sum(parte.punti for parte in lette)


def migliori(dati: DatiImmobile) -> list[DatiImmobile]:
    """The same building, better on one side only."""
    titoli = ["DA_DEFINIRE", "ACQUISTO", "LOCAZIONE", "COMODATO", "CONCESSIONE"]
    liberta = ["OCCUPATO", "PARZIALE", "LIBERO"]
    altri: list[dict[str, Any]] = [{"accessibile": True}, {"vincoli": ""}, {"visto": True}]
    altri += [{"conservazione": n} for n in range(dati.conservazione or 1, 6)]
    altri += [{"servizi_vicini": n} for n in range(dati.servizi_vicini or 1, 6)]
    altri += [{"titolo": titolo} for titolo in titoli[titoli.index(dati.titolo) :]]
    altri += [{"disponibilita": parola} for parola in liberta[liberta.index(dati.disponibilita) :]]
    if dati.disponibile_dal:
        altri += [{"disponibile_dal": dati.disponibile_dal - timedelta(days=giorni)} for giorni in (1, 180, 400)]
    if dati.costo is not None:
        altri += [{"costo": dati.costo / 2}, {"costo": D(0)}]
    if dati.posti_letto:
        altri += [{"posti_letto": dati.posti_letto + 1}, {"posti_letto": dati.posti_letto * 3}]
    return [replace(dati, **altro) for altro in altri]


@given(EDIFICI, SOGLIE_POSSIBILI)
def test_better_on_one_side_never_makes_the_total_worse(dati: DatiImmobile, soglie: Soglie) -> None:
    base = punteggio(dati, soglie)
    assert [altro for altro in migliori(dati) if punteggio(altro, soglie) < base] == []
