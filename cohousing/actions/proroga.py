"""The extension of a stay. Locks as in ``actions.permanenza``."""

from django.db import transaction

from cohousing.actions.permanenza import blocca, dopo, pretende_libera
from cohousing.models import Permanenza, Proroga
from cohousing.queries.permanenza import limiti_di
from cohousing.rules.permanenza import Richiesta, valuta_proroga
from valdera_housing.kit.esito import pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

IN_DEROGA = "In deroga alla durata massima: "


@transaction.atomic
def proroga_permanenza(
    permanenza: Permanenza, richiesta: Richiesta, *, motivo: str, verbale: str, utente: Utente
) -> Proroga:
    """Move the end of a stay in course, with the reason and the minutes of who decided.

    Raises AttoRifiutato when the unit is promised to others in those days, or the months allowed are passed without
    saying why (``richiesta.deroga``, kept with the reason).
    """
    presa = blocca("proroga", permanenza, utente)
    pretendi(valuta_proroga(presa.inizio, presa.fine_effettiva, richiesta, limiti_di(oggi()), oggi()))
    pretende_libera(presa, richiesta.nuova_fine)
    presa.versione += 1
    presa.save(update_fields=["versione"])
    proroga = Proroga.objects.create(
        permanenza=presa,
        nuova_fine=richiesta.nuova_fine,
        motivo=_con_deroga(motivo, richiesta.deroga),
        verbale=verbale,
        decisa_il=richiesta.decisa_il,
        decisa_da=utente,
    )
    presa.refresh_from_db(fields=["fine_effettiva"])
    dopo(presa)
    return proroga


def _con_deroga(motivo: str, deroga: str) -> str:
    return f"{motivo.rstrip('. ')}. {IN_DEROGA}{deroga}" if deroga else motivo
