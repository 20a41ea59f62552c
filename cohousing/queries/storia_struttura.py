"""Who changed what in a house: the house itself, its units, their closures, its common rooms."""

from typing import Any

from cohousing.models import Fermo, Spazio, Struttura, Unita
from valdera_housing.kit.aspetto import Modifica
from valdera_housing.queries.storia import ULTIME, racconta, tabella_eventi


def storia_struttura(struttura: Struttura) -> list[Modifica]:
    """The last changes, newest first. What happens in one act has one instant: the parts come after their house."""
    tabelle = (
        tabella_eventi(Struttura).filter(pgh_obj_id=struttura.pk),
        tabella_eventi(Unita).filter(struttura_id=struttura.pk),
        tabella_eventi(Fermo).filter(unita_id__in=struttura.unita.values("pk")),
        tabella_eventi(Spazio).filter(struttura_id=struttura.pk),
    )
    coppie = [coppia for tabella in tabelle for coppia in _in_coppie(list(tabella[: ULTIME + 1]))]
    ultime = sorted(coppie, key=lambda coppia: coppia[0].pgh_created_at, reverse=True)[:ULTIME]
    return racconta(ultime, di=Struttura)


def _in_coppie(eventi: list[Any]) -> list[tuple[Any, Any]]:
    """Events of a noun, newest first, each with the one before it on the same row."""
    return [
        (evento, next((prima for prima in eventi[n + 1 :] if prima.pgh_obj_id == evento.pgh_obj_id), None))
        for n, evento in enumerate(eventi)
    ]
