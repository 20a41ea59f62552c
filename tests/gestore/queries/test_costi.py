from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gestore.models import Sublocazione
from gestore.queries.costi import costi_da_rendicontare
from tests.factories.conti import ConvenzioneFactory, rendiconto
from tests.factories.gestore import ManutenzioneFactory, paga, sublocazione_in_corso
from valdera_housing.choices import TipoScadenza
from valdera_housing.models import Convenzione, Trimestre

pytestmark = pytest.mark.django_db

MESI = (date(2026, 7, 5), date(2026, 8, 5), date(2026, 9, 4))


def terzo_trimestre() -> Trimestre:
    """From 01/07/2026 to 30/09/2026."""
    ConvenzioneFactory()
    return Trimestre.objects.select_related("convenzione").get(pk=rendiconto(7).trimestre_id)


def tre_case() -> list[Sublocazione]:
    """Scenario 25: heads of 550, 480 and 600 euro, subleases of 360, a quarter paid and cashed."""
    case = [sublocazione_in_corso() for _ in range(3)]
    for casa, canone in zip(case, ("550.00", "480.00", "600.00"), strict=True):
        for giorno in MESI:
            paga(casa.locazione.contratto, canone, giorno)
            paga(casa.contratto, "360.00", giorno)
    return case


def test_of_4890_paid_and_3240_cashed_1650_are_offered() -> None:
    case = tre_case()
    costi = costi_da_rendicontare(terzo_trimestre())
    assert [(c.importo, c.macrovoce, c.fornitore) for c in costi] == [
        (Decimal(importo), "D", str(casa.locazione.contratto.proprietario))
        for importo, casa in zip(("570.00", "360.00", "720.00"), case, strict=True)
    ]
    assert sum(c.importo for c in costi) == Decimal("1650.00")
    assert costi[0].pagato_il == date(2026, 9, 4)
    assert costi[0].chiave == f"gis/canoni/{rendiconto(7).trimestre_id}/{case[0].locazione.contratto_id}"
    assert not any("Maria Rossi" in c.descrizione for c in costi)


def test_where_the_convention_does_not_net_the_rents_they_are_offered_whole() -> None:
    tre_case()
    terzo_trimestre()
    Convenzione.objects.update(canoni_al_netto=False)
    costi = costi_da_rendicontare(terzo_trimestre())
    assert sum(c.importo for c in costi) == Decimal("4890.00")


def test_a_home_that_brings_in_more_than_it_costs_reduces_the_others() -> None:
    prima, seconda = sublocazione_in_corso(), sublocazione_in_corso()
    paga(prima.locazione.contratto, "300.00", MESI[0])
    paga(prima.contratto, "360.00", MESI[0])
    paga(seconda.locazione.contratto, "500.00", MESI[0])
    costi = costi_da_rendicontare(terzo_trimestre())
    assert [(c.importo, c.fornitore) for c in costi] == [
        (Decimal("440.00"), str(seconda.locazione.contratto.proprietario))
    ]
    assert costi[0].descrizione.endswith("meno 60,00\N{NO-BREAK SPACE}€ incassati in più su altri alloggi")


def test_other_quarters_undone_payments_and_deposits_are_not_costs() -> None:
    casa = sublocazione_in_corso().locazione.contratto
    paga(casa, "550.00", date(2026, 6, 30))
    paga(casa, "550.00", date(2026, 10, 1))
    paga(casa, "1100.00", MESI[0], TipoScadenza.DEPOSITO)
    annullata = paga(casa, "550.00", MESI[0])
    annullata.annullata_alle = timezone.now()
    annullata.save()
    assert costi_da_rendicontare(terzo_trimestre()) == []


def test_charges_and_repairs_of_the_ets_are_in_their_own_category() -> None:
    casa = sublocazione_in_corso()
    paga(casa.locazione.contratto, "90.00", MESI[1], TipoScadenza.ONERI)
    paga(casa.contratto, "40.00", MESI[1], TipoScadenza.ONERI)
    riparata = {
        "aperta_il": date(2026, 7, 1), "stato": "CHIUSA", "esito": "Fatta", "costo": Decimal("120.00"),
        "fornitore": "Neri", "fornitore_codice": "01998760504", "chiusa_il": date(2026, 8, 1),
        "fattura_numero": "12", "fattura_data": date(2026, 8, 2),
    }  # fmt: skip
    sua = ManutenzioneFactory(a_carico_di="ETS", **riparata)
    ManutenzioneFactory(a_carico_di="PROPRIETARIO", **riparata)
    ManutenzioneFactory(a_carico_di="ETS", **riparata | {"chiusa_il": date(2026, 10, 1)})
    costi = costi_da_rendicontare(terzo_trimestre())
    assert [(c.importo, c.macrovoce, c.chiave.split("/")[1], c.numero) for c in costi] == [
        (Decimal("50.00"), "E", "oneri", f"{casa.locazione.contratto.numero} T7 oneri"),
        (Decimal("120.00"), "E", "manutenzioni", "12"),
    ]
    assert costi[1].chiave == f"gis/manutenzioni/{sua.pk}"


def test_the_offer_costs_three_queries_whatever_the_homes() -> None:
    tre_case()
    trimestre = terzo_trimestre()
    with CaptureQueriesContext(connection) as viste:
        costi_da_rendicontare(trimestre)
    assert len(viste) == 3
