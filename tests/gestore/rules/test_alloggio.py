"""Whether a home may be taken on and suits a household, with every reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestore.rules.alloggio import (
    DatiAlloggio,
    DatiNucleo,
    adeguatezza,
    capienza,
    scadenza_ape,
    superficie_minima,
    valuta_idoneita,
)

ALLOGGIO = DatiAlloggio(
    mq=D("58"),
    posti_letto=4,
    accessibile=False,
    ascensore=False,
    piano=2,
    categoria="A/3",
    ape_scadenza=date(2030, 5, 31),
    agibile=True,
    impianti_conformi=True,
)
OGGI = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("persone", "monostanza", "mq"),
    [
        (1, False, 14), (2, False, 28), (4, False, 56), (5, False, 66), (7, False, 86),
        (1, True, 28), (2, True, 38), (3, True, None),
    ],
)  # fmt: skip
def test_square_metres_for_people(persone: int, monostanza: bool, mq: int | None) -> None:
    assert superficie_minima(persone, monostanza=monostanza) == mq


@pytest.mark.parametrize(
    ("mq", "monostanza", "persone"),
    [
        ("13.99", False, 0), ("14", False, 1), ("55.99", False, 3), ("56", False, 4), ("65.99", False, 4),
        ("66", False, 5), ("27", True, 0), ("28", True, 1), ("37.99", True, 1), ("90", True, 2),
    ],
)  # fmt: skip
def test_people_for_square_metres(mq: str, monostanza: bool, persone: int) -> None:
    assert capienza(D(mq), monostanza=monostanza) == persone


@given(st.decimals("14", "400", places=2))
def test_a_home_holds_the_people_it_says_and_not_one_more(mq: D) -> None:
    persone = capienza(mq)
    assert superficie_minima(persone) <= mq < superficie_minima(persone + 1)


def motivi(alloggio: DatiAlloggio, nucleo: DatiNucleo) -> list[tuple[str, str]]:
    return [(motivo.livello, str(motivo)) for motivo in adeguatezza(alloggio, nucleo).motivi]


def test_a_home_that_suits_says_why() -> None:
    assert motivi(ALLOGGIO, DatiNucleo(componenti=4)) == [
        ("si", "58\xa0mq: per 4 persone ne servono almeno 56\xa0mq (art. 2 DM 5/7/1975)"),
        ("si", "4 posti letto per 4 persone"),
    ]


def test_a_home_too_small_with_stairs_and_barriers_says_all_of_it() -> None:
    nucleo = DatiNucleo(componenti=5, serve_accessibile=True, difficolta_scale=True)
    assert motivi(ALLOGGIO, nucleo) == [
        ("no", "58\xa0mq: per 5 persone ne servono almeno 66\xa0mq (art. 2 DM 5/7/1975)"),
        ("no", "4 posti letto per 5 persone"),
        ("no", "Serve un alloggio accessibile a chi ha una disabilità, e questo non lo è (DM 236/1989)"),
        ("no", "È al piano 2 senza ascensore e nel nucleo c’è chi non può fare le scale"),
    ]


def test_what_is_not_known_is_to_be_found_out() -> None:
    ignoto = DatiAlloggio(mq=None, posti_letto=None)
    assert motivi(ignoto, DatiNucleo(componenti=1, serve_accessibile=True, difficolta_scale=True)) == [
        ("avviso", "La superficie è da misurare: per 1 persona servono 14\xa0mq (art. 2 DM 5/7/1975)"),
        ("avviso", "I posti letto sono da contare"),
        ("avviso", "Serve un alloggio accessibile: per questo è da verificare (DM 236/1989)"),
        ("avviso", "Nel nucleo c’è chi non può fare le scale: il piano è da scrivere"),
    ]


@pytest.mark.parametrize(
    ("piano", "ascensore", "frase"),
    [(0, False, "Ci si arriva senza scale"), (3, True, "C’è l’ascensore"), (0, True, "Ci si arriva senza scale")],
)
def test_stairs_do_not_matter_at_the_ground_floor_or_with_a_lift(piano: int, ascensore: bool, frase: str) -> None:
    alloggio = replace(ALLOGGIO, piano=piano, ascensore=ascensore, accessibile=True)
    assert motivi(alloggio, DatiNucleo(2, serve_accessibile=True, difficolta_scale=True))[2:] == [
        ("si", "È accessibile a chi ha una disabilità (DM 236/1989)"),
        ("si", frase),
    ]


@pytest.mark.parametrize(
    ("mq", "persone", "frase"),
    [
        ("28.5", 1, "28,50\xa0mq: per 1 persona ne servono almeno 28\xa0mq (art. 3 DM 5/7/1975)"),
        ("28.5", 2, "28,50\xa0mq: per 2 persone ne servono almeno 38\xa0mq (art. 3 DM 5/7/1975)"),
        ("60", 3, "Un’unica stanza basta al massimo per 2 persone: il nucleo è di 3 (art. 3 DM 5/7/1975)"),
    ],
)
def test_one_room_has_its_own_measures(mq: str, persone: int, frase: str) -> None:
    alloggio = replace(ALLOGGIO, mq=D(mq), monostanza=True)
    assert motivi(alloggio, DatiNucleo(persone))[0][1] == frase


def test_an_ape_lasts_ten_years() -> None:
    assert scadenza_ape(date(2020, 5, 31)) == date(2030, 5, 31)


def test_a_home_fit_for_the_programme_says_why() -> None:
    assert [(m.livello, str(m)) for m in valuta_idoneita(ALLOGGIO, OGGI).motivi] == [
        ("si", "Categoria catastale A/3"),
        ("si", "L’attestato energetico (APE) vale fino al 31/05/2030 (art. 6 d.lgs. 192/2005)"),
        ("si", "L’alloggio è agibile"),
        ("si", "Gli impianti sono conformi"),
    ]


@pytest.mark.parametrize(
    ("cambia", "livello", "frase"),
    [
        ({"categoria": "A/1"}, "no", "Categoria A/1: A/1, A/8 e A/9 sono escluse (art. 1 c. 2 L. 431/1998)"),
        ({"categoria": "A/8"}, "no", "Categoria A/8: A/1, A/8 e A/9 sono escluse (art. 1 c. 2 L. 431/1998)"),
        ({"categoria": "A/9"}, "no", "Categoria A/9: A/1, A/8 e A/9 sono escluse (art. 1 c. 2 L. 431/1998)"),
        ({"categoria": "A/10"}, "no", "Categoria A/10: al catasto non è un’abitazione"),
        ({"categoria": "C/1"}, "no", "Categoria C/1: al catasto non è un’abitazione"),
        ({"categoria": ""}, "avviso", "La categoria catastale è da scrivere"),
        (
            {"ape_scadenza": None}, "avviso",
            "Manca l’attestato energetico (APE): serve per firmare il contratto (art. 6 d.lgs. 192/2005)",
        ),
        (
            {"ape_scadenza": date(2026, 11, 18)}, "avviso",
            "L’attestato energetico (APE) è scaduto il 18/11/2026: va rifatto (art. 6 d.lgs. 192/2005)",
        ),
        ({"agibile": False}, "no", "L’alloggio non è agibile"),
        ({"agibile": None}, "avviso", "L’agibilità è da accertare"),
        ({"impianti_conformi": False}, "no", "Gli impianti non sono conformi"),
        ({"impianti_conformi": None}, "avviso", "La conformità degli impianti è da accertare"),
    ],
)  # fmt: skip
def test_what_keeps_a_home_out_or_is_missing(cambia: dict, livello: str, frase: str) -> None:
    esito = valuta_idoneita(replace(ALLOGGIO, **cambia), OGGI)
    assert esito.livello == livello
    assert frase in [str(motivo) for motivo in esito.motivi if motivo.livello == livello]


def test_an_ape_is_good_on_its_last_day_and_exact_measures_are_enough() -> None:
    assert valuta_idoneita(replace(ALLOGGIO, ape_scadenza=OGGI), OGGI).livello == "si"
    assert adeguatezza(replace(ALLOGGIO, mq=D("56")), DatiNucleo(4)).livello == "si"
