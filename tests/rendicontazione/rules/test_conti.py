"""The accounts of the report are all derived from the picture."""

from decimal import Decimal

import pytest

from rendicontazione.rules.conti import Movimenti, conti
from rendicontazione.rules.istantanea import IstantaneaIncoerente
from tests.factories.istantanee import istantanea, istantanea_completa


def test_the_line_over_budget_shows_its_excess_and_its_shortfall() -> None:
    abitare = conti(istantanea(7)).linee[4]
    assert abitare.trimestre == Movimenti(
        *map(Decimal, ("2775.75", "100.27", "63.08", "252.34", "2360.06")),
    )
    assert abitare.totale.ammesso == Decimal("15000.00")
    assert abitare.residuo == Decimal("-252.34")
    assert abitare.semaforo.livello == "CRITICO"


def test_totals_are_the_sum_of_the_lines() -> None:
    quadro = conti(istantanea(7))
    assert quadro.totale.ammesso == sum(linea.totale.ammesso for linea in quadro.linee)
    assert sum((m.presentato for m in quadro.serie), Decimal(0)) == quadro.totale.presentato
    assert quadro.residuo == quadro.importo - quadro.totale.ammesso - quadro.totale.in_verifica


def test_categories_add_up_to_what_is_admitted() -> None:
    una = istantanea_completa()
    quadro = conti(una)
    assert sum(quadro.ammesso_in(voce["codice"]) for voce in una["macrovoci"]) == quadro.totale.ammesso
    dell_anno = sum(quadro.ammesso_in(voce["codice"], quadro.trimestri_anno) for voce in una["macrovoci"])
    assert dell_anno == quadro.dell_anno.ammesso


@pytest.mark.parametrize(("trimestre", "anno", "primo"), [(1, 1, 0), (4, 1, 0), (5, 2, 4), (12, 3, 8)])
def test_years_are_counted_from_the_start_of_the_convention(trimestre: int, anno: int, primo: int) -> None:
    quadro = conti(istantanea(trimestre))
    assert quadro.anno == anno
    atteso = sum((m.ammesso for m in quadro.linee[0].serie[primo:]), Decimal(0))
    assert quadro.linee[0].anno.ammesso == atteso


def test_a_convention_without_spending_has_no_forecast() -> None:
    quadro = conti(istantanea(3, vuota=True))
    assert quadro.previsione is None
    assert [linea.semaforo.livello for linea in quadro.linee] == ["ATTENZIONE"] * 5


def test_accounts_that_contradict_themselves_are_not_printed() -> None:
    guasta = istantanea(7)
    guasta["linee"][0]["serie"][0]["ammesso"] = "1.00"
    with pytest.raises(IstantaneaIncoerente):
        conti(guasta)
