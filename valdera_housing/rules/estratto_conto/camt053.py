"""camt.053 (ISO 20022, BankToCustomerStatement), any version: 001.02 to 001.08 and after.

Versions differ in the namespace and in a few nestings (``Sts`` becomes ``Sts/Cd``, ``Dbtr/Nm`` becomes
``Dbtr/Pty/Nm``, ``TxDtls/Amt`` appears): the namespace is dropped and both nestings are looked for.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, TreeBuilder  # shapes only: the parsing below is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.giorni import in_cifre
from valdera_housing.rules.estratto_conto.estratto import (
    MAX_CAUSALE,
    MAX_CONTROPARTE,
    MAX_RIFERIMENTO,
    EstrattoIlleggibile,
    MovimentoLetto,
    Spezzone,
    giorno_plausibile,
    iban_in,
    importo_positivo,
    pulito,
    unisci,
)

MAX_PROFONDITA = 60  # a camt.053 needs about 15 levels
MAX_ELEMENTI = 1_000_000

_SEGNI = {"CRDT": 1, "DBIT": -1}
_APERTURA, _CHIUSURA = ("OPBD", "PRCD"), ("CLBD",)
_SENZA_RIFERIMENTO = {"NOTPROVIDED", "NOT PROVIDED", "NONREF"}
_ALTRI_MESSAGGI = {
    "BkToCstmrAcctRpt": "è un camt.052 (movimenti della giornata, non ancora definitivi)",
    "BkToCstmrDbtCdtNtfctn": "è un camt.054 (avvisi di singole operazioni)",
    "CstmrCdtTrfInitn": "è un pain.001 (ordini di bonifico, non movimenti)",
    "CstmrPmtStsRpt": "è un pain.002 (esiti di disposizioni)",
    "CstmrDrctDbtInitn": "è un pain.008 (ordini di addebito, non movimenti)",
}


def leggi_camt053(contenuto: bytes) -> list[Spezzone]:
    """Every ``Stmt`` of the message. Raises EstrattoIlleggibile."""
    radice = _analizza(contenuto)
    messaggio = radice if radice.tag == "BkToCstmrStmt" else radice.find("BkToCstmrStmt")
    if messaggio is None:
        nome = radice[0].tag if radice.tag == "Document" and len(radice) else radice.tag
        che_cosa = _ALTRI_MESSAGGI.get(nome, f"è un documento «{pulito(nome, 60)}»")
        raise EstrattoIlleggibile(f"Il file XML {che_cosa}: serve l'estratto conto camt.053.")
    return [_spezzone(estratto) for estratto in messaggio.findall("Stmt")]


# --- from bytes to a tree -----------------------------------------------------------------


class _Costruttore(TreeBuilder):
    """Builds the tree with namespaces dropped; stops documents too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self.profondita = self.elementi = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.profondita += 1
        self.elementi += 1
        if self.profondita > MAX_PROFONDITA or self.elementi > MAX_ELEMENTI:
            raise EstrattoIlleggibile("Il file XML ha una struttura anomala: non è un estratto conto.")
        return super().start(tag.rpartition("}")[2], attrs)

    def end(self, tag: str) -> Element:
        self.profondita -= 1
        return super().end(tag.rpartition("}")[2])


def _analizza(contenuto: bytes) -> Element:
    parser = DefusedXMLParser(target=_Costruttore(), forbid_dtd=True)
    try:
        parser.feed(contenuto)
        radice: Element = parser.close()
    except ParseError as errore:
        riga, colonna = errore.position
        raise EstrattoIlleggibile(
            f"Il file XML è danneggiato o incompleto (riga {riga}, colonna {colonna + 1})."
        ) from errore
    except DefusedXmlException as errore:
        raise EstrattoIlleggibile("Il file XML contiene una DTD o entità, vietate: non viene aperto.") from errore
    except (LookupError, ValueError) as errore:
        raise EstrattoIlleggibile("I caratteri del file XML non si leggono: la codifica è sconosciuta.") from errore
    return radice


# --- one statement ------------------------------------------------------------------------


def _spezzone(estratto: Element) -> Spezzone:
    divisa = _testo(estratto, "Acct/Ccy")
    if divisa not in ("", "EUR"):
        raise EstrattoIlleggibile(f"Il conto è in {pulito(divisa, 3)}: si leggono solo i conti in euro.")
    avvisi: list[str] = []
    movimenti = tuple(m for voce in estratto.findall("Ntry") for m in _movimenti(voce, avvisi))
    saldi = {codice: saldo for saldo in estratto.findall("Bal") if (codice := _testo(saldo, "Tp/CdOrPrtry/Cd"))}
    return Spezzone(
        movimenti=movimenti,
        conto=_testo(estratto, "Acct/Id/IBAN") or _testo(estratto, "Acct/Id/Othr/Id"),
        dal=_data(estratto, "FrToDt/FrDtTm"),
        al=_data(estratto, "FrToDt/ToDtTm") or _giorno_saldo(saldi),
        saldo_iniziale=_saldo(saldi, _APERTURA),
        saldo_finale=_saldo(saldi, _CHIUSURA),
        avvisi=tuple(avvisi),
    )


def _saldo(saldi: dict[str, Element], codici: tuple[str, ...]) -> Decimal | None:
    elemento = next((saldi[codice] for codice in codici if codice in saldi), None)
    return None if elemento is None else _segno(elemento) * _importo(elemento, "Amt", "di un saldo")


def _giorno_saldo(saldi: dict[str, Element]) -> date | None:
    """The day of the closing balance: it dates a statement with no period and no movements."""
    return _data(saldi["CLBD"], "Dt") if "CLBD" in saldi else None


# --- one entry ----------------------------------------------------------------------------


def _movimenti(voce: Element, avvisi: list[str]) -> Iterator[MovimentoLetto]:
    """The movements of an entry: one for each of its transactions when their amounts are known, else one."""
    if (_testo(voce, "Sts/Cd") or _testo(voce, "Sts") or "BOOK") != "BOOK":
        avvisi.append("I movimenti non ancora contabilizzati sono stati lasciati fuori: arriveranno più avanti.")
        return
    giorno = _data(voce, "BookgDt") or _data(voce, "ValDt")
    if giorno is None:
        raise EstrattoIlleggibile("Un movimento non ha la data contabile (BookgDt).")
    valuta = _data(voce, "ValDt") or giorno
    totale = _segno(voce) * _importo(voce, "Amt", f"del movimento del {in_cifre(giorno)}")
    operazioni = voce.findall("NtryDtls/TxDtls")
    importi = [_importo_operazione(operazione, _segno(voce)) for operazione in operazioni]
    if len(operazioni) > 1 and _somma(importi) != totale:
        avvisi.append(
            f"Il movimento cumulativo di {in_euro(totale)} del {in_cifre(giorno)} resta intero: "
            "gli importi delle sue operazioni mancano o non tornano."
        )
        operazioni = []
    if len(operazioni) <= 1:
        importi = [totale]
    for operazione, importo in zip(operazioni or [voce], importi, strict=True):
        if importo:
            yield _movimento(voce, operazione, giorno, valuta, importo)


def _somma(importi: list[Decimal | None]) -> Decimal | None:
    noti = [importo for importo in importi if importo is not None]
    return sum(noti, ZERO) if len(noti) == len(importi) else None


def _importo_operazione(operazione: Element, segno_voce: int) -> Decimal | None:
    """Signed amount of one transaction in euro; None when it is not written, or is written in another currency."""
    for percorso in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        elemento = operazione.find(percorso)
        if elemento is not None and elemento.get("Ccy", "EUR") == "EUR":
            valore = importo_positivo((elemento.text or "").strip())
            segno = _SEGNI.get(_testo(operazione, "CdtDbtInd"), segno_voce)
            return None if valore is None else segno * valore
    return None


def _movimento(voce: Element, operazione: Element, giorno: date, valuta: date, importo: Decimal) -> MovimentoLetto:
    storno = _testo(voce, "RvslInd") in ("true", "1")
    # CdtDbtInd is the direction of the money even in a reversal, but the parties keep the roles of the original.
    altro = "Dbtr" if (importo > 0) != storno else "Cdtr"
    riferimento = _testo(operazione, "Refs/EndToEndId")
    if riferimento.upper() in _SENZA_RIFERIMENTO:
        riferimento = ""
    return MovimentoLetto(
        data=giorno,
        valuta=valuta,
        importo=importo,
        causale=pulito(("Storno: " if storno else "") + _causale(voce, operazione), MAX_CAUSALE),
        controparte=pulito(_nome(operazione, altro), MAX_CONTROPARTE),
        controparte_iban=iban_in(_testo(operazione, f"RltdPties/{altro}Acct/Id/IBAN")),
        riferimento=pulito(
            riferimento or _testo(operazione, "Refs/AcctSvcrRef") or _testo(voce, "AcctSvcrRef"), MAX_RIFERIMENTO
        ),
    )


def _causale(voce: Element, operazione: Element) -> str:
    """What the payer wrote; only when there is nothing, what the bank says of the operation."""
    scritte = [e.text for e in operazione.findall("RmtInf/Ustrd")]
    scritte += [e.text for e in operazione.findall("RmtInf/Strd/CdtrRefInf/Ref")]
    scritte += [e.text for e in operazione.findall("RmtInf/Strd/AddtlRmtInf")]
    return unisci(scritte) or unisci([_testo(operazione, "AddtlTxInf"), _testo(voce, "AddtlNtryInf")])


def _nome(operazione: Element, ruolo: str) -> str:
    parti = f"RltdPties/{ruolo}"
    ultimo = f"RltdPties/Ultmt{ruolo}"
    return next((n for p in (parti, ultimo) for c in ("Nm", "Pty/Nm") if (n := _testo(operazione, f"{p}/{c}"))), "")


# --- values -------------------------------------------------------------------------------


def _testo(elemento: Element, percorso: str) -> str:
    return (elemento.findtext(percorso) or "").strip()


def _segno(elemento: Element) -> int:
    scritto = _testo(elemento, "CdtDbtInd")
    if scritto not in _SEGNI:
        raise EstrattoIlleggibile(f"Non si capisce se un importo è a credito o a debito («{pulito(scritto, 20)}»).")
    return _SEGNI[scritto]


def _importo(elemento: Element, percorso: str, che_cosa: str) -> Decimal:
    trovato = elemento.find(percorso)
    scritto = "" if trovato is None else (trovato.text or "").strip()
    if trovato is not None and trovato.get("Ccy", "EUR") != "EUR":
        raise EstrattoIlleggibile(f"L'importo {che_cosa} non è in euro ({pulito(trovato.get('Ccy'), 3)}).")
    valore = importo_positivo(scritto)
    if valore is None:
        raise EstrattoIlleggibile(f"L'importo {che_cosa} non si legge: «{pulito(scritto, 40)}».")
    return valore


def _data(elemento: Element, percorso: str) -> date | None:
    """The day of a date, a date and time, or a choice between ``Dt`` and ``DtTm``; None when it is not there."""
    scritta = next((t for p in (percorso, f"{percorso}/Dt", f"{percorso}/DtTm") if (t := _testo(elemento, p))), "")
    if not scritta:
        return None
    try:
        giorno = date.fromisoformat(scritta[:10])
    except ValueError:
        giorno = date.min
    if not giorno_plausibile(giorno):
        raise EstrattoIlleggibile(f"Una data non si legge: «{pulito(scritta, 40)}».")
    return giorno
