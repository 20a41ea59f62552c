"""The share of income for the home that is in force on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.percento import in_percento
from valdera_housing.kit.scrittura import in_periodo
from valdera_housing.models import Parametro
from valdera_housing.rules.canone import SOGLIA_PCT

CHIAVE_SOGLIA = "incidenza_canone"
DA_CONVENZIONE = "Quota di norma, 30 %: nessun atto la cambia"


@dataclass(frozen=True)
class Soglia:
    """The share of income for the home in force on a day, in per cent, and where it comes from."""

    pct: Decimal
    fonte: str


def soglia_in_vigore(giorno: date) -> Soglia:
    """From the parameter ``incidenza_canone``, a share: 0.30 is 30 %."""
    parametro = Parametro.objects.validi(giorno).filter(chiave=CHIAVE_SOGLIA).first()
    if parametro is None:
        return Soglia(SOGLIA_PCT, DA_CONVENZIONE)
    validita = in_periodo(parametro.valido_dal, parametro.valido_al)
    quota = in_percento(parametro.valore, 0)
    return Soglia(parametro.valore * 100, f"Quota di reddito per la casa: {quota}, {validita}. {parametro.atto}")
