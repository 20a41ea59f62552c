"""How a household is months after it left."""

from datetime import date

from django.db import transaction

from cohousing.models import Permanenza, Ricontatto
from cohousing.rules.ricontatto import valuta_ricontatto
from cohousing.workflow import PERMANENZA
from valdera_housing.actions.caso import segna_attivita
from valdera_housing.kit.esito import pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


@transaction.atomic
def ricontatta_permanenza(
    permanenza: Permanenza, *, mesi: int, svolto_il: date, situazione: str, note: str = "", utente: Utente
) -> Ricontatto:
    """Write where the household is six or twelve months (``mesi``) after it left; once each."""
    righe = Permanenza.objects.select_for_update(no_key=True, of=("self",)).select_related("caso")
    presa = righe.get(pk=permanenza.pk)
    PERMANENZA.pretende("ricontatta", presa, utente)
    fatti = set(presa.ricontatti.values_list("mesi", flat=True))
    if presa.uscita_il:
        pretendi(valuta_ricontatto(presa.uscita_il, mesi, svolto_il, fatti=fatti, oggi=oggi()))
    segna_attivita(presa.caso, svolto_il)
    return Ricontatto.objects.create(
        permanenza=presa, mesi=mesi, svolto_il=svolto_il, situazione=situazione, note=note, autore=utente
    )
