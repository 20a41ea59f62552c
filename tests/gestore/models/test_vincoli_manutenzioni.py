"""Each constraint of the repairs, tried."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from tests.factories.gestore import ManutenzioneFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("vincolo", "colonne"),
    [
        ("manutenzione_costo_non_negativo", {"costo": Decimal("-1.00")}),
        ("manutenzione_chiusa_con_esito", {"stato": "CHIUSA"}),
        ("manutenzione_chiusa_con_esito", {"stato": "CHIUSA", "chiusa_il": date(2026, 11, 12), "costo": 10}),
        (
            "manutenzione_chiusa_con_esito",
            {"stato": "CHIUSA", "chiusa_il": date(2026, 11, 9), "costo": 10, "esito": "Fatta"},
        ),
    ],
)
def test_manutenzione_refuses(vincolo: str, colonne: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=vincolo):
        ManutenzioneFactory(**colonne)


def test_preventivo_positivo() -> None:
    with pytest.raises(IntegrityError, match="preventivo_positivo"):
        ManutenzioneFactory().preventivi.create(fornitore="Neri", importo=0, ricevuto_il=date(2026, 11, 12))


def test_preventivo_uno_scelto() -> None:
    preventivi = ManutenzioneFactory().preventivi
    preventivi.create(fornitore="Neri", importo=10, ricevuto_il=date(2026, 11, 12), scelto=True)
    with pytest.raises(IntegrityError, match="preventivo_uno_scelto"):
        preventivi.create(fornitore="Verdi", importo=9, ricevuto_il=date(2026, 11, 12), scelto=True)
