"""What was written ahead in the ledger is put right, when what asks for it has changed."""

from datetime import date

from django.db import transaction

from valdera_housing.actions.scadenza import apri_scadenze
from valdera_housing.models import Scadenza
from valdera_housing.queries.generazione import DaAdeguare


@transaction.atomic
def correggi_scadenze(esito: DaAdeguare, motivo: str, *, oggi: date) -> int:
    """Cancel with ``motivo`` and write instead, on dues the caller has locked; how many were written."""
    Scadenza.objects.filter(pk__in=[s.pk for s in esito.da_annullare]).update(
        annullata_il=oggi, motivo_annullamento=motivo
    )
    return apri_scadenze(esito.da_scrivere)
