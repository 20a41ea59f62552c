from datetime import date

import pytest

from formazione.queries.comunicazione import Pubblicati, contenuti_pubblicati
from tests.factories.formazione import ContenutoFactory

pytestmark = pytest.mark.django_db


def test_counts_what_was_published_in_the_period_and_who_it_reached_where_known():
    ContenutoFactory(pubblicato_il=date(2026, 10, 1), raggiunti=100)
    ContenutoFactory(pubblicato_il=date(2026, 12, 31), raggiunti=None)
    ContenutoFactory(pubblicato_il=date(2026, 9, 30), raggiunti=7)
    ContenutoFactory(pubblicato_il=date(2027, 1, 1), raggiunti=7)
    assert contenuti_pubblicati(date(2026, 10, 1), date(2026, 12, 31)) == Pubblicati(quanti=2, raggiunti=100)


def test_a_period_without_contents_counts_zero():
    assert contenuti_pubblicati(date(2026, 1, 1), date(2026, 3, 31)) == Pubblicati(quanti=0, raggiunti=0)
