"""What training offers to the accounts of a quarter: its expenses paid in it, each with its document."""

from collections.abc import Iterator

from formazione.choices import StatoCampagna, StatoEvento
from formazione.models import Costo
from formazione.queries.costo import di_che_cosa
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Trimestre
from valdera_housing.queries.costo import che_cosa_manca

EVENTI_E_COMUNICAZIONE = "G"
CORSI, CAMPAGNE = "Corsi e incontri", "Campagne di informazione"
NON_SVOLTO = "L’evento è annullato: spiega perché la spesa resta"
NON_FATTA = "La campagna è annullata: spiega perché la spesa resta"


def costi_da_rendicontare(trimestre: Trimestre) -> list[CostoOfferto]:
    """By the cash principle an expense counts in the quarter of its payment. One query, the earliest first."""
    costi = Costo.objects.pagati_fra(trimestre.inizio, trimestre.fine).filter(annullato_il=None)
    return [_offerto(costo) for costo in costi.select_related("evento", "campagna").order_by("pagato_il", "pk")]


def _offerto(costo: Costo) -> CostoOfferto:
    cosa = di_che_cosa(costo)
    return CostoOfferto(
        chiave=f"formazione:costo:{costo.pk}",
        fornitore=costo.fornitore,
        numero=costo.documento_numero,
        data=costo.documento_del,
        importo=costo.importo,
        macrovoce=EVENTI_E_COMUNICAZIONE,
        azione=CORSI if costo.evento_id else CAMPAGNE,
        descrizione=f"{costo.descrizione}: {cosa.numero}, {cosa.titolo}"[:300],
        tipo="FATTURA",
        codice_fiscale=costo.codice_fiscale,
        pagato_il=costo.pagato_il,
        documento=costo.documento_id,
        note=tuple(_note(costo)),
    )


def _note(costo: Costo) -> Iterator[str]:
    yield from che_cosa_manca(costo.codice_fiscale, costo.documento_id)
    if costo.evento and costo.evento.stato == StatoEvento.ANNULLATO:
        yield NON_SVOLTO
    if costo.campagna and costo.campagna.stato == StatoCampagna.ANNULLATA:
        yield NON_FATTA
