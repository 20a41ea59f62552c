"""The rent in force on a day: the last ISTAT update applied by then, else the rent as signed, in euro a month."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from gestore.choices import StatoIstat
from gestore.models import AggiornamentoIstat
from valdera_housing.models import Contratto


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
