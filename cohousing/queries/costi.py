"""What shared housing offers to the accounts of a quarter: what its houses and buildings cost, and its own part of the
common bills.
"""

from collections.abc import Iterator
from decimal import Decimal

from cohousing.choices import StatoImmobile, StatoSpesaComune, TipoStruttura, VoceCosto
from cohousing.models import Costo, SpesaComune, Struttura
from cohousing.queries.costo import di_che_cosa
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Trimestre
from valdera_housing.queries.costo import che_cosa_manca

# The cost categories of the accounts (domain.md 6.3).
UTENZE_E_MANUTENZIONI = "E"
MACROVOCI = {
    VoceCosto.LAVORI: UTENZE_E_MANUTENZIONI,
    VoceCosto.UTENZE: UTENZE_E_MANUTENZIONI,
    VoceCosto.ARREDI: "H",
    VoceCosto.MATERIALI: "H",
    VoceCosto.PROFESSIONISTI: "B",
    VoceCosto.ASSICURAZIONE: "I",
}
CASE, CONDOMINI, RICOGNIZIONE = "Case condivise", "Condomini sociali", "Ricognizione del patrimonio"
SCARTATO = "L’immobile è stato scartato: spiega perché la spesa resta"
DA_RIPARTIRE = "La spesa comune è ancora da ripartire: prima si decide quanto ne resta all’ente"
TUTTA_DEI_NUCLEI = "La pagano per intero i nuclei che abitano la casa: non c’è niente da chiedere"


def costi_da_rendicontare(trimestre: Trimestre) -> list[CostoOfferto]:
    """By the cash principle an expense counts in the quarter of its payment. Two queries, the earliest first."""
    costi = Costo.objects.pagati_fra(trimestre.inizio, trimestre.fine).filter(annullato_il=None)
    spese = SpesaComune.objects.filter(pagata_il__gte=trimestre.inizio, pagata_il__lte=trimestre.fine)
    offerti = [_di_costo(costo) for costo in costi.select_related("struttura", "immobile").order_by("pagato_il", "pk")]
    comuni = spese.exclude(stato=StatoSpesaComune.ANNULLATA).select_related("struttura").order_by("pagata_il", "pk")
    return sorted([*offerti, *map(_di_spesa_comune, comuni)], key=lambda offerto: str(offerto.pagato_il))


def _azione(struttura: Struttura | None) -> str:
    if struttura is None:
        return RICOGNIZIONE
    return CONDOMINI if struttura.tipo == TipoStruttura.CONDOMINIO_SOCIALE else CASE


def _di_costo(costo: Costo) -> CostoOfferto:
    cosa = di_che_cosa(costo)
    return CostoOfferto(
        chiave=f"cohousing:costo:{costo.pk}",
        fornitore=costo.fornitore,
        numero=costo.documento_numero,
        data=costo.documento_del,
        importo=costo.importo,
        macrovoce=MACROVOCI[VoceCosto(costo.voce)],
        azione=_azione(costo.struttura),
        descrizione=f"{costo.descrizione}: {cosa.numero}, {cosa}"[:300],
        tipo="FATTURA",
        codice_fiscale=costo.codice_fiscale,
        pagato_il=costo.pagato_il,
        documento=costo.documento_id,
        note=tuple(_note_costo(costo)),
    )


def _note_costo(costo: Costo) -> Iterator[str]:
    yield from che_cosa_manca(costo.codice_fiscale, costo.documento_id)
    if costo.immobile and costo.immobile.stato == StatoImmobile.SCARTATO:
        yield SCARTATO


def _di_spesa_comune(spesa: SpesaComune) -> CostoOfferto:
    """Only what the ETS takes on itself: the shares of the households are recovered from them."""
    resta = _resta_all_ente(spesa)
    casa = spesa.struttura
    return CostoOfferto(
        chiave=f"cohousing:spesa_comune:{spesa.pk}",
        fornitore=spesa.fornitore,
        numero=spesa.documento_numero,
        data=spesa.documento_del,
        importo=resta,
        macrovoce=UTENZE_E_MANUTENZIONI,
        azione=_azione(casa),
        descrizione=f"{spesa.descrizione}, parte a carico dell’ente: {casa.numero}, {casa}"[:300],
        tipo="FATTURA",
        codice_fiscale=spesa.codice_fiscale,
        pagato_il=spesa.pagata_il,
        documento=spesa.documento_id,
        note=tuple(_note_spesa(spesa, resta)),
    )


def _resta_all_ente(spesa: SpesaComune) -> Decimal:
    return spesa.a_carico_ente if spesa.stato == StatoSpesaComune.RIPARTITA else ZERO


def _note_spesa(spesa: SpesaComune, resta: Decimal) -> Iterator[str]:
    if spesa.stato == StatoSpesaComune.BOZZA:
        yield DA_RIPARTIRE
    elif not resta:
        yield TUTTA_DEI_NUCLEI
    else:
        if resta < spesa.importo:
            yield f"La fattura è di {in_euro(spesa.importo)}: il resto lo pagano i nuclei che abitano la casa"
        yield from che_cosa_manca(spesa.codice_fiscale, spesa.documento_id)
