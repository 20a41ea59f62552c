"""The monthly dues written from the contracts."""

from datetime import date

from django.db import transaction

from gestore.queries.generazione import da_generare
from valdera_housing.actions.scadenza import apri_scadenze, pretende_conti
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def genera_scadenze(dal_mese: date, al_mese: date, *, utente: Utente | None, oggi: date) -> int:
    """Write the dues of these months (first of the month, both included) that are not there yet; return how many.

    ``utente`` is None when the clock asks for it and not a person. Done twice, or by two at once, nothing doubles.
    """
    if utente is not None:
        pretende_conti(utente)
    if al_mese < dal_mese:
        raise AttoRifiutato("L'ultimo mese non può venire prima del primo.")
    return apri_scadenze(da_generare(dal_mese, al_mese, oggi=oggi).nuove)
