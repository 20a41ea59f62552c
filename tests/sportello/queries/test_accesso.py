from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sportello.models import Accesso
from sportello.queries.accesso import Conto, NumeriAccessi, conta_accessi
from tests.factories.luogo import alle
from tests.factories.persone import ComuneFactory
from tests.factories.sportello import AccessoFactory

pytestmark = pytest.mark.django_db
DAL, AL = date(2026, 10, 1), date(2026, 11, 30)


def accesso(giorno: date, ora: str = "10:00", **altro: Any) -> Accesso:
    return AccessoFactory(avvenuto_alle=alle(giorno, ora), **altro)


def test_the_numbers_of_a_period_in_three_queries(django_assert_num_queries: Any) -> None:
    pontedera = ComuneFactory(popolazione=2000)
    palaia = ComuneFactory(nome="Palaia", popolazione=None)
    accesso(date(2026, 10, 1), "00:00", comune=pontedera, primo_accesso=True, motivi=["ERP", "SFRATTO"])
    accesso(date(2026, 11, 30), "23:59", comune=pontedera, canale="TELEFONO", motivi=["SFRATTO"])
    accesso(date(2026, 11, 2), comune=None, motivi=["ERP", "SFRATTO"], esiti=["INVIO_ALTRI", "DOMANDA_COMPILATA"])
    accesso(date(2026, 11, 3), comune=palaia, motivi=["UTENZE"])
    for fuori in (date(2026, 9, 30), date(2026, 12, 1)):
        accesso(fuori, "23:59" if fuori.month == 9 else "00:00", comune=pontedera)
    with django_assert_num_queries(3):
        numeri = conta_accessi(DAL, AL)
    assert numeri == NumeriAccessi(
        totale=4,
        primi=1,
        per_canale=[
            Conto("Allo sportello", 3, 1, chiave="SPORTELLO"),
            Conto("Per telefono", 1, 0, chiave="TELEFONO"),
        ],
        per_comune=[
            Conto("Palaia", 1, 0),
            Conto("Pontedera", 2, 1, per_mille=Decimal(1)),
            Conto("Fuori dall’Unione", 1, 0),
        ],
        per_mese=[(date(2026, 10, 1), 1, 1), (date(2026, 11, 1), 3, 0)],
        per_motivo=[
            Conto("Sfratto", 3, 1, chiave="SFRATTO"),
            Conto("Casa popolare (ERP)", 2, 1, chiave="ERP"),
            Conto("Bollette", 1, 0, chiave="UTENZE"),
        ],
        per_esito=[
            Conto("Informazione data", 3, 1, chiave="INFORMAZIONE_FORNITA"),
            Conto("Domanda compilata", 1, 0, chiave="DOMANDA_COMPILATA"),
            Conto("Inviato ad altri", 1, 0, chiave="INVIO_ALTRI"),
        ],
    )


def test_nothing_happened_is_all_zeros(django_assert_num_queries: Any) -> None:
    assert conta_accessi(DAL, AL) == NumeriAccessi()
    with django_assert_num_queries(1):
        conta_accessi(None, None, Accesso.objects.filter(canale="EMAIL"), parole=False)
