"""The local accords on agreed rents and their bands, kept as data (L. 431/1998 art. 2 c. 3). Locks the accord."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from gestore.models import Locazione
from gestore.queries.accordo import CAMPI_FASCIA, FasciaScritta
from gestore.workflow import DIREZIONE, UNIONE
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import AccordoTerritoriale, FasciaAccordo, Utente

SCRIVONO = (*DIREZIONE, *UNIONE)
CAMPI = ("comune", "depositato_il", "valido_dal", "valido_al")


@transaction.atomic
def registra_accordo(
    dati: dict[str, Any], fasce: Sequence[FasciaScritta], *, utente: Utente, testo: tuple[str, bytes] | None = None
) -> AccordoTerritoriale:
    """Keep an accord with its bands; ``testo`` is its file. One accord at a time for a comune (database)."""
    _pretende(utente)
    campi = {campo: dati[campo] for campo in CAMPI} | _file(testo, utente)
    accordo = AccordoTerritoriale.objects.create(**campi)
    _scrivi_fasce(accordo, fasce)
    return accordo


@transaction.atomic
def modifica_accordo(
    accordo: AccordoTerritoriale,
    dati: dict[str, Any],
    fasce: Sequence[FasciaScritta],
    *,
    utente: Utente,
    versione: int,
    testo: tuple[str, bytes] | None = None,
) -> AccordoTerritoriale:
    """Correct an accord and its bands; a band already used by a contract is not thrown away.

    What was agreed keeps the limits it was agreed with. Raises ModificaConcorrente when somebody saved first.
    """
    _pretende(utente)
    campi = {campo: dati[campo] for campo in CAMPI} | _file(testo, utente)
    accordo = modifica(accordo, campi, versione=versione)
    _scrivi_fasce(accordo, fasce)
    return accordo


def _pretende(utente: Utente) -> None:
    if not utente.ha_ruolo(*SCRIVONO):
        raise AttoRifiutato("Gli accordi territoriali li scrivono il coordinatore e l’Unione.")


def _file(testo: tuple[str, bytes] | None, utente: Utente) -> dict[str, Any]:
    return {"documento": archivia_documento(testo[1], testo[0], utente=utente)} if testo else {}


def _scrivi_fasce(accordo: AccordoTerritoriale, fasce: Sequence[FasciaScritta]) -> None:
    presenti = {fascia.pk: fascia for fascia in accordo.fasce.all()}
    tolte = set(presenti) - {scritta.pk for scritta in fasce}
    usata = Locazione.objects.filter(fascia__in=tolte).select_related("contratto", "fascia").first()
    if usata is not None:
        raise AttoRifiutato(
            f"La fascia «{usata.fascia}» serve al contratto {usata.contratto.numero}: chiudi la validità dell’accordo "
            "e registra quello nuovo."
        )
    FasciaAccordo.objects.filter(pk__in=tolte).delete()
    for scritta in fasce:
        fascia = presenti.get(scritta.pk or 0) or FasciaAccordo(accordo=accordo)
        for campo in CAMPI_FASCIA:
            setattr(fascia, campo, getattr(scritta, campo))
        fascia.save()
