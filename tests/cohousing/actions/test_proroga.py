"""The extension of a stay, on the real database."""

from datetime import date
from typing import Any

import pytest

from cohousing.actions.proroga import proroga_permanenza
from cohousing.models import Permanenza, Proroga
from cohousing.rules.permanenza import Richiesta
from tests.factories.cohousing import PermanenzaFactory, coordinatrice, operatrice, permanenza
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Caso, Parametro

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
DETTA = {"motivo": "La casa popolare non è pronta", "verbale": "Sentiti la famiglia e il servizio sociale."}


def proroga(stay: Permanenza, nuova_fine: date, deroga: str = "", **altro: Any) -> Proroga:
    chi = altro.pop("utente", None) or coordinatrice()
    return proroga_permanenza(stay, Richiesta(nuova_fine, OGGI, deroga), **DETTA | altro, utente=chi)


def rifiutata(stay: Permanenza, nuova_fine: date, **altro: Any) -> list[str]:
    with pytest.raises(AttoRifiutato) as rifiuto:
        proroga(stay, nuova_fine, **altro)
    assert Proroga.objects.count() == 0
    return [str(m) for m in rifiuto.value.esito.ostacoli]


def test_the_end_moves_and_the_minutes_stay() -> None:
    stay, chi = permanenza(), coordinatrice()
    atto = proroga(stay, date(2027, 8, 31), utente=chi)
    stay.refresh_from_db()
    assert (stay.fine_prevista, stay.fine_effettiva, stay.versione) == (date(2027, 2, 28), date(2027, 8, 31), 2)
    assert (atto.nuova_fine, atto.decisa_il, atto.decisa_da, atto.motivo, atto.verbale) == (
        date(2027, 8, 31), OGGI, chi, *DETTA.values(),
    )  # fmt: skip
    assert Caso.objects.get(pk=stay.caso_id).ultima_attivita_il == OGGI


def test_past_two_years_it_says_why() -> None:
    stay = permanenza()
    assert rifiutata(stay, date(2028, 3, 1)) == [
        "Con le proroghe una permanenza arriva a 24 mesi (18 più 6), qui al 29/02/2028: per andare oltre scrivi "
        "perché si fa in deroga (patto di ospitalità, durata)"
    ]
    atto = proroga(stay, date(2028, 3, 1), deroga="aspetta l’intervento della figlia")
    assert atto.motivo == (
        "La casa popolare non è pronta. In deroga alla durata massima: aspetta l’intervento della figlia"
    )


def test_the_months_are_those_a_delibera_says() -> None:
    Parametro.objects.create(chiave="mesi_proroga", descrizione="Mesi", valore=1, valido_dal=date(2026, 1, 1))
    assert rifiutata(permanenza(), date(2027, 10, 1)) == [
        "Con le proroghe una permanenza arriva a 19 mesi (18 più 1), qui al 30/09/2027: per andare oltre scrivi "
        "perché si fa in deroga (patto di ospitalità, durata)"
    ]


def test_the_household_that_comes_next_is_told_with_its_day() -> None:
    stay = permanenza()
    dopo = PermanenzaFactory(unita=stay.unita, inizio=date(2027, 6, 1), fine_prevista=date(2028, 5, 31))
    assert rifiutata(stay, date(2027, 8, 31)) == [f"L’unità è abitata dal 01/06/2027 al 31/05/2028 ({dopo.numero})"]
    assert proroga(stay, date(2027, 5, 31)).nuova_fine == date(2027, 5, 31)


def test_only_who_directs_extends_and_only_a_stay_in_course() -> None:
    assert rifiutata(permanenza(), date(2027, 8, 31), utente=operatrice()) == ["«Proroga…» spetta a un altro ruolo."]
    assert rifiutata(permanenza(stato="CONCLUSA"), date(2027, 8, 31)) == [
        "Non si può più: «Proroga…» non è possibile quando lo stato è «Conclusa»."
    ]
    assert rifiutata(permanenza(), date(2027, 2, 28)) == [
        "La permanenza finisce già il 28/02/2027: la nuova fine viene dopo"
    ]
