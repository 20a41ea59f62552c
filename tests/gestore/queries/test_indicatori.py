"""The indicators of the seventh quarter of the tests' convention, from 01/07/2026 to 30/09/2026."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gestore.models import Sublocazione
from gestore.queries.archivio import Archivio
from gestore.queries.indicatori import DEFINIZIONI, Misura, indicatori
from tests.factories.casa import IncassoFactory, ScadenzaFactory
from tests.factories.conti import ConvenzioneFactory, rendiconto
from tests.factories.gestore import (
    LocazioneFactory,
    SublocazioneFactory,
    consegna,
    paga,
    riconsegna,
    sublocazione_in_corso,
)
from valdera_housing.choices import Mezzo, TipoScadenza
from valdera_housing.models import Imputazione, Parametro, Trimestre

pytestmark = pytest.mark.django_db


def trimestre(numero: int = 7) -> Trimestre:
    ConvenzioneFactory()
    return Trimestre.objects.get(pk=rendiconto(numero).trimestre_id)


def misura(codice: str, numero: int = 7) -> Misura:
    return DEFINIZIONI[codice].misura(Archivio(), trimestre(numero))


def ricambiata() -> tuple[Sublocazione, Sublocazione]:
    """A home held from 01/04/2026: lived in from 01/05 to 10/07 and from 21/07 by a household on file since 01/02."""
    prima = sublocazione_in_corso()
    riconsegna(prima, date(2026, 7, 10))
    dopo = SublocazioneFactory(locazione=prima.locazione, inizio=date(2026, 7, 21), canone=Decimal("440.00"))
    consegna(dopo)
    return prima, dopo


def dovuto(casa: Sublocazione, scade_il: date, importo: str = "360.00", **altro: object):
    return ScadenzaFactory(
        contratto=casa.contratto, nucleo=casa.contratto.nucleo, importo=Decimal(importo), scade_il=scade_il,
        competenza=scade_il.replace(day=1), **altro,
    )  # fmt: skip


def test_i01_counts_the_households_whose_sublocazione_began_in_the_quarter() -> None:
    prima, dopo = ricambiata()
    SublocazioneFactory(inizio=date(2026, 8, 1))  # a draft is not a home
    assert (misura("I01").valore, [r.nome for r in misura("I01").righe]) == (1, [dopo.contratto.numero])
    assert (misura("I01", 6).valore, misura("I01", 6).righe[0].celle[0]) == (1, prima.contratto.nucleo.codice)


def test_i02_tells_the_stock_and_the_contracts_signed() -> None:
    LocazioneFactory(firmata=True)
    LocazioneFactory(firmata=True, contratto__inizio=date(2026, 8, 1))
    LocazioneFactory()
    assert [misura(codice, n).valore for codice in ("I02", "I02N") for n in (5, 6, 7)] == [0, 1, 2, 0, 1, 1]


def test_i03_is_the_mean_and_the_median_wait_from_the_case_to_the_home() -> None:
    ricambiata()
    for inizio in (date(2026, 9, 1), date(2026, 9, 11)):
        sublocazione_in_corso(inizio=inizio)
    assert [r.celle[-1] for r in misura("I03").righe] == ["170", "212", "222"]
    assert (misura("I03").valore, misura("I03M").valore) == (Decimal("201.3"), Decimal("212.0"))


def test_i04_is_how_much_lower_the_rent_is_than_that_of_the_owner() -> None:
    ricambiata()
    sublocazione_in_corso()
    assert misura("I04").valore == Decimal("27.3")  # the mean of 1 − 440/550 and 1 − 360/550


def test_i05_and_i06_tell_what_was_cashed_by_the_last_day_of_the_quarter() -> None:
    casa = sublocazione_in_corso()
    paga(casa.contratto, "360.00", date(2026, 7, 5))
    tardi = dovuto(casa, date(2026, 8, 5))
    dovuto(casa, date(2026, 9, 5), "180.00")
    incasso = IncassoFactory(data=date(2026, 10, 2))
    Imputazione.objects.create(
        incasso=incasso, scadenza=tardi, importo=Decimal("360.00"), creata_da=incasso.registrato_da
    )
    dovuto(casa, date(2026, 7, 1), "1100.00", tipo=TipoScadenza.DEPOSITO)
    dovuto(casa, date(2026, 9, 1), annullata_il=date(2026, 9, 2), motivo_annullamento="Doppia")
    assert misura("I05").valore == Decimal("40.0")
    assert misura("I06").valore == Decimal("60.0")
    assert [r.celle[1:] for r in misura("I06").righe] == [("900,00\N{NO-BREAK SPACE}€", "540,00\N{NO-BREAK SPACE}€")]
    assert misura("I06", 8).valore == Decimal("20.0")


def test_a_plan_takes_the_place_of_the_rents_it_replaces() -> None:
    casa = sublocazione_in_corso()
    vecchio = dovuto(casa, date(2026, 7, 5))
    novazione = IncassoFactory(data=date(2026, 9, 1), mezzo=Mezzo.COMPENSAZIONE)
    Imputazione.objects.create(
        incasso=novazione, scadenza=vecchio, importo=Decimal("360.00"), creata_da=novazione.registrato_da
    )
    dovuto(casa, date(2026, 9, 20), "120.00", tipo=TipoScadenza.RATA_PIANO)
    assert (misura("I05").valore, misura("I06").valore) == (Decimal("0.0"), Decimal("100.0"))
    assert misura("I06").righe[0].celle[1:] == ("120,00\N{NO-BREAK SPACE}€", "120,00\N{NO-BREAK SPACE}€")


def test_i06n_counts_who_is_late_for_more_than_sixty_days() -> None:
    casa, altra = sublocazione_in_corso(), sublocazione_in_corso()
    dovuto(casa, date(2026, 7, 31))
    dovuto(altra, date(2026, 8, 1))
    assert (misura("I06N").valore, misura("I06N").nuclei) == (Decimal("50.0"), 1)


def test_i07_and_i08_count_the_empty_days() -> None:
    prima, dopo = ricambiata()
    assert (misura("I07").valore, [r.celle for r in misura("I07").righe]) == (Decimal("10.9"), [("92", "10")])
    assert (misura("I08").valore, misura("I08").righe[0].celle) == (
        Decimal("10.0"),
        (prima.contratto.numero, "10/07/2026", dopo.contratto.numero, "21/07/2026", "10"),
    )


def test_each_indicator_stands_beside_its_past_and_its_target() -> None:
    ricambiata()
    Parametro.objects.create(
        chiave="obiettivo_i07", descrizione="Sfitto", valore=5, valido_dal=date(2026, 1, 1), atto="Cabina"
    )
    per_codice = {i.codice: i for i in indicatori(trimestre())}
    assert list(per_codice) == list(DEFINIZIONI)
    sfitto = per_codice["I07"]
    assert (sfitto.valore, sfitto.precedente, sfitto.anno_prima, sfitto.obiettivo, sfitto.verso) == (
        Decimal("10.9"), Decimal("33.0"), None, Decimal("5"), "basso",
    )  # fmt: skip
    assert per_codice["I01"].nuclei == (1, 1, 0)


def test_an_office_without_homes_has_no_indicators() -> None:
    assert indicatori(trimestre()) == []


def test_the_indicators_cost_the_same_queries_whatever_the_homes() -> None:
    quante = []
    for _ in range(2):
        sublocazione_in_corso()
        questo = trimestre()
        with CaptureQueriesContext(connection) as viste:
            indicatori(questo)
        quante.append(len(viste))
    assert quante == [7, 7]
