"""Notices of termination of a contract, head lease or sublease: ``workflow`` is the table of its noun.

Locks the Contratto. A late notice is kept, with what follows from it, and the contract goes on.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from gestore.models import Disdetta
from gestore.queries.disdetta import disdetta_aperta, giudica_disdetta
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.kit.workflow import Workflow
from valdera_housing.models import Contratto, Utente

CAMPI = ("parte", "mezzo", "inviata_il", "ricevuta_il", "motivo", "gravi_motivi")


@transaction.atomic
def disdici_contratto(
    contratto: Contratto,
    dati: dict[str, Any],
    *,
    workflow: Workflow,
    utente: Utente,
    anni_rinnovo: int | None = None,
    lettera: tuple[str, bytes] | None = None,
) -> Disdetta:
    """Record a notice; valid by its date of receipt it stops the contract, late it only says until when it goes on.

    ``dati`` has parte, mezzo, inviata_il, ricevuta_il, motivo (art. 3) and gravi_motivi; ``lettera`` is (name,
    bytes). Raises AttoRifiutato when its dates make no sense (L. 431/1998 artt. 2-3).
    """
    contratto = blocca_contratto(contratto)
    transizione = workflow.pretende("disdici", contratto, utente)
    _pretende_date(contratto, dati)
    verdetto = giudica_disdetta(contratto, dati, anni_rinnovo=anni_rinnovo)
    documento = archivia_documento(lettera[1], lettera[0], utente=utente) if lettera else None
    disdetta = Disdetta.objects.create(
        contratto=contratto,
        valida=verdetto.valida,
        efficace_dal=verdetto.efficace_dal,
        spiegazione=f"{verdetto.esito}. {verdetto.conseguenza}"[:500],
        documento=documento,
        **{campo: dati.get(campo, "") for campo in CAMPI},
    )
    if verdetto.valida:
        passa_contratto(contratto, transizione.a)
    return disdetta


@transaction.atomic
def ritira_disdetta(contratto: Contratto, *, workflow: Workflow, utente: Utente, il: date) -> Disdetta:
    """Who gave notice takes it back with the other's consent: the contract goes on as it was."""
    contratto = blocca_contratto(contratto)
    transizione = workflow.pretende("ritira_disdetta", contratto, utente)
    disdetta = disdetta_aperta(contratto)
    if disdetta is None:
        raise AttoRifiutato("Questo contratto non ha una disdetta aperta.")
    if not disdetta.ricevuta_il <= il <= oggi():
        raise AttoRifiutato(f"Il ritiro sta fra il {in_data(disdetta.ricevuta_il)}, quando è arrivata, e oggi.")
    disdetta.ritirata_il = il
    disdetta.save(update_fields=["ritirata_il"])
    passa_contratto(contratto, transizione.a)
    return disdetta


def blocca_contratto(contratto: Contratto) -> Contratto:
    """The fresh row of a contract, locked until the transaction ends."""
    return Contratto.objects.select_for_update(no_key=True, of=("self",)).get(pk=contratto.pk)


def passa_contratto(contratto: Contratto, stato: str | None, **campi: Any) -> None:
    """Write a new state and these fields on a locked contract."""
    for campo, valore in campi.items():
        setattr(contratto, campo, valore)
    contratto.stato = stato or contratto.stato
    contratto.versione = F("versione") + 1
    contratto.save(update_fields=["stato", "versione", *campi])
    contratto.refresh_from_db(fields=["versione"])


def _pretende_date(contratto: Contratto, dati: dict[str, Any]) -> None:
    if dati["ricevuta_il"] < dati["inviata_il"]:
        raise AttoRifiutato("La disdetta non può arrivare prima di essere spedita.")
    if dati["ricevuta_il"] > oggi():
        raise AttoRifiutato("Registra la disdetta quando è arrivata: la data è nel futuro.")
    if contratto.stipulato_il and dati["inviata_il"] < contratto.stipulato_il:
        raise AttoRifiutato(f"Il contratto è stato firmato il {in_data(contratto.stipulato_il)}: la disdetta è prima.")
    if dati["ricevuta_il"] > contratto.fine_effettiva:
        raise AttoRifiutato(
            f"La disdetta è arrivata dopo il {in_data(contratto.fine_effettiva)}, quando il contratto finiva: se è "
            "andato avanti, registra prima la proroga."
        )
