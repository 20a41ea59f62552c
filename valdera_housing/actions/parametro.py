from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Parametro


@transaction.atomic
def cambia_parametro(in_vigore: Parametro, *, valore: Decimal, dal: date, atto: str) -> Parametro:
    """Give a threshold a new value from a day on, by an act; the value before ends the day before.

    Raises AttoRifiutato when the new value would start before the one it replaces, ModificaConcorrente when
    somebody has already replaced it.
    """
    attuale = Parametro.objects.select_for_update(no_key=True).get(pk=in_vigore.pk)
    if attuale.valido_al is not None:
        raise ModificaConcorrente
    if dal <= attuale.valido_dal:
        raise AttoRifiutato(
            f"Il valore di adesso vale dal {attuale.valido_dal:%d/%m/%Y}: quello nuovo deve iniziare dopo."
        )
    attuale.valido_al = dal - timedelta(days=1)
    attuale.save(update_fields=["valido_al"])
    return Parametro.objects.create(
        chiave=attuale.chiave,
        descrizione=attuale.descrizione,
        unita=attuale.unita,
        valore=valore,
        valido_dal=dal,
        atto=atto,
    )
