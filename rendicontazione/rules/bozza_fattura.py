"""What an electronic invoice becomes among the documents of the ETS: kind, columns, and what somebody should look at.

Nothing is invented: what the file does not say stays empty, and what was worked out is said in the notes.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rendicontazione.choices import TipoDocumento
from rendicontazione.rules.fattura import INTEGRAZIONI, CorpoFattura
from valdera_housing.kit.denaro import ZERO, centesimi, in_euro

PARCELLE = frozenset({"TD03", "TD06"})
NOTE_DI_DEBITO = frozenset({"TD05", "TD09"})
MASSIMO = Decimal("9999999999.99")
LUNGHEZZA_CF = 16


@dataclass(frozen=True)
class Committente:
    """Who should be billed and when: the ETS of the convention, its dates, its CUP."""

    nome: str
    partita_iva: str
    codice_fiscale: str
    inizio: date
    fine: date
    cup: str


def tipo_documento(corpo: CorpoFattura) -> TipoDocumento:
    """An invoice with a negative total takes money back: it is a credit note whatever its code says."""
    if corpo.nota_di_credito or corpo.totale < 0:
        return TipoDocumento.NOTA_CREDITO
    if corpo.tipo_documento in PARCELLE:
        return TipoDocumento.PARCELLA
    if corpo.tipo_documento in NOTE_DI_DEBITO:
        return TipoDocumento.NOTA_DEBITO
    return TipoDocumento.ALTRO if corpo.tipo_documento in INTEGRAZIONI else TipoDocumento.FATTURA


def identificativo(corpo: CorpoFattura) -> str:
    """VAT number, or fiscal code, of the supplier."""
    return corpo.partita_iva or _codice_fiscale(corpo)


def ostacolo(corpo: CorpoFattura) -> str | None:
    """Why an invoice that reads well cannot become a document all the same."""
    if not identificativo(corpo):
        return f"Il codice fiscale del fornitore ({corpo.codice_fiscale}) non è valido e manca la partita IVA."
    if max(abs(corpo.imponibile), abs(corpo.iva), abs(corpo.totale)) > MASSIMO:
        return "Gli importi sono troppo grandi: controllare il file con il fornitore."
    if corpo.nota_di_credito and corpo.totale > 0:
        return "La nota di credito ha un totale positivo: controllare il file con il fornitore."
    return None


def campi(corpo: CorpoFattura, committente: Committente) -> dict[str, Any]:
    """The columns of DocumentoSpesa that the invoice fills; amounts in euro and cents."""
    return {
        "tipo": tipo_documento(corpo),
        "codice_tipo": corpo.tipo_documento,
        "fornitore": corpo.fornitore,
        "partita_iva": corpo.partita_iva or "",
        "codice_fiscale": _codice_fiscale(corpo),
        "numero": corpo.numero,
        "data": corpo.data,
        "imponibile": centesimi(corpo.imponibile),
        "iva": centesimi(corpo.iva),
        "totale": centesimi(corpo.totale),
        "ritenuta": centesimi(sum((r.importo for r in corpo.ritenute), ZERO)),
        "cup": _cup(corpo, committente),
        "cig": next((c.codice for c in corpo.cig if c.valido), ""),
        "causale": corpo.causale or "",
    }


def avvisi(corpo: CorpoFattura, committente: Committente) -> list[str]:
    """The notes of the reading, and what does not fit this convention."""
    trovati = [
        *corpo.avvisi,
        _altro_committente(corpo, committente),
        _fuori_convenzione(corpo, committente),
        _altro_cup(corpo, committente),
        _oltre_l_imponibile(corpo),
        _iva_al_fisco(corpo),
        _negativa(corpo),
    ]
    return list(dict.fromkeys(a for a in trovati if a))


def _codice_fiscale(corpo: CorpoFattura) -> str:
    codice = corpo.codice_fiscale or ""
    return codice if len(codice) <= LUNGHEZZA_CF else ""


def _cup(corpo: CorpoFattura, committente: Committente) -> str:
    codici = [c.codice for c in corpo.cup if c.valido]
    return committente.cup if committente.cup in codici else next(iter(codici), "")


def _altro_committente(corpo: CorpoFattura, committente: Committente) -> str | None:
    soggetto = corpo.cessionario
    if soggetto is None:
        return None
    suoi = {soggetto.partita_iva, (soggetto.codice_fiscale or "").removeprefix("IT")} - {None, ""}
    nostri = {committente.partita_iva, committente.codice_fiscale} - {""}
    if not suoi or not nostri or suoi & nostri:
        return None
    codice = soggetto.partita_iva or soggetto.codice_fiscale
    return f"La fattura è intestata a {soggetto.denominazione or codice} ({codice}) e non a {committente.nome}."


def _fuori_convenzione(corpo: CorpoFattura, committente: Committente) -> str | None:
    if committente.inizio <= corpo.data <= committente.fine:
        return None
    return f"La data della fattura ({corpo.data:%d/%m/%Y}) è fuori dalla convenzione."


def _altro_cup(corpo: CorpoFattura, committente: Committente) -> str | None:
    codici = [c.codice for c in corpo.cup if c.valido]
    if not committente.cup or not codici or committente.cup in codici:
        return None
    return (
        f"Il CUP in fattura ({', '.join(dict.fromkeys(codici))}) non è quello della convenzione ({committente.cup})."
    )


def _oltre_l_imponibile(corpo: CorpoFattura) -> str | None:
    """A stamp duty or a rounding billed on top of the VAT summary: claimed only if somebody says it is a cost."""
    differenza = centesimi(corpo.totale) - centesimi(corpo.imponibile + corpo.iva)
    if differenza * corpo.segno <= 0:
        return None
    return (
        f"Il totale supera imponibile e IVA di {in_euro(abs(differenza))} (bollo o arrotondamento): "
        "se è un costo da rendicontare aggiungilo all'imponibile."
    )


def _iva_al_fisco(corpo: CorpoFattura) -> str | None:
    if not corpo.split_payment:
        return None
    return "La fattura è in scissione dei pagamenti: l'IVA non va al fornitore, controllare."


def _negativa(corpo: CorpoFattura) -> str | None:
    if corpo.nota_di_credito or corpo.totale >= 0:
        return None
    return f"È una {corpo.tipo_documento} con importi negativi: è trattata come nota di credito."
