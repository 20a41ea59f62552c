"""Extending a contract, head lease or sublease: ``workflow`` is the table of its noun. Locks the Contratto."""

from datetime import date
from typing import Any

from django.db import transaction

from gestore.actions.disdetta import blocca_contratto, passa_contratto
from gestore.models import Proroga
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.kit.workflow import Workflow
from valdera_housing.models import Contratto, Utente

CAMPI = ("nuova_fine", "motivo", "decisa_il", "registrata_il")


@transaction.atomic
def proroga_contratto(contratto: Contratto, dati: dict[str, Any], *, workflow: Workflow, utente: Utente) -> Proroga:
    """Move the end of a contract on; the first expiry stays as it was signed. Registered with an RLI in 30 days.

    ``dati`` has nuova_fine, motivo, decisa_il and registrata_il (None: not yet). Raises AttoRifiutato when it does
    not make the contract longer; a sublease past its head lease is refused by the database (art. 1595 c.c.).
    """
    contratto = blocca_contratto(contratto)
    workflow.pretende("proroga", contratto, utente)
    if dati["nuova_fine"] <= contratto.fine_effettiva:
        raise AttoRifiutato(
            f"Una proroga allunga il contratto: oggi finisce il {in_data(contratto.fine_effettiva)}, scrivi un giorno "
            "dopo."
        )
    if max(dati["decisa_il"], dati["registrata_il"] or dati["decisa_il"]) > oggi():
        raise AttoRifiutato("La data è nel futuro: scrivila quando è fatto.")
    proroga = Proroga.objects.create(
        contratto=contratto, fine_precedente=contratto.fine_effettiva, **{campo: dati[campo] for campo in CAMPI}
    )
    passa_contratto(contratto, None, fine_effettiva=dati["nuova_fine"])
    return proroga


@transaction.atomic
def registra_proroga(proroga: Proroga, *, workflow: Workflow, utente: Utente, registrata_il: date) -> Proroga:
    """Write when the RLI of an extension was sent: it is due thirty days after the extension starts."""
    contratto = blocca_contratto(proroga.contratto)
    workflow.pretende("registra", contratto, utente)
    if not proroga.decisa_il <= registrata_il <= oggi():
        raise AttoRifiutato(f"L’RLI si invia fra il {in_data(proroga.decisa_il)}, quando è decisa, e oggi.")
    proroga.registrata_il = registrata_il
    proroga.save(update_fields=["registrata_il"])
    return proroga
