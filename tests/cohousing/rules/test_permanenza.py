"""How long a stay lasts, and when a household may come in, stay longer, leave."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.choices import EsitoPermanenza
from cohousing.rules.permanenza import (
    Firme,
    Limiti,
    Richiesta,
    Uscita,
    limiti,
    sposta_fine,
    valuta_casa_aperta,
    valuta_durata,
    valuta_entrata,
    valuta_firme,
    valuta_lasciata,
    valuta_proroga,
    valuta_uscita,
)

OGGI = date(2026, 11, 19)
INIZIO, FINE = date(2026, 3, 1), date(2027, 2, 28)
DURATA = "(patto di ospitalità, durata)"
REGOLE = "(regole della coabitazione)"


def frasi(esito: Any) -> list[tuple[str, str]]:
    return [(m.livello, str(m)) for m in esito.motivi]


@pytest.mark.parametrize(
    ("inizio", "fine", "entrata", "nuova"),
    [
        ((2026, 3, 1), (2027, 2, 28), (2026, 3, 1), (2027, 2, 28)),
        ((2026, 3, 1), (2027, 2, 28), (2026, 3, 10), (2027, 3, 9)),
        ((2026, 3, 1), (2027, 2, 28), (2027, 3, 1), (2028, 2, 29)),
        ((2026, 3, 1), (2026, 3, 20), (2026, 2, 20), (2026, 3, 11)),
    ],
)
def test_who_comes_in_on_another_day_stays_as_long(inizio: Any, fine: Any, entrata: Any, nuova: Any) -> None:
    assert sposta_fine(date(*inizio), date(*fine), date(*entrata)) == date(*nuova)


def test_the_months_are_those_in_force() -> None:
    assert [limiti({}), limiti({"mesi_permanenza": D("12"), "mesi_proroga": D("3")})] == [Limiti(18, 6), Limiti(12, 3)]
    assert Limiti().mesi_in_tutto == 24


@pytest.mark.parametrize(
    ("fine", "attese"),
    [
        (date(2027, 8, 31), []),
        (
            date(2027, 9, 1),
            [
                "Una permanenza dura al massimo 18 mesi: da quel giorno finisce entro il 31/08/2027; se serve di più, "
                f"poi si proroga {DURATA}"
            ],
        ),
    ],
)
def test_a_stay_is_agreed_for_eighteen_months_at_most(fine: date, attese: list[str]) -> None:
    assert [str(m) for m in valuta_durata(INIZIO, fine, Limiti()).motivi] == attese


IERI, DOMANI = date(2026, 11, 18), date(2026, 11, 20)
PATTO_SI = ("si", "Le regole della casa sono firmate dal 18/11/2026")
PROGETTO_SI = ("si", "Il progetto individuale è firmato dal 18/11/2026")


@pytest.mark.parametrize(
    ("firme", "attese"),
    [
        (Firme(IERI, 1, 1, IERI), [PATTO_SI, PROGETTO_SI]),
        (
            Firme(),
            [
                ("no", f"Le regole della casa non sono firmate: prima si leggono e si firmano {REGOLE}"),
                ("no", f"Il progetto individuale non è firmato: prima si scrive e si firma {REGOLE}"),
            ],
        ),
        (
            Firme(DOMANI, 1, 1, DOMANI),
            [
                (
                    "no",
                    f"Le regole della casa sono firmate il 20/11/2026, dopo l’ingresso del 19/11/2026 {REGOLE}",
                ),
                ("no", f"Il progetto individuale è firmato il 20/11/2026, dopo l’ingresso del 19/11/2026 {REGOLE}"),
            ],
        ),
        (
            Firme(IERI, 1, 2, IERI),
            [
                PATTO_SI,
                PROGETTO_SI,
                ("avviso", "È firmata l’edizione 1 delle regole, ora vale la 2: rileggetela"),
            ],
        ),
    ],
)
def test_nobody_comes_in_without_rules_and_project_signed(firme: Firme, attese: list) -> None:
    assert frasi(valuta_firme(firme, OGGI)) == attese


@pytest.mark.parametrize(
    ("aperta", "attesa"),
    [
        (None, ("no", "La casa non è ancora aperta")),
        (DOMANI, ("no", "La casa è aperta dal 20/11/2026, l’ingresso è prima")),
        (OGGI, ("si", "La casa è aperta dal 19/11/2026")),
    ],
)
def test_one_comes_into_an_open_house(aperta: date | None, attesa: tuple) -> None:
    assert frasi(valuta_casa_aperta(aperta, OGGI)) == [attesa]


def test_an_entry_is_not_written_before_it_happens_nor_on_top_of_another_household() -> None:
    assert [frasi(valuta_entrata(g, OGGI)) for g in (OGGI, DOMANI)] == [
        [],
        [("no", "L’ingresso è nel futuro: si registra quando il nucleo entra")],
    ]
    assert [frasi(valuta_lasciata(n)) for n in ("", "PM-3")] == [
        [],
        [("no", "Nell’unità abita ancora chi c’era prima: registra l’uscita di PM-3")],
    ]


MASSIMO = "Con le proroghe una permanenza arriva a 24 mesi (18 più 6), qui al 29/02/2028"


@pytest.mark.parametrize(
    ("richiesta", "attese"),
    [
        (Richiesta(date(2028, 2, 29), OGGI), []),
        (
            Richiesta(FINE, OGGI),
            [("no", "La permanenza finisce già il 28/02/2027: la nuova fine viene dopo")],
        ),
        (
            Richiesta(date(2027, 8, 31), DOMANI),
            [("no", "La decisione è nel futuro: registrala quando è presa")],
        ),
        (
            Richiesta(date(2027, 8, 31), date(2026, 2, 28)),
            [("no", "Il nucleo è entrato il 01/03/2026: non si proroga prima")],
        ),
        (
            Richiesta(date(2028, 3, 1), OGGI),
            [("no", f"{MASSIMO}: per andare oltre scrivi perché si fa in deroga {DURATA}")],
        ),
        (
            Richiesta(date(2028, 3, 1), OGGI, "Aspetta l’intervento"),
            [("avviso", f"{MASSIMO}; si va oltre in deroga {DURATA}")],
        ),
    ],
)
def test_a_stay_is_extended_forward_and_past_two_years_only_saying_why(richiesta: Richiesta, attese: list) -> None:
    assert frasi(valuta_proroga(INIZIO, FINE, richiesta, Limiti(), OGGI)) == attese


PROPOSTO_PRIMA = (
    "Un allontanamento si propone prima: dopo il secondo richiamo, o per un fatto gravissimo, annota la regola non "
    f"rispettata con la proposta {REGOLE}"
)


@pytest.mark.parametrize(
    ("uscita", "attese"),
    [
        (Uscita(OGGI, EsitoPermanenza.ERP), []),
        (Uscita(INIZIO, EsitoPermanenza.ABBANDONO), []),
        (Uscita(OGGI, EsitoPermanenza.ERP, ultimo_fatto=OGGI), []),
        (
            Uscita(INIZIO, EsitoPermanenza.ERP, ultimo_fatto=OGGI),
            ["Il 19/11/2026 è scritta una verifica, o una regola non rispettata: l’uscita viene dopo"],
        ),
        (
            Uscita(DOMANI, EsitoPermanenza.ERP),
            ["L’uscita è nel futuro: si registra quando il nucleo lascia la casa"],
        ),
        (
            Uscita(date(2026, 2, 28), EsitoPermanenza.ERP),
            ["Il nucleo è entrato il 01/03/2026: non può uscire prima"],
        ),
        (Uscita(OGGI, EsitoPermanenza.ALLONTANAMENTO, "Ha minacciato", proposto=True), []),
        (Uscita(OGGI, EsitoPermanenza.ALLONTANAMENTO, "Ha minacciato"), [PROPOSTO_PRIMA]),
        (
            Uscita(OGGI, EsitoPermanenza.ALLONTANAMENTO, proposto=True),
            ["Scrivi perché il nucleo è allontanato"],
        ),
    ],
)
def test_one_leaves_on_a_day_of_the_stay_and_is_sent_away_only_after_a_proposal(
    uscita: Uscita, attese: list[str]
) -> None:
    assert [str(m) for m in valuta_uscita(INIZIO, uscita, OGGI).motivi] == attese
