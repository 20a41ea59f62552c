"""The milestones of a convention, written or not."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from cohousing.models import Tappa
from cohousing.queries.tappa import TappaLetta, prima_casa_aperta, suggerimenti, tappe_di
from cohousing.rules.tappa import StatoTappa
from tests.factories.cohousing import casa_aperta, immobile
from tests.factories.conti import ConvenzioneFactory

pytestmark = pytest.mark.django_db
ENTRO = date(2025, 12, 31)
RITARDO = StatoTappa("in_ritardo", 323, "In ritardo di 323 giorni")


def test_there_are_always_three_milestones_due_within_the_first_year(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    convenzione = ConvenzioneFactory()
    with django_assert_num_queries(1):
        tappe = tappe_di(convenzione)
    assert tappe == [
        TappaLetta("M1", "Ricognizione conclusa", ENTRO, False, None, "", None, RITARDO),
        TappaLetta("M2", "Progetto esecutivo", ENTRO, False, None, "", None, RITARDO),
        TappaLetta("M3", "Prima struttura attiva", ENTRO, False, None, "", None, RITARDO),
    ]


def test_what_was_written_is_told_as_it_stood_on_that_day() -> None:
    convenzione = ConvenzioneFactory()
    riga = Tappa.objects.create(
        convenzione=convenzione,
        codice="M1",
        entro_il=date(2026, 6, 30),
        motivo_spostamento="Determina n. 8",
        raggiunta_il=date(2026, 7, 2),
        note="Atto",
    )
    dopo, prima = tappe_di(convenzione)[0], tappe_di(convenzione, date(2026, 6, 30))[0]
    raggiunta = StatoTappa("raggiunta", 2, "Raggiunta il 02/07/2026, con 2 giorni di ritardo")
    assert dopo == TappaLetta(
        "M1", "Ricognizione conclusa", date(2026, 6, 30), True, date(2026, 7, 2), "Atto", None, raggiunta, riga.pk, 1,
        "Determina n. 8",
    )  # fmt: skip
    assert (prima.raggiunta_il, prima.note, prima.motivo_spostamento, prima.stato) == (
        None, "", "Determina n. 8", StatoTappa("attesa", 0, "Scade oggi"),
    )  # fmt: skip


def test_the_page_suggests_what_the_office_already_knows() -> None:
    assert suggerimenti() == {
        "M1": "0 immobili visitati su 0 segnalati",
        "M2": "0 immobili approvati dalla Cabina",
        "M3": "Nessuna casa è ancora aperta",
    }
    for stato in ("SEGNALATO", "RILEVATO", "APPROVATO_CABINA", "SCARTATO"):
        immobile(stato)
    casa_aperta()
    assert prima_casa_aperta() == date(2026, 1, 15)
    assert suggerimenti() == {
        "M1": "2 immobili visitati su 4 segnalati",
        "M2": "1 immobile approvato dalla Cabina",
        "M3": "La prima casa è aperta dal 15/01/2026",
    }
