"""The rent in force on a day, and the share of income a home may take.

The rent is the last ISTAT update applied by then, else the rent as signed: euro a month.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gestore.choices import StatoIstat
from gestore.models import AggiornamentoIstat
from gestore.rules.canone import SOGLIA_PCT
from valdera_housing.kit.percento import in_percento
from valdera_housing.kit.scrittura import in_periodo
from valdera_housing.models import Contratto, Parametro

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


def canone_al(contratto: Contratto, giorno: date) -> Decimal:
    """The rent of one contract on a day."""
    return canoni_al([contratto], giorno)[contratto.pk]


def canoni_al(contratti: Iterable[Contratto], giorno: date) -> dict[int, Decimal]:
    """The rent of many contracts on a day, by their pk, with one query whatever their number."""
    firmati = {contratto.pk: contratto.canone_mensile for contratto in contratti}
    applicati = AggiornamentoIstat.objects.filter(
        contratto__in=list(firmati), stato=StatoIstat.APPLICATO, dal__lte=giorno
    )
    ultimi = applicati.order_by("contratto", "-dal").distinct("contratto")
    return firmati | dict(ultimi.values_list("contratto", "canone_dopo"))
