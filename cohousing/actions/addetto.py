"""Who opens a shift, written with it."""

from collections.abc import Sequence
from typing import NamedTuple

from cohousing.models import Addetto, Turno
from cohousing.rules.servizio import nomi_doppi
from valdera_housing.kit.esito import AttoRifiutato


class Apre(NamedTuple):
    """Somebody who opens: her name, and whether she is staff, a volunteer or lives there."""

    nome: str
    natura: str


def scrivi_addetti(turni: Sequence[Turno], apre: Sequence[Apre]) -> None:
    """These people open these shifts, just made; call it inside a transaction."""
    _pretende_nomi(apre)
    Addetto.objects.bulk_create(
        Addetto(turno=turno, nome=chi.nome, natura=chi.natura) for turno in turni for chi in apre
    )


def cambia_addetti(turno: Turno, apre: Sequence[Apre]) -> None:
    """These people, and nobody else, open this shift; who stays keeps her row. Call it with the shift locked."""
    _pretende_nomi(apre)
    restano = {chi.nome: chi.natura for chi in apre}
    for addetto in turno.addetti.all():
        natura = restano.pop(addetto.nome, None)
        if natura is None:
            addetto.delete()
        elif natura != addetto.natura:
            addetto.natura = natura
            addetto.save(update_fields=["natura"])
    scrivi_addetti([turno], [Apre(nome, natura) for nome, natura in restano.items()])


def _pretende_nomi(apre: Sequence[Apre]) -> None:
    doppi = nomi_doppi(chi.nome for chi in apre)
    if doppi:
        raise AttoRifiutato(f"{doppi[0]} è scritto due volte fra chi apre.")
