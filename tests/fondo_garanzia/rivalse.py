"""Credits whose instalments are late."""

from datetime import timedelta

from fondo_garanzia.actions.rate import rate_di
from fondo_garanzia.models import CreditoRivalsa
from valdera_housing.models import Scadenza


def arretra(credito: CreditoRivalsa, di: timedelta) -> CreditoRivalsa:
    """Every instalment falls due that much earlier."""
    for scadenza in Scadenza.objects.filter(pk__in=rate_di(credito).values("scadenza")):
        Scadenza.objects.filter(pk=scadenza.pk).update(scade_il=scadenza.scade_il - di)
    return credito
