"""The shape of an invoice once it has been read, and nothing else.

Amounts are `Decimal` euros carrying the sign they have in the buyer's books: every amount of a credit note
(TD04, TD08) is negative here, although in the XML it is written positive. An optional element that the file
does not carry is `None`, never zero.
Source: formats FatturaPA 1.2 and fattura semplificata 1.0 (Agenzia delle Entrate, provv. 89757/2018, all. A).
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

TIPI_DOCUMENTO = {
    "TD01": "Fattura",
    "TD02": "Acconto su fattura",
    "TD03": "Acconto su parcella",
    "TD04": "Nota di credito",
    "TD05": "Nota di debito",
    "TD06": "Parcella",
    "TD07": "Fattura semplificata",
    "TD08": "Nota di credito semplificata",
    "TD09": "Nota di debito semplificata",
    "TD16": "Integrazione per inversione contabile interna",
    "TD17": "Integrazione per servizi dall'estero",
    "TD18": "Integrazione per beni intracomunitari",
    "TD19": "Integrazione per beni da fornitore estero",
    "TD20": "Autofattura o integrazione",
    "TD21": "Autofattura per splafonamento",
    "TD22": "Estrazione di beni da deposito IVA",
    "TD23": "Estrazione di beni da deposito IVA con versamento",
    "TD24": "Fattura differita",
    "TD25": "Fattura differita per cessione di terzi",
    "TD26": "Cessione di beni ammortizzabili",
    "TD27": "Autoconsumo o cessione gratuita",
    "TD28": "Acquisto da San Marino con fattura cartacea",
    "TD29": "Segnalazione di fattura omessa o irregolare",
}
MODALITA_PAGAMENTO = {
    "MP01": "Contanti",
    "MP02": "Assegno",
    "MP03": "Assegno circolare",
    "MP04": "Contanti presso tesoreria",
    "MP05": "Bonifico",
    "MP06": "Vaglia cambiario",
    "MP07": "Bollettino bancario",
    "MP08": "Carta di pagamento",
    "MP09": "RID",
    "MP10": "RID utenze",
    "MP11": "RID veloce",
    "MP12": "RIBA",
    "MP13": "MAV",
    "MP14": "Quietanza erario",
    "MP15": "Giroconto su conti di contabilità speciale",
    "MP16": "Domiciliazione bancaria",
    "MP17": "Domiciliazione postale",
    "MP18": "Bollettino postale",
    "MP19": "Addebito diretto SEPA",
    "MP20": "Addebito diretto SEPA CORE",
    "MP21": "Addebito diretto SEPA B2B",
    "MP22": "Trattenuta su somme già riscosse",
    "MP23": "PagoPA",
}
NOTE_DI_CREDITO = frozenset({"TD04", "TD08"})
# Documents that the buyer writes to integrate an invoice it already received: the cost may be there twice.
INTEGRAZIONI = frozenset({"TD16", "TD17", "TD18", "TD19", "TD20", "TD21", "TD22", "TD23", "TD28", "TD29"})


class FileIlleggibile(ValueError):
    """The file cannot be read as an invoice; the message is the Italian sentence to show."""


@dataclass(frozen=True)
class Soggetto:
    """Who is billed. Every field may be missing in a simplified invoice."""

    denominazione: str | None = None
    id_paese: str | None = None
    partita_iva: str | None = None
    codice_fiscale: str | None = None


@dataclass(frozen=True)
class RigaIva:
    """A row of the VAT summary. `esigibilita` is I (immediate), D (deferred) or S (split payment).

    `spese_accessorie` (freight, packaging) are already inside `imponibile`.
    """

    imponibile: Decimal
    imposta: Decimal
    aliquota: Decimal | None = None
    natura: str | None = None
    esigibilita: str | None = None
    spese_accessorie: Decimal | None = None


@dataclass(frozen=True)
class LineaFattura:
    """A line of the invoice; prices have up to eight decimals, as in the file."""

    numero: int | None
    descrizione: str | None
    quantita: Decimal | None = None
    prezzo_unitario: Decimal | None = None
    prezzo_totale: Decimal | None = None
    aliquota: Decimal | None = None
    natura: str | None = None
    inizio_periodo: date | None = None
    fine_periodo: date | None = None


@dataclass(frozen=True)
class Ritenuta:
    """A withholding: `tipo` RT01…RT06, `causale` the reason code of the certificazione unica."""

    tipo: str | None
    importo: Decimal
    aliquota: Decimal | None = None
    causale: str | None = None


@dataclass(frozen=True)
class CassaPrevidenziale:
    """A pension-fund contribution, already inside the VAT summary: never to be added to the total."""

    tipo: str | None
    importo: Decimal
    aliquota: Decimal | None = None


@dataclass(frozen=True)
class ScadenzaPagamento:
    """How and when the supplier asks to be paid: `modalita` MP01 (cash) … MP05 (bank transfer) … MP23."""

    modalita: str | None
    importo: Decimal | None
    scadenza: date | None = None
    iban: str | None = None

    @property
    def nome_modalita(self) -> str:
        return MODALITA_PAGAMENTO.get(self.modalita or "", self.modalita or "Pagamento")


@dataclass(frozen=True)
class CodiceTrovato:
    """A CUP or CIG and where it stands; `linee` are the invoice lines it refers to (empty: all of them)."""

    codice: str
    dove: str
    linee: tuple[int, ...] = ()
    valido: bool = True


@dataclass(frozen=True)
class FatturaCollegata:
    """The invoice that a credit note corrects, or that this one refers to."""

    numero: str
    data: date | None = None
    linee: tuple[int, ...] = ()


@dataclass(frozen=True)
class Allegato:
    """A file carried inside the invoice, kept as the base64 text of the XML until somebody asks for it."""

    nome: str | None
    formato: str | None
    descrizione: str | None
    compressione: str | None
    base64: str = field(repr=False)

    def decodifica(self, massimo: int = 10 * 1024 * 1024) -> bytes:
        """Bytes of the attachment (still compressed when `compressione` is set).

        Raises FileIlleggibile when the text is not base64 or the file would exceed `massimo` bytes.
        """
        testo = "".join(self.base64.split())
        if len(testo) * 3 // 4 > massimo + 2:
            raise FileIlleggibile(f"L'allegato «{self.nome}» è troppo grande.")
        try:
            return base64.b64decode(testo, validate=True)
        except (binascii.Error, ValueError) as errore:
            raise FileIlleggibile(f"L'allegato «{self.nome}» non si può aprire: è danneggiato.") from errore


@dataclass(frozen=True)
class CorpoFattura:
    """One body of a FatturaPA, read in full. `corpo` counts from 1 inside `file`.

    `segno` is -1 for credit notes; `imponibile`, `iva`, `totale` and every other amount already carry it.
    `totale_calcolato` is true when the file does not state the total: it comes from the VAT summary.
    `netto_a_pagare` = totale - ritenute - split-payment VAT.
    `bollo` is the stamp duty the supplier declares it paid; it is never added on top of a total that has it.
    """

    file: str
    corpo: int
    formato: str | None
    fornitore: str
    id_paese: str | None
    partita_iva: str | None
    codice_fiscale: str | None
    regime_fiscale: str | None
    cessionario: Soggetto | None
    tipo_documento: str
    numero: str
    data: date
    divisa: str
    segno: int
    imponibile: Decimal
    iva: Decimal
    totale: Decimal
    totale_calcolato: bool
    netto_a_pagare: Decimal
    split_payment: bool
    arrotondamento: Decimal | None = None
    bollo: Decimal | None = None
    bollo_virtuale: bool = False
    causale: str | None = None
    riepilogo: tuple[RigaIva, ...] = ()
    linee: tuple[LineaFattura, ...] = ()
    ritenute: tuple[Ritenuta, ...] = ()
    cassa_previdenziale: tuple[CassaPrevidenziale, ...] = ()
    pagamenti: tuple[ScadenzaPagamento, ...] = ()
    cup: tuple[CodiceTrovato, ...] = ()
    cig: tuple[CodiceTrovato, ...] = ()
    fatture_collegate: tuple[FatturaCollegata, ...] = ()
    allegati: tuple[Allegato, ...] = ()
    avvisi: tuple[str, ...] = ()

    @property
    def nome_tipo(self) -> str:
        return TIPI_DOCUMENTO.get(self.tipo_documento, "Documento")

    @property
    def nota_di_credito(self) -> bool:
        return self.segno < 0

    @property
    def codici_cup(self) -> tuple[str, ...]:
        """The different CUPs, in reading order; a malformed one counts only when nothing better is there."""
        return _codici(self.cup)

    @property
    def codici_cig(self) -> tuple[str, ...]:
        return _codici(self.cig)


@dataclass(frozen=True)
class CorpoIlleggibile:
    """A file, or one body of it, that does not become an invoice, with the reason in one Italian sentence.

    `corpo` is None when the whole file is refused. The other fields are what could be read all the same.
    """

    file: str
    corpo: int | None
    motivo: str
    fornitore: str | None = None
    partita_iva: str | None = None
    numero: str | None = None
    data: date | None = None
    tipo_documento: str | None = None


EsitoCorpo = CorpoFattura | CorpoIlleggibile


def riga_json(esito: EsitoCorpo, *, stato: str, motivo: str | None = None) -> dict[str, str | None]:
    """One line of `importa_fatture --json`: money with two decimals, ISO date, None where unknown.

    `motivo` is the caller's reason (e.g. which document this one duplicates); an unreadable body has its own.
    Several CUPs are joined by ", ".
    """
    riga: dict[str, str | None] = {
        "file": esito.file,
        "stato": stato,
        "fornitore": esito.fornitore,
        "partita_iva": esito.partita_iva,
        "numero": esito.numero,
        "data": esito.data.isoformat() if esito.data else None,
        "tipo": esito.tipo_documento,
        "imponibile": None,
        "iva": None,
        "totale": None,
        "cup": None,
        "motivo": motivo,
    }
    if isinstance(esito, CorpoIlleggibile):
        return riga | {"motivo": motivo or esito.motivo}
    return riga | {
        "imponibile": f"{esito.imponibile:.2f}",
        "iva": f"{esito.iva:.2f}",
        "totale": f"{esito.totale:.2f}",
        "cup": ", ".join(esito.codici_cup) or None,
    }


def _codici(trovati: Iterable[CodiceTrovato]) -> tuple[str, ...]:
    trovati = tuple(trovati)
    validi = [c for c in trovati if c.valido]
    return tuple(dict.fromkeys(c.codice for c in validi or trovati))
