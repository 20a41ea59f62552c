"""The requirements of the Regolamento change by an act, from a day on; past decisions keep theirs."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from gestore.models import Criterio
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente


@transaction.atomic
def apri_criterio(dati: dict[str, Any]) -> Criterio:
    """A requirement that was not there. The database refuses a second one of the same kind in the same days."""
    return Criterio.objects.create(**dati)


@transaction.atomic
def cambia_criterio(
    in_vigore: Criterio, *, descrizione: str, soglia: Decimal | None, obbligatorio: bool, dal: date, atto: str
) -> Criterio:
    """Replace a requirement from a day on; the old row ends the day before."""
    attuale = _chiuso_il_giorno_prima(in_vigore, dal)
    return Criterio.objects.create(
        tipo=attuale.tipo,
        descrizione=descrizione,
        soglia=soglia,
        obbligatorio=obbligatorio,
        valido_dal=dal,
        atto=atto,
    )


@transaction.atomic
def togli_criterio(in_vigore: Criterio, *, dal: date) -> Criterio:
    """From that day nobody is asked for it any more."""
    return _chiuso_il_giorno_prima(in_vigore, dal)


def _chiuso_il_giorno_prima(in_vigore: Criterio, dal: date) -> Criterio:
    attuale = Criterio.objects.select_for_update(no_key=True).get(pk=in_vigore.pk)
    if attuale.valido_al is not None:
        raise ModificaConcorrente
    if dal <= attuale.valido_dal:
        raise AttoRifiutato(
            f"Il requisito di adesso vale dal {attuale.valido_dal:%d/%m/%Y}: quello nuovo deve iniziare dopo."
        )
    attuale.valido_al, attuale.versione = dal - timedelta(days=1), attuale.versione + 1
    attuale.save(update_fields=["valido_al", "versione"])
    return attuale
