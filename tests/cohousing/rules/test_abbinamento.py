"""Whether a household and a unit fit, and why: each reason as a row, and what holds whatever the numbers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohousing.choices import Categoria, Dotazione
from cohousing.rules.abbinamento import (
    Abbinamento,
    PostoOfferto,
    Richiesta,
    Soggiorno,
    Soglie,
    abbina,
    primo_ingresso,
    valuta_abbinamento,
    valuta_ingresso,
)
from cohousing.rules.categoria import Componente
from cohousing.rules.posto import Presa
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.periodo import Periodo

OGGI, INGRESSO = date(2026, 11, 19), date(2026, 12, 1)
SOGLIE = Soglie()
MADRE, FIGLIA = Componente(date(1990, 5, 1), "F", "italiana"), Componente(date(2018, 3, 1), "F", "italiana")
RICHIESTA = Richiesta(
    categoria=Categoria.DONNE_SOLE_CON_FIGLI, componenti=(MADRE, FIGLIA), mesi=12, progetto_firmato=True, seguita=True
)
POSTO = PostoOfferto(
    casa="Casa Girasole", categoria=Categoria.DONNE_SOLE_CON_FIGLI, comune="Pontedera", posti_letto=2,
    giorni=Periodo(date(2026, 1, 1)), attiva_dal=date(2026, 1, 15),
)  # fmt: skip
VA_BENE = (
    si("Una donna con 1 minorenne"),
    si("2 persone per 2 posti letto"),
    si("È libera dal 01/12/2026 al 30/11/2027, 12 mesi"),
)
AL_COMPLETO = "Il 30/11/2027 la casa ha già 1 nucleo: di più non ne può accogliere"


def g(dal: str, al: str | None = None) -> Presa:
    return Presa(date.fromisoformat(dal), date.fromisoformat(al) if al else None)


def test_who_fits_is_told_why() -> None:
    assert valuta_abbinamento(RICHIESTA, POSTO, INGRESSO, SOGLIE) == Esito(VA_BENE)


DURI: list[tuple[dict[str, Any], dict[str, Any], tuple[Motivo, ...]]] = [
    # the request, the unit, what is in the way
    ({}, {"chiusa_perche": "In preparazione"}, (no("Casa Girasole non accoglie nessuno: è «In preparazione»"),)),
    ({}, {"attiva_dal": date(2027, 1, 1)}, (no("Casa Girasole apre il 01/01/2027"),)),
    ({}, {"proposta_a": "CA-2026-0007"}, (no("L’unità è già proposta alla candidatura CA-2026-0007"),)),
    (
        {"categoria": Categoria.STUDENTI}, {},
        (no("La casa è per «Donne sole con figli», la candidatura è per «Studenti»"),),
    ),
    ({"componenti": (MADRE,)}, {}, (no("Nel nucleo non ci sono figli minorenni"),)),
    ({"componenti": ()}, {}, (no("Nel nucleo non c’è nessuno: completa l’anagrafe"),)),
    ({"componenti": (MADRE, FIGLIA, FIGLIA)}, {}, (no("3 persone per 2 posti letto"),)),
    ({}, {"posti_letto": 1}, (no("2 persone per 1 posto letto"),)),
    ({"accessibile": True}, {}, (no("Serve un’unità accessibile, e questa non lo è"),)),
    (
        {"comune": "Palaia", "solo_quel_comune": True}, {},
        (no("È a Pontedera, e il nucleo può vivere solo a Palaia"),),
    ),
    ({"entro_il": date(2026, 11, 30)}, {}, (no("Serve entro il 30/11/2026, si entra dal 01/12/2026"),)),
    ({}, {"abitata": (g("2026-03-01", "2026-12-01"),)}, (no("L’unità è abitata dal 01/03/2026 al 01/12/2026"),)),
    ({}, {"ferma": (g("2027-05-01"),)}, (no("L’unità è chiusa dal 01/05/2027"),)),
    ({}, {"capienza": 1, "in_casa": (g("2027-11-30", "2028-01-31"),)}, (no(AL_COMPLETO),)),
    (
        {"soggiorni": (Soggiorno("Casa Rosa", date(2027, 2, 28), True),)}, {},
        (no("Il nucleo ha già un posto in Casa Rosa, fino al 28/02/2027"),),
    ),
    (
        {"soggiorni": (Soggiorno("Casa Rosa", INGRESSO, False),)}, {},
        (no("Il nucleo è in Casa Rosa fino al 01/12/2026: entra dal giorno dopo"),),
    ),
    ({"caso_chiuso_il": date(2026, 11, 2)}, {}, (no("Il caso è chiuso dal 02/11/2026"),)),
]  # fmt: skip


@pytest.mark.parametrize(("richiesta", "posto", "ostacoli"), DURI)
def test_what_is_in_the_way_refuses_with_its_figure(
    richiesta: dict[str, Any], posto: dict[str, Any], ostacoli: tuple[Motivo, ...]
) -> None:
    esito = valuta_abbinamento(replace(RICHIESTA, **richiesta), replace(POSTO, **posto), INGRESSO, SOGLIE)
    assert (esito.positivo, esito.ostacoli) == (False, ostacoli)


MORBIDI: list[tuple[dict[str, Any], dict[str, Any], Motivo]] = [
    ({"comune": "Palaia"}, {}, avviso("È a Pontedera, il nucleo preferisce Palaia")),
    ({"comune": "Pontedera", "solo_quel_comune": True}, {}, si("È a Pontedera, come chiede")),
    (
        {"esigenze": frozenset({Dotazione.POSTO_AUTO, Dotazione.BAGNO_PRIVATO})},
        {"dotazioni": frozenset({Dotazione.BAGNO_PRIVATO})},
        avviso("Serve, e qui non c’è: posto auto"),
    ),
    (
        {"esigenze": frozenset({Dotazione.POSTO_AUTO})}, {"dotazioni": frozenset({Dotazione.POSTO_AUTO})},
        si("Ha tutto quello che serve"),
    ),
    ({}, {"posti_letto": 3}, avviso("2 persone per 3 posti letto: 1 resta vuoto")),
    ({}, {"posti_letto": 4}, avviso("2 persone per 4 posti letto: 2 restano vuoti")),
    ({"mesi": 24}, {}, avviso("Chiede 24 mesi: si comincia con 18, poi si proroga")),
    (
        {"progetto_firmato": False}, {},
        avviso("Il progetto individuale non è ancora firmato: serve prima di entrare"),
    ),
    ({"seguita": False}, {}, avviso("Il caso non ha ancora un’assistente sociale")),
    ({"accessibile": True}, {"accessibile": True}, si("L’unità è accessibile")),
    ({}, {"capienza": 1, "in_casa": (g("2026-01-01", "2026-11-30"),)}, VA_BENE[2]),
    ({"soggiorni": (Soggiorno("Casa Rosa", date(2026, 11, 30), False),)}, {}, VA_BENE[2]),
]  # fmt: skip


@pytest.mark.parametrize(("richiesta", "posto", "motivo"), MORBIDI)
def test_what_a_person_weighs_is_said_and_refuses_nobody(
    richiesta: dict[str, Any], posto: dict[str, Any], motivo: Motivo
) -> None:
    esito = valuta_abbinamento(replace(RICHIESTA, **richiesta), replace(POSTO, **posto), INGRESSO, SOGLIE)
    assert (esito.positivo, motivo in esito.motivi) == (True, True)


def test_a_unit_taken_says_from_when_it_is_free() -> None:
    posto = replace(POSTO, abitata=(g("2026-03-01", "2027-02-28"),))
    assert valuta_abbinamento(RICHIESTA, posto, INGRESSO, SOGLIE) == Esito(
        (
            *VA_BENE[:2],
            no("L’unità è abitata dal 01/03/2026 al 28/02/2027"),
            avviso("Per 12 mesi è libera dal 01/03/2027"),
        )
    )


@pytest.mark.parametrize(
    ("posto", "giorno"),
    [
        ({}, OGGI),
        ({"giorni": Periodo(date(2027, 1, 1))}, date(2027, 1, 1)),
        ({"attiva_dal": date(2027, 2, 1)}, date(2027, 2, 1)),
        ({"abitata": (g("2026-03-01", "2027-02-28"),)}, date(2027, 3, 1)),
        ({"abitata": (g("2026-03-01", "2027-02-28"),), "ferma": (g("2027-03-01", "2027-03-31"),)}, date(2027, 4, 1)),
        ({"abitata": (g("2027-01-01", "2027-02-28"),)}, date(2027, 3, 1)),
        ({"abitata": (g("2028-01-01", "2028-02-28"),)}, OGGI),
        ({"capienza": 1, "in_casa": (g("2026-03-01", "2027-02-28"),)}, date(2027, 3, 1)),
        ({"capienza": 2, "in_casa": (g("2026-03-01", "2027-02-28"),)}, OGGI),
        ({"in_casa": (g("2026-03-01", "2027-02-28"),)}, OGGI),
        ({"ferma": (g("2026-03-01"),)}, None),
        ({"giorni": Periodo(date(2026, 1, 1), date(2027, 6, 30))}, None),
    ],
)
def test_the_first_day_a_unit_is_free_for_all_the_months(posto: dict[str, Any], giorno: date | None) -> None:
    assert primo_ingresso(replace(POSTO, **posto), 12, OGGI) == giorno


def test_who_must_wait_is_told_how_long() -> None:
    posto = replace(POSTO, abitata=(g("2026-03-01", "2026-11-30"),))
    assert abbina(RICHIESTA, posto, OGGI, SOGLIE) == Abbinamento(
        INGRESSO, Esito((*VA_BENE, avviso("Si entra dal 01/12/2026, fra 12 giorni")))
    )
    mai = abbina(RICHIESTA, replace(POSTO, ferma=(g("2026-03-01"),)), OGGI, SOGLIE)
    assert (mai.ingresso, mai.esito.ostacoli) == (OGGI, (no("L’unità è chiusa dal 01/03/2026"),))


def test_a_place_is_proposed_from_today() -> None:
    assert valuta_ingresso(OGGI, OGGI) == Esito()
    assert valuta_ingresso(date(2026, 11, 18), OGGI) == Esito(
        (no("Il giorno dell’ingresso, 18/11/2026, è già passato: proponi un altro giorno"),)
    )


# --- whatever the numbers ------------------------------------------------------------------------------------

VICINI = st.dates(OGGI - timedelta(days=400), OGGI + timedelta(days=900))
PRESI = st.builds(
    lambda dal, giorni: Presa(dal, None if giorni is None else dal + timedelta(days=giorni)),
    VICINI,
    st.none() | st.integers(0, 400),
)
PERSONE = st.builds(
    Componente,
    st.none() | st.dates(date(1940, 1, 1), OGGI),
    st.sampled_from(["F", "M", ""]),
    st.sampled_from(["italiana", "albanese", ""]),
)
RICHIESTE = st.builds(
    Richiesta,
    categoria=st.sampled_from([Categoria.DONNE_SOLE_CON_FIGLI, Categoria.NUCLEI_STRANIERI]),
    componenti=st.just((MADRE, FIGLIA)) | st.lists(PERSONE, max_size=4).map(tuple),
    mesi=st.integers(1, 60),
    accessibile=st.booleans(),
    esigenze=st.frozensets(st.sampled_from(Dotazione)),
    comune=st.sampled_from(["", "Pontedera", "Palaia"]),
    entro_il=st.none() | VICINI,
    progetto_firmato=st.booleans(),
    seguita=st.booleans(),
)
POSTI = st.builds(
    PostoOfferto,
    casa=st.just("Casa Girasole"),
    categoria=st.sampled_from([Categoria.DONNE_SOLE_CON_FIGLI, Categoria.NUCLEI_STRANIERI]),
    comune=st.just("Pontedera"),
    posti_letto=st.integers(1, 5),
    giorni=st.builds(Periodo, VICINI),
    attiva_dal=VICINI,
    accessibile=st.booleans(),
    abitata=st.lists(PRESI, max_size=2).map(tuple),
    ferma=st.lists(PRESI, max_size=1).map(tuple),
    capienza=st.none() | st.integers(1, 3),
    in_casa=st.lists(PRESI, max_size=4).map(tuple),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RICHIESTE, POSTI, VICINI)
def test_a_soft_reason_more_never_turns_a_yes_into_a_no(
    richiesta: Richiesta, posto: PostoOfferto, ingresso: date
) -> None:
    con_piu_dubbi = replace(
        richiesta, progetto_firmato=False, seguita=False, esigenze=frozenset(Dotazione), comune="Palaia"
    )
    prima = valuta_abbinamento(richiesta, posto, ingresso, SOGLIE)
    dopo = valuta_abbinamento(con_piu_dubbi, posto, ingresso, SOGLIE)
    assert (dopo.positivo, dopo.ostacoli) == (prima.positivo, prima.ostacoli)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RICHIESTE, POSTI, VICINI)
def test_one_bed_more_never_leaves_out_who_fitted(richiesta: Richiesta, posto: PostoOfferto, ingresso: date) -> None:
    piu_largo = replace(posto, posti_letto=posto.posti_letto + 1)
    if valuta_abbinamento(richiesta, posto, ingresso, SOGLIE).positivo:
        assert valuta_abbinamento(richiesta, piu_largo, ingresso, SOGLIE).positivo


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(POSTI, st.integers(1, 24))
def test_the_first_day_is_free_and_no_earlier_day_is(posto: PostoOfferto, mesi: int) -> None:
    libera = replace(posto, categoria=RICHIESTA.categoria, posti_letto=2)
    richiesta = replace(RICHIESTA, mesi=mesi)
    primo = primo_ingresso(libera, mesi, OGGI)
    fino_a = primo or OGGI + timedelta(days=1400)
    prima = [OGGI + timedelta(days=n) for n in range((fino_a - OGGI).days)]
    assert [g for g in prima if valuta_abbinamento(richiesta, libera, g, SOGLIE).positivo] == []
    assert primo is None or valuta_abbinamento(richiesta, libera, primo, SOGLIE).positivo
