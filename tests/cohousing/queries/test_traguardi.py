"""The milestones of shared housing in the quarterly report."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from cohousing.models import Tappa
from cohousing.queries.traguardi import tappe, tappe_di_oggi
from rendicontazione.queries.istantanea import componi_istantanea
from tests.factories.cohousing import casa_aperta
from tests.factories.conti import ConvenzioneFactory, rendiconto
from valdera_housing.choices import Linea
from valdera_housing.models import Convenzione

pytestmark = pytest.mark.django_db
ENTRO = date(2025, 12, 31)


@pytest.fixture
def convenzione() -> Convenzione:
    return ConvenzioneFactory()


def raggiungi(convenzione: Convenzione, codice: str, giorno: date, **altro: Any) -> None:
    Tappa.objects.create(
        **{"convenzione": convenzione, "codice": codice, "entro_il": ENTRO, "raggiunta_il": giorno, "note": "Verbale"}
        | altro
    )


def test_a_milestone_is_told_as_it_stood_at_the_end_of_the_quarter(convenzione: Convenzione) -> None:
    casa_aperta()
    raggiungi(convenzione, "M1", date(2025, 11, 30))
    raggiungi(convenzione, "M3", date(2026, 2, 1))
    quarto = [(t.codice, t.raggiunta, t.stato, t.aspetto.etichetta) for t in tappe(rendiconto(4).trimestre)]
    quinto = [(t.codice, t.entro, t.raggiunta, t.aspetto.etichetta) for t in tappe(rendiconto(5).trimestre)]
    assert quarto == [
        ("M1", date(2025, 11, 30), "Raggiunta il 30/11/2025", "Raggiunta"),
        ("M2", None, "Scade oggi", "Da raggiungere"),
        ("M3", None, "Scade oggi", "Da raggiungere"),
    ]
    assert quinto == [
        ("M1", ENTRO, date(2025, 11, 30), "Raggiunta"),
        ("M2", ENTRO, None, "In ritardo"),
        ("M3", ENTRO, date(2026, 2, 1), "Raggiunta"),
    ]


def test_the_report_freezes_the_milestones_of_its_line_alone(convenzione: Convenzione) -> None:
    raggiungi(convenzione, "M1", date(2025, 11, 30))
    presa = componi_istantanea(rendiconto(5), versione=0, chiusa_alle=timezone.now())
    assert {linea["codice"]: linea["traguardi"] for linea in presa["linee"] if linea["traguardi"]} == {
        Linea.COH: [
            {"testo": "Ricognizione conclusa", "previsto": "2025-12-31", "fatto": "2025-11-30"},
            {"testo": "Progetto esecutivo", "previsto": "2025-12-31", "fatto": None},
            {"testo": "Prima struttura attiva", "previsto": "2025-12-31", "fatto": None},
        ]
    }


def test_there_is_no_milestone_before_the_first_convention() -> None:
    assert tappe_di_oggi(date(2026, 11, 19)) == []
