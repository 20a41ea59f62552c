"""Bank statements as a bank would write them, as bytes.

    camt(voce("300.00"), voce("12.50", "DBIT"), saldi=("100.00", "387.50"))
    mt940(riga("300,00", testo="AFFITTO MARZO"), saldi=("100,00", "400,00"))
    csv_banca("02/03/2026;03/03/2026;300,00;Affitto marzo")

Every argument is text as it goes in the file (so that tests can also write nonsense); None leaves the element out.
"""

from xml.sax.saxutils import escape

IBAN = "IT60X0542811101000000123456"
ALTRO_IBAN = "IT66R0503471130000000123456"
VERSIONE = "08"


def el(tag: str, *dentro: str | None) -> str:
    """An element around XML already written; nothing when there is nothing inside."""
    contenuto = "".join(d for d in dentro if d)
    return f"<{tag}>{contenuto}</{tag}>" if contenuto else ""


def testo(tag: str, valore: str | None) -> str:
    return "" if valore is None else f"<{tag}>{escape(valore)}</{tag}>"


def importo_xml(valore: str, divisa: str = "EUR") -> str:
    return f'<Amt Ccy="{divisa}">{escape(valore)}</Amt>'


def operazione(
    importo: str | None = None,
    segno: str | None = None,
    *,
    causale: str | None = "Affitto",
    controparte: str | None = "Rossi Maria",
    iban: str | None = ALTRO_IBAN,
    riferimento: str | None = "NOTPROVIDED",
    ruolo: str = "Dbtr",
    vecchia: bool = False,
) -> str:
    """A TxDtls. ``vecchia`` nests as the versions before 001.04 and 001.08 do."""
    importo_suo = "" if importo is None else importo_xml(importo)
    nome = testo("Nm", controparte)
    return el(
        "TxDtls",
        el("Refs", testo("EndToEndId", riferimento)),
        el("AmtDtls", el("TxAmt", importo_suo)) if vecchia else importo_suo,
        testo("CdtDbtInd", segno),
        el(
            "RltdPties",
            el(ruolo, nome if vecchia else el("Pty", nome)),
            el(f"{ruolo}Acct", el("Id", testo("IBAN", iban))),
        ),
        el("RmtInf", testo("Ustrd", causale)),
    )


def voce(
    importo: str = "300.00",
    segno: str = "CRDT",
    *operazioni: str,
    giorno: str | None = "2026-03-02",
    valuta: str | None = "2026-03-03",
    stato: str = "<Sts><Cd>BOOK</Cd></Sts>",
    storno: bool = False,
    divisa: str = "EUR",
    banca: str | None = "ACC-1",
    descrizione: str | None = None,
) -> str:
    """A Ntry around its TxDtls."""
    return el(
        "Ntry",
        importo_xml(importo, divisa),
        testo("CdtDbtInd", segno),
        "<RvslInd>true</RvslInd>" if storno else "",
        stato,
        el("BookgDt", testo("Dt", giorno)),
        el("ValDt", testo("Dt", valuta)),
        testo("AcctSvcrRef", banca),
        el("NtryDtls", *operazioni),
        testo("AddtlNtryInf", descrizione),
    )


def saldo(codice: str, importo: str, giorno: str = "2026-03-31") -> str:
    """A Bal; a leading minus makes it a debit."""
    segno = "DBIT" if importo.startswith("-") else "CRDT"
    return el(
        "Bal",
        el("Tp", el("CdOrPrtry", testo("Cd", codice))),
        importo_xml(importo.removeprefix("-")),
        testo("CdtDbtInd", segno),
        el("Dt", testo("Dt", giorno)),
    )


def estratto(
    *voci: str,
    iban: str | None = IBAN,
    divisa: str | None = "EUR",
    dal: str | None = "2026-03-01",
    al: str | None = "2026-03-31",
    saldi: tuple[str, str] | None = None,
    apertura: str = "OPBD",
) -> str:
    """A Stmt."""
    periodo = el(
        "FrToDt",
        testo("FrDtTm", dal and f"{dal}T00:00:00"),
        testo("ToDtTm", al and f"{al}T23:59:59"),
    )
    return el(
        "Stmt",
        periodo,
        el("Acct", el("Id", testo("IBAN", iban)), testo("Ccy", divisa)),
        saldo(apertura, saldi[0]) if saldi else "",
        saldo("CLBD", saldi[1]) if saldi else "",
        *voci,
    )


def messaggio(
    *estratti: str, versione: str = VERSIONE, radice: str = "BkToCstmrStmt", codifica: str = "utf-8"
) -> bytes:
    spazio = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{versione}"
    corpo = f'<Document xmlns="{spazio}">{el(radice, el("GrpHdr", testo("MsgId", "1")), *estratti)}</Document>'
    return f'<?xml version="1.0" encoding="{codifica}"?>\n{corpo}'.encode(codifica)


def camt(*voci: str, versione: str = VERSIONE, **campi) -> bytes:
    return messaggio(estratto(*voci, **campi), versione=versione)


def riga(
    importo: str = "300,00",
    segno: str = "C",
    *,
    valuta: str = "260303",
    giorno: str = "0302",
    tipo: str = "NTRF",
    riferimento: str = "NONREF",
    testo: str | None = "AFFITTO MARZO",
) -> str:
    """A :61: with its :86:."""
    dettagli = "" if testo is None else f"\r\n:86:{testo}"
    return f":61:{valuta}{giorno}{segno}{importo}{tipo}{riferimento}{dettagli}"


def mt940(
    *righe: str,
    conto: str = IBAN,
    saldi: tuple[str, str] = ("100,00", "400,00"),
    dal: str = "260301",
    al: str = "260331",
    divisa: str = "EUR",
    busta: bool = False,
) -> bytes:
    def campo(codice: str, giorno: str, valore: str) -> str:
        segno = "D" if valore.startswith("-") else "C"
        return f":{codice}:{segno}{giorno}{divisa}{valore.removeprefix('-')}"

    linee = [":20:STMT", f":25:{conto}", ":28C:3/1", campo("60F", dal, saldi[0]), *righe, campo("62F", al, saldi[1])]
    if busta:
        linee = ["{1:F01BANKITMMAXXX0000000000}{2:O9400000}{4:", *linee, "-}"]
    return ("\r\n".join(linee) + "\r\n").encode()


def csv_banca(
    *righe: str,
    sopra: tuple[str, ...] = (),
    colonne: str = "Data contabile;Data valuta;Importo;Descrizione",
    codifica: str = "utf-8-sig",
) -> bytes:
    return ("\r\n".join([*sopra, colonne, *righe]) + "\r\n").encode(codifica)
