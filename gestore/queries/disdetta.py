"""What a notice does to a contract: the contract read for the pure rules of ``rules/disdetta.py``."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gestore.models import Disdetta
from gestore.rules.disdetta import EsitoDisdetta, valuta_disdetta
from valdera_housing.models import Contratto


def giudica_disdetta(
    contratto: Contratto, dati: Mapping[str, Any], *, anni_rinnovo: int | None = None
) -> EsitoDisdetta:
    """The verdict on a notice (parte, inviata_il, ricevuta_il, motivo, gravi_motivi) of the running period."""
    return valuta_disdetta(
        contratto.tipo,
        dati["parte"],
        dati["inviata_il"],
        dati["ricevuta_il"],
        contratto.fine_effettiva,
        dati.get("motivo", ""),
        contratto.fine_effettiva == contratto.fine,
        gravi_motivi=dati.get("gravi_motivi", ""),
        anni_rinnovo=anni_rinnovo,
    )


def disdetta_aperta(contratto: Contratto) -> Disdetta | None:
    """The valid notice that stops the contract, unless it was withdrawn."""
    return Disdetta.objects.filter(contratto=contratto, valida=True, ritirata_il=None).first()


def ultimo_giorno(contratto: Contratto) -> date:
    """The last day of a contract as it stands: keys given back, notice received, else its end after extensions."""
    if contratto.cessato_il:
        return contratto.cessato_il
    aperta = disdetta_aperta(contratto)
    return aperta.efficace_dal if aperta and aperta.efficace_dal else contratto.fine_effettiva
