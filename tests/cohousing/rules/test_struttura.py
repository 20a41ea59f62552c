"""When a home is shared, when a house opens, changes and closes: every reason, with its sentence."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cohousing.rules.struttura import (
    DatiAlloggio,
    DatiApertura,
    DatiChiusura,
    valuta_alloggio,
    valuta_apertura,
    valuta_chiusura,
    valuta_modifica,
)
from valdera_housing.kit.esito import Esito

OGGI, DAL = date(2026, 11, 19), date(2026, 1, 1)
PRONTA = DatiApertura(
    unita=2, posti_letto=4, posti_alloggio=6, regole_in_italiano=True, agibile=True, responsabile_attivo=True
)


def detto(esito: Esito) -> list[tuple[str, str]]:
    return [(m.livello, m.testo) for m in esito.motivi]


@pytest.mark.parametrize(
    ("alloggio", "giorno", "motivi"),
    [
        (DatiAlloggio(in_gestione=True), OGGI, []),
        (DatiAlloggio(in_gestione=True, abitato_fino_al=date(2026, 11, 18)), OGGI, []),
        (
            DatiAlloggio(in_gestione=True, abitato_fino_al=OGGI), OGGI,
            ["Fino al 19/11/2026 era di un nucleo in sublocazione"],
        ),
        (
            DatiAlloggio(in_gestione=False, sublocazione="S-2026-0001", casa="Casa Blu"), date(2026, 11, 20),
            [
                "L’ente partner non ha in mano questo alloggio: prima serve il contratto col proprietario",
                "È dato a un nucleo con la sublocazione S-2026-0001: prima si chiude quella",
                "C’è già una casa condivisa: Casa Blu",
                "Il giorno da cui è condiviso non è nel futuro",
            ],
        ),
    ],
)  # fmt: skip
def test_a_home_is_shared_when_it_is_held_and_nobody_rents_it(
    alloggio: DatiAlloggio, giorno: date, motivi: list[str]
) -> None:
    assert detto(valuta_alloggio(alloggio, giorno, OGGI)) == [("no", m) for m in motivi]


UNITA, REGOLE, LETTI = (
    ("si", "Unità della casa: 2"),
    ("si", "Le regole della casa sono in vigore, in italiano"),
    ("si", "Posti letto delle unità: 4 su 6"),
)


@pytest.mark.parametrize(
    ("cambia", "giorno", "motivi"),
    [
        ({}, OGGI, [UNITA, REGOLE, LETTI]),
        (
            {"unita": 0, "posti_letto": 0}, OGGI,
            [
                ("no", "Manca un’unità: aggiungi almeno una camera, un posto letto o un mini alloggio"), REGOLE,
                ("si", "Posti letto delle unità: 0 su 6"),
            ],
        ),
        (
            {"regole_in_italiano": False}, OGGI,
            [
                UNITA, ("no", "Mancano le regole della casa in vigore, con il testo in italiano: si entra firmandole"),
                LETTI,
            ],
        ),
        ({"posti_letto": 7}, OGGI, [UNITA, REGOLE, ("no", "Le unità hanno 7 posti letto, l’alloggio 6")]),
        (
            {"posti_alloggio": None}, OGGI,
            [UNITA, REGOLE, ("avviso", "Nella scheda dell’alloggio non è scritto quanti posti letto può avere")],
        ),
        (
            {"agibile": False}, OGGI,
            [
                UNITA, REGOLE, LETTI,
                ("avviso", "Nella scheda dell’alloggio non risulta che sia agibile: controlla prima di aprire"),
            ],
        ),
        (
            {"responsabile_attivo": False}, date(2026, 11, 20),
            [
                UNITA, REGOLE, LETTI, ("no", "Il responsabile non lavora più qui: scegline un altro"),
                ("no", "Il giorno dell’apertura non è nel futuro: registrala quando la casa apre"),
            ],
        ),
        (
            {}, date(2025, 12, 31),
            [UNITA, REGOLE, LETTI, ("no", "L’alloggio è destinato a essere condiviso solo dal 01/01/2026")],
        ),
    ],
)  # fmt: skip
def test_a_house_opens_with_what_it_needs(cambia: dict[str, Any], giorno: date, motivi: list[tuple[str, str]]) -> None:
    assert detto(valuta_apertura(replace(PRONTA, **cambia), giorno, DAL, OGGI)) == motivi


@pytest.mark.parametrize(
    ("dati", "motivi"),
    [
        ({"cambia_categoria": False, "vive": 3, "capienza": None, "insieme": 3}, []),
        ({"cambia_categoria": True, "vive": 0, "capienza": 1, "insieme": 0}, []),
        ({"cambia_categoria": False, "vive": 3, "capienza": 3, "insieme": 3}, []),
        (
            {"cambia_categoria": True, "vive": 1, "capienza": 1, "insieme": 2},
            [
                "Qualcuno abita la casa, o vi è atteso: è entrato per quella categoria, che non cambia",
                "Nella casa ci sono, o ci saranno, 2 nuclei insieme: non possono essere al massimo 1",
            ],
        ),
    ],
)
def test_who_lives_in_a_house_limits_what_changes(dati: dict[str, Any], motivi: list[str]) -> None:
    assert detto(valuta_modifica(**dati)) == [("no", m) for m in motivi]


@pytest.mark.parametrize(
    ("casa", "giorno", "motivi"),
    [
        (DatiChiusura(0, 0, 0, DAL), OGGI, [("si", "Non ci abita né ci è atteso nessuno")]),
        (DatiChiusura(0, 0, 0, None), OGGI, [("si", "Non ci abita né ci è atteso nessuno")]),
        (DatiChiusura(0, 0, 0, DAL, OGGI), OGGI, [("si", "Non ci abita né ci è atteso nessuno")]),
        (
            DatiChiusura(1, 2, 1, DAL, date(2026, 11, 18)), date(2025, 12, 31),
            [
                ("no", "Nuclei che ci abitano ancora: 1. Prima si registra la loro uscita"),
                ("no", "Permanenze in preparazione: 2. Prima si annullano"),
                ("no", "Unità proposte a un candidato: 1. Prima si decidono quelle candidature"),
                ("no", "La casa ha aperto il 01/01/2026: non si chiude prima"),
                ("no", "L’ultimo nucleo è uscito il 18/11/2026: non si chiude prima"),
            ],
        ),
        (
            DatiChiusura(0, 0, 0, DAL), date(2026, 11, 20),
            [("no", "Il giorno della chiusura non è nel futuro: registrala quando la casa chiude")],
        ),
    ],
)  # fmt: skip
def test_a_house_closes_empty(casa: DatiChiusura, giorno: date, motivi: list[tuple[str, str]]) -> None:
    assert detto(valuta_chiusura(casa, giorno, OGGI)) == motivi
