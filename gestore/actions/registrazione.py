"""Registering a contract at the Agenzia delle Entrate, head lease or sublease (domain.md 1.4)."""

from datetime import date
from typing import Any

from django.db import transaction

from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.kit.workflow import Workflow
from valdera_housing.models import Contratto, Utente

CAMPI = (
    "registrato_il", "registrazione_codice", "registrazione_ufficio", "registrazione_serie", "registrazione_numero",
    "comunicato_il",
)  # fmt: skip


@transaction.atomic
def registra_contratto(
    contratto: Contratto,
    dati: dict[str, Any],
    *,
    workflow: Workflow,
    utente: Utente,
    versione: int,
    ricevuta: tuple[str, bytes] | None = None,
) -> Contratto:
    """Write what the receipt of the RLI says, late or not, and when the tenant was told (60 days).

    Raises AttoRifiutato when a date is before the signature, in the future or in the wrong order.
    """
    workflow.pretende("registra", contratto, utente)
    scritti = {campo: dati[campo] for campo in CAMPI}
    _pretende_date(contratto.stipulato_il, scritti["registrato_il"], scritti["comunicato_il"])
    if ricevuta:
        scritti["registrazione_ricevuta"] = archivia_documento(ricevuta[1], ricevuta[0], utente=utente)
    return modifica(contratto, scritti, versione=versione)


def _pretende_date(stipulato_il: date | None, registrato_il: date, comunicato_il: date | None) -> None:
    if stipulato_il and registrato_il < stipulato_il:
        raise AttoRifiutato(f"Il contratto è stato firmato il {in_data(stipulato_il)}: non si registra prima.")
    if max(registrato_il, comunicato_il or registrato_il) > oggi():
        raise AttoRifiutato("La data è nel futuro: scrivila quando è fatto.")
    if comunicato_il and comunicato_il < registrato_il:
        raise AttoRifiutato("La registrazione si comunica dopo averla fatta.")
