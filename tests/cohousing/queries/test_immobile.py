"""What the line asks of the buildings of the survey."""

from datetime import date
from decimal import Decimal as D

import pghistory
import pytest
from pytest_django import DjangoAssertNumQueries

from cohousing.models import FaseImmobile, RicognizioneImmobile
from cohousing.queries.immobile import (
    Progetto,
    RigaComune,
    Speso,
    adatto_a,
    decisioni_di,
    gia_presenti,
    per_comune,
    per_stato,
    piu_avanti,
    progetto_di,
    punteggio_di,
    soglie,
    speso_per,
    stesso_immobile,
)
from cohousing.rules.fattibilita import Soglie
from tests.factories.cohousing import CostoFactory, immobile, operatrice
from tests.factories.persone import ComuneFactory
from valdera_housing.models import Parametro

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def test_the_thresholds_are_those_of_the_day_or_those_of_the_product() -> None:
    Parametro.objects.create(
        chiave="cohousing_costo_posto_alto", descrizione="Costo", valore=50_000, valido_dal=date(2026, 7, 1), atto="-"
    )
    assert soglie(date(2026, 6, 30)) == Soglie(D(10_000), D(60_000))
    assert soglie(OGGI) == Soglie(D(10_000), D(50_000))


@pytest.mark.parametrize(("stato", "giorno"), [("VALUTATO", OGGI), ("PROPOSTO", date(2026, 10, 5))])
def test_the_score_is_of_today_until_the_cabina_has_it_in_front(stato: str, giorno: date) -> None:
    letto = punteggio_di(immobile(stato))
    assert (letto.totale, letto.scritto, letto.giorno, letto.cambiato) == (78, 70, giorno, True)
    assert sum(parte.punti for parte in letto.parti) == 78


def test_a_building_without_a_score_has_nothing_to_compare() -> None:
    assert punteggio_di(immobile("RILEVATO")).cambiato is False


def test_the_categories_written_on_the_building_come_first() -> None:
    lette = adatto_a(immobile("VALUTATO"))
    assert [(a.categoria, a.scelta) for a in lette][:2] == [("Anziani soli", True), ("Donne sole con figli", False)]
    assert len(lette) == 8


def test_the_phases_are_summed_and_divided_by_the_beds(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    suo = immobile("VALUTATO")
    assert progetto_di(suo) == Progetto([], 0, D("0.00"), D("85000.00"), D("8500.00"))
    fasi = [
        FaseImmobile.objects.create(immobile=suo, numero=n, descrizione=f"Fase {n}", mesi=n, costo=D("1000.00") * n)
        for n in (1, 2)
    ]
    with django_assert_num_queries(1):
        progetto = progetto_di(suo)
    assert progetto == Progetto(fasi, 3, D("3000.00"), D("85000.00"), D("300.00"))
    assert progetto.diverso is True


def test_expenses_taken_away_do_not_count() -> None:
    suo = immobile("VALUTATO")
    assert speso_per(suo) == Speso(0, D("0.00"))
    CostoFactory(struttura=None, immobile=suo, importo="100.00")
    CostoFactory(struttura=None, immobile=suo, importo="900.00", pagato_il=None, annullato_il=OGGI)
    CostoFactory(struttura=None, immobile=immobile("VALUTATO"), importo="50.00")
    assert speso_per(suo) == Speso(1, D("100.00"))


def test_who_decided_what_is_told_the_last_first(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    chi = operatrice()
    suo = immobile("SEGNALATO")
    with pghistory.context(user=chi.pk):
        RicognizioneImmobile.objects.filter(pk=suo.pk).update(note="Non è un passo")
        RicognizioneImmobile.objects.filter(pk=suo.pk).update(stato="SCARTATO", motivo="Il tetto è crollato")
    with django_assert_num_queries(2):
        decisioni = decisioni_di(suo)
    assert [(d.aspetto.etichetta, d.chi, d.parole) for d in decisioni] == [
        ("Scartato", str(chi), "Il tetto è crollato"),
        ("Segnalato", "Sistema", ""),
    ]


def test_buildings_are_counted_by_state_and_by_comune_and_sorted_by_how_far_they_are() -> None:
    ponsacco = ComuneFactory(nome="Ponsacco")
    primo, secondo = immobile("VALUTATO", punteggio=80), immobile("VALUTATO", punteggio=60, comune=ponsacco)
    scartato, segnalato, proposto = immobile("SCARTATO"), immobile("SEGNALATO"), immobile("PROPOSTO", punteggio=10)
    tutti = RicognizioneImmobile.objects.all()
    assert [(c.stato, c.quanti) for c in per_stato(tutti)] == [
        ("SEGNALATO", 1), ("RILEVATO", 0), ("VALUTATO", 2), ("PROPOSTO", 1), ("APPROVATO_CABINA", 0), ("SCARTATO", 1),
    ]  # fmt: skip
    assert per_comune(tutti) == [
        RigaComune("Ponsacco", [0, 0, 1, 0, 0, 0], 1), RigaComune("Pontedera", [1, 0, 1, 1, 0, 1], 4),
    ]  # fmt: skip
    assert piu_avanti(tutti, 9) == [proposto, primo, secondo, segnalato, scartato]
    assert piu_avanti(tutti, 2) == [proposto, primo]


def test_the_same_building_is_found_whatever_its_capitals_unless_discarded() -> None:
    suo = immobile("RILEVATO", indirizzo="via delle Scuole", civico="12/A", catasto_subalterno="3")
    immobile("SCARTATO", indirizzo="via Persa", civico="1", comune=suo.comune)
    dove = (suo.comune_id, "VIA DELLE SCUOLE", "12/a", "3")
    assert (stesso_immobile(*dove), stesso_immobile(*dove, tranne=suo.pk)) == (suo.numero, "")
    assert stesso_immobile(suo.comune_id, "via delle Scuole", "12/A", "4") == ""
    assert gia_presenti([suo.comune_id]) == {(suo.comune_id, "via delle scuole", "12/a", "3"): suo.numero}
