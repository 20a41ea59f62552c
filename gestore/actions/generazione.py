"""The monthly dues written from the contracts."""

from datetime import date

from django.db import transaction

from gestore.queries.generazione import da_adeguare, da_generare
from valdera_housing.actions.generazione import correggi_scadenze
from valdera_housing.actions.imputazione import scadenze_bloccate
from valdera_housing.actions.scadenza import apri_scadenze, pretende_conti
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Contratto, Utente
from valdera_housing.queries.generazione import DaAdeguare


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


@transaction.atomic
def adegua_scadenze(contratto: Contratto, dal_mese: date, motivo: str, *, oggi: date) -> DaAdeguare:
    """After a contract has ended or its rent has changed: what was written ahead from ``dal_mese`` is put right.

    Dues that nothing pays are cancelled with ``motivo`` and written again as the contract asks now; those already
    paid are left and returned, for a person to look at. Called by the acts that close a contract or update its rent.
    """
    scadenze_bloccate(contratto.scadenze.values_list("pk", flat=True))
    contratto = Contratto.objects.select_related("nucleo", "proprietario").get(pk=contratto.pk)
    esito = da_adeguare(contratto, dal_mese.replace(day=1))
    correggi_scadenze(esito, motivo, oggi=oggi)
    return esito
