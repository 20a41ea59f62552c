"""What shared housing offers to the accounts of a quarter: what its houses and buildings cost, and its own part of the
common bills.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, Trim

from cohousing.choices import StatoImmobile, StatoSpesaComune, TipoStruttura, VoceCosto
from cohousing.models import Costo, SpesaComune
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Trimestre
from valdera_housing.queries.costo import che_cosa_manca

COSTO, SPESA_COMUNE = "costo", "spesa_comune"
# The cost categories of the accounts (domain.md 6.3).
MACROVOCI = {
    VoceCosto.LAVORI: "E",
    VoceCosto.UTENZE: "E",
    VoceCosto.ARREDI: "H",
    VoceCosto.MATERIALI: "H",
    VoceCosto.PROFESSIONISTI: "B",
    VoceCosto.ASSICURAZIONE: "I",
}
AZIONI = {
    TipoStruttura.COABITAZIONE.value: "Case condivise",
    TipoStruttura.CONDOMINIO_SOCIALE.value: "Condomini sociali",
}
RICOGNIZIONE = "Ricognizione del patrimonio"
SCARTATO = "L’immobile è stato scartato: spiega perché la spesa resta"
DA_RIPARTIRE = "La spesa comune è ancora da ripartire: prima si decide quanto ne resta all’ente"
TUTTA_DEI_NUCLEI = "La pagano per intero i nuclei che abitano la casa: non c’è niente da chiedere"


class Riga(NamedTuple):
    """An expense or a common bill as the database tells it. ``stato`` is of the bill, or of the building."""

    genere: str
    pk: int
    descrizione: str
    fornitore: str
    codice_fiscale: str
    documento_numero: str
    documento_del: date
    importo: Decimal
    a_carico_ente: Decimal
    pagato: date
    documento: int | None
    voce: str
    stato: str
    tipo: str
    numero: str
    nome: str

    @property
    def comune(self) -> bool:
        return self.genere == SPESA_COMUNE

    @property
    def resta(self) -> Decimal:
        """What can be claimed: of a bill, once it is split, what the ETS takes on itself."""
        if not self.comune:
            return self.importo
        return self.a_carico_ente if self.stato == StatoSpesaComune.RIPARTITA else ZERO


def costi_da_rendicontare(trimestre: Trimestre) -> list[CostoOfferto]:
    """By the cash principle an expense counts in the quarter of its payment. One query, the earliest first."""
    costi = Costo.objects.pagati_fra(trimestre.inizio, trimestre.fine).filter(annullato_il=None)
    spese = SpesaComune.objects.filter(pagata_il__gte=trimestre.inizio, pagata_il__lte=trimestre.fine)
    comuni = spese.exclude(stato=StatoSpesaComune.ANNULLATA)
    righe = _di_costi(costi).union(_di_spese_comuni(comuni), all=True)
    return [_offerto(riga) for riga in sorted((Riga(*r) for r in righe), key=attrgetter("pagato", "genere", "pk"))]


DEL_DOCUMENTO = ("pk", "descrizione", "fornitore", "codice_fiscale", "documento_numero", "documento_del", "importo")


def _di_costi(costi: QuerySet[Costo]) -> QuerySet:
    indirizzo = Trim(Concat("immobile__indirizzo", Value(" "), "immobile__civico"))
    edificio = Case(When(immobile__denominazione="", then=indirizzo), default=F("immobile__denominazione"))
    return costi.order_by().values_list(
        Value(COSTO), *DEL_DOCUMENTO, "importo", "pagato_il", "documento", "voce",
        Coalesce("immobile__stato", Value("")), Coalesce("struttura__tipo", Value("")),
        Coalesce("struttura__numero", "immobile__numero"), Coalesce("struttura__nome", edificio),
    )  # fmt: skip


def _di_spese_comuni(spese: QuerySet[SpesaComune]) -> QuerySet:
    return spese.order_by().values_list(
        Value(SPESA_COMUNE), *DEL_DOCUMENTO, "a_carico_ente", "pagata_il", "documento", Value(VoceCosto.UTENZE.value),
        "stato", "struttura__tipo", "struttura__numero", "struttura__nome",
    )  # fmt: skip


def _offerto(riga: Riga) -> CostoOfferto:
    che_cosa = f"{riga.descrizione}, parte a carico dell’ente" if riga.comune else riga.descrizione
    return CostoOfferto(
        chiave=f"cohousing:{riga.genere}:{riga.pk}",
        fornitore=riga.fornitore,
        numero=riga.documento_numero,
        data=riga.documento_del,
        importo=riga.resta,
        macrovoce=MACROVOCI[VoceCosto(riga.voce)],
        azione=AZIONI.get(riga.tipo, RICOGNIZIONE),
        descrizione=f"{che_cosa}: {riga.numero}, {riga.nome}"[:300],
        tipo="FATTURA",
        codice_fiscale=riga.codice_fiscale,
        pagato_il=riga.pagato,
        documento=riga.documento,
        note=tuple(_note(riga)),
    )


def _note(riga: Riga) -> Iterator[str]:
    if riga.comune and riga.stato == StatoSpesaComune.BOZZA:
        yield DA_RIPARTIRE
    elif not riga.resta:
        yield TUTTA_DEI_NUCLEI
    else:
        if riga.resta < riga.importo:
            yield f"La fattura è di {in_euro(riga.importo)}: il resto lo pagano i nuclei che abitano la casa"
        yield from che_cosa_manca(riga.codice_fiscale, riga.documento)
    if riga.stato == StatoImmobile.SCARTATO:
        yield SCARTATO
