"""What shared housing keeps in sum is recomputed, and what a hand on the database changes is found."""

from datetime import date

import pytest
from django.db import transaction

from cohousing.models import Permanenza, QuotaSpesa
from rendicontazione.queries.integrita import scostamenti
from tests.factories.casa import ScadenzaFactory
from tests.factories.cohousing import SpesaComuneFactory, casa_aperta, permanenza, proroga
from tests.rendicontazione.queries.test_integrita import di_nascosto
from valdera_housing.choices import Linea, TipoScadenza

pytestmark = pytest.mark.django_db


def trovati() -> list[str]:
    return [str(scostamento) for scostamento in scostamenti()]


@pytest.fixture
def abita() -> Permanenza:
    """In a room of two beds, extended to April 2027, with the whole of a bill of 184,55 €."""
    casa = casa_aperta(numero="CC-2026-0001", capienza_nuclei=2)
    stay = permanenza(casa.unita.first(), numero="PM-2026-0001")
    proroga(stay, date(2027, 4, 30))
    with transaction.atomic():
        spesa = SpesaComuneFactory(struttura=casa, numero="SC-2026-0001")
        dovuta = ScadenzaFactory(
            tipo=TipoScadenza.SPESE_COMUNI, linea=Linea.COH, nucleo=stay.nucleo, importo=spesa.importo
        )
        QuotaSpesa.objects.create(spesa=spesa, permanenza=stay, peso=61, importo=spesa.importo, scadenza=dovuta)
        spesa.stato, spesa.ripartita_il = "RIPARTITA", date(2026, 11, 10)
        spesa.save()
    return stay


def test_what_the_acts_keep_agrees(abita: Permanenza) -> None:
    permanenza(abita.struttura.unita.last())
    assert trovati() == []


@pytest.mark.parametrize(
    ("sql", "attesi"),
    [
        pytest.param(
            "UPDATE cohousing_spesacomune SET a_carico_ente = 10",
            ["Spesa comune SC-2026-0001, importo: scritto 184,55, dalle righe 194,55"],
            id="the bill and its shares",
        ),
        pytest.param(
            "UPDATE valdera_housing_scadenza SET importo = 100 WHERE tipo = 'SPESE_COMUNI'",
            ["Spesa comune SC-2026-0001, permanenza PM-2026-0001, quota nel partitario: scritto 184,55, "
             "dalle righe 100,00"],
            id="a share and the ledger",
        ),
        pytest.param(
            "UPDATE cohousing_permanenza SET fine_effettiva = '2027-05-31'",
            ["Permanenza PM-2026-0001, fine (anno, mese, giorno): scritto 20270531, dalle righe 20270430"],
            id="the end of a stay",
        ),
        pytest.param(
            "DELETE FROM cohousing_proroga",
            ["Permanenza PM-2026-0001, fine (anno, mese, giorno): scritto 20270430, dalle righe 20270228"],
            id="an extension taken away",
        ),
        pytest.param(
            "UPDATE cohousing_permanenza SET persone = 3",
            ["Permanenza PM-2026-0001, persone nell’unità: scritto 2, dalle righe 3"],
            id="more people than beds",
        ),
    ],
)  # fmt: skip
def test_what_a_hand_changes_is_found(abita: Permanenza, sql: str, attesi: list[str]) -> None:
    di_nascosto(sql)
    assert trovati() == attesi


def test_more_households_than_a_house_takes_are_found(abita: Permanenza) -> None:
    permanenza(abita.struttura.unita.last())
    di_nascosto("UPDATE cohousing_struttura SET capienza_nuclei = 1")
    assert trovati() == ["Casa CC-2026-0001, nuclei nella casa: scritto 1, dalle righe 2"]
