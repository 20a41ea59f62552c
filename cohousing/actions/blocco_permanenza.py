"""The locks of every act on a stay and on what belongs to it: the house first, then the stay."""

from cohousing.models import Permanenza, Struttura


def blocca_permanenza(pk: int) -> Permanenza:
    """The stay as it is now, with its house locked before it. Call it inside a transaction."""
    casa = Permanenza.objects.values_list("struttura_id", flat=True).get(pk=pk)
    struttura = Struttura.objects.select_for_update(no_key=True).get(pk=casa)
    permanenza = Permanenza.objects.select_for_update(no_key=True).get(pk=pk)
    permanenza.struttura = struttura
    return permanenza
