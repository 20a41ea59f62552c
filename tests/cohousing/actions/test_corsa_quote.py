"""Two people, or two workers, at once on the same dues."""

from datetime import date
from decimal import Decimal as D

import pytest

from cohousing.actions.quota import adegua_quote, genera_quote
from cohousing.actions.spesa_comune import ripartisci_spesa_comune
from cohousing.models import SpesaComune
from tests.factories.cohousing import SpesaComuneFactory, concludi, permanenza
from tests.factories.corsa import insieme
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Scadenza

pytestmark = pytest.mark.django_db(transaction=True)
OGGI, NOVEMBRE, GENNAIO = date(2026, 11, 19), date(2026, 11, 1), date(2027, 1, 1)


def test_two_workers_who_generate_at_once_write_once(giri: int) -> None:
    for _ in range(giri):
        stay = permanenza()
        esiti = insieme([lambda: genera_quote(NOVEMBRE, GENNAIO, utente=None, oggi=OGGI)] * 2)
        assert sorted(esiti) == [0, 3]
        assert Scadenza.objects.filter(nucleo=stay.nucleo).count() == 3


def test_who_generates_while_somebody_leaves_does_not_write_months_nobody_lives(giri: int) -> None:
    for _ in range(giri):
        stay = permanenza()
        concludi(stay, date(2026, 11, 10), "ERP")
        insieme(
            [
                lambda p=stay: adegua_quote(p, oggi=OGGI),
                lambda: genera_quote(NOVEMBRE, GENNAIO, utente=None, oggi=OGGI),
            ]
        )
        vive = Scadenza.objects.filter(nucleo=stay.nucleo, annullata_il=None, competenza__gte=NOVEMBRE)
        assert list(vive.values_list("competenza", flat=True)) == [NOVEMBRE]


def test_two_people_who_divide_a_bill_at_once_divide_it_once(giri: int) -> None:
    contabili = [UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]) for _ in range(2)]
    for _ in range(giri):
        stay = permanenza()
        spesa = SpesaComuneFactory(struttura=stay.struttura)
        esiti = insieme([lambda c=chi, s=spesa: ripartisci_spesa_comune(s, D(0), utente=c) for chi in contabili])
        assert [type(e) for e in sorted(esiti, key=lambda e: isinstance(e, AttoRifiutato))] == [
            SpesaComune,
            AttoRifiutato,
        ]
        assert list(spesa.quote.values_list("importo", flat=True)) == [spesa.importo]
        assert Scadenza.objects.filter(nucleo=stay.nucleo).count() == 1
