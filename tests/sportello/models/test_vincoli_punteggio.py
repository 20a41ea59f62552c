"""Direct writes on the scale of points and on the points claimed that the database must refuse."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from sportello.models import PuntoDomanda, VocePunteggio
from tests.factories.rifiuti import rifiutato
from tests.factories.sportello import DomandaMisuraFactory, VocePunteggioFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("campi", [{"punti": D(0)}, {"punti": D(-1)}, {"massimo_insieme": D(0)}])
def test_voce_punteggio_positiva(campi: dict[str, Any]) -> None:
    assert rifiutato(lambda: VocePunteggioFactory(**campi)) == "voce_punteggio_positiva"
    VocePunteggioFactory(massimo_insieme=None)


def test_voce_punteggio_date_in_ordine() -> None:
    assert rifiutato(lambda: VocePunteggioFactory(valida_al=date(2018, 12, 31))) == "voce_punteggio_date_in_ordine"
    VocePunteggioFactory(valida_al=date(2019, 1, 1))


def test_voce_punteggio_una_alla_volta() -> None:
    voce = VocePunteggioFactory(codice="A1")
    nuova = {"codice": "A1", "valida_dal": date(2026, 1, 1)}
    assert rifiutato(lambda: VocePunteggioFactory(**nuova)) == "voce_punteggio_una_alla_volta"
    VocePunteggio.objects.filter(pk=voce.pk).update(valida_al=date(2025, 12, 31))
    VocePunteggioFactory(**nuova)


def test_punto_domanda_una_volta_and_punto_domanda_quantita_positiva() -> None:
    domanda, voce = DomandaMisuraFactory(), VocePunteggioFactory()
    PuntoDomanda.objects.create(domanda=domanda, voce=voce)
    assert (
        rifiutato(lambda: PuntoDomanda.objects.create(domanda=domanda, voce=voce, quantita=2))
        == "punto_domanda_una_volta"
    )
    for quantita in (0, 51):
        altra = VocePunteggioFactory()
        assert (
            rifiutato(lambda a=altra, q=quantita: PuntoDomanda.objects.create(domanda=domanda, voce=a, quantita=q))
            == "punto_domanda_quantita_positiva"
        )
