"""What the record of a stay shows of its extensions."""

from datetime import date
from typing import Any

import pytest

from cohousing.queries.pannelli_permanenza.proroghe import pannello
from tests.factories.cohousing import permanenza, proroga
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


def test_a_stay_never_extended_asks_nothing(django_assert_num_queries: Any) -> None:
    stay, utente = permanenza(), UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    with django_assert_num_queries(0):
        assert pannello(stay, utente) is None


@pytest.mark.parametrize(
    ("ruolo", "racconta"),
    [
        (Ruolo.ASSISTENTE_SOCIALE, True),
        (Ruolo.OPERATORE_ETS, True),
        (Ruolo.CONTABILE_ETS, False),
        (Ruolo.FUNZIONARIO_UNIONE, False),
        (Ruolo.REVISORE, False),
    ],
)
def test_reason_and_minutes_are_for_who_follows_the_household(
    ruolo: str, racconta: bool, django_assert_num_queries: Any
) -> None:
    stay, utente = permanenza(), UtenteFactory(ruoli=[ruolo])
    atti = [proroga(stay, date(2027, 5, 31)), proroga(stay, date(2027, 8, 31))]
    with django_assert_num_queries(1):
        visto = pannello(stay, utente)
    assert visto is not None
    verbali = [f"/cohousing/proroghe/{a.pk}/verbale/" if racconta else "" for a in atti]
    assert (visto.titolo, visto.contesto) == (
        "Proroghe", {"proroghe": list(zip(atti, verbali, strict=True)), "racconta": racconta},
    )  # fmt: skip
