"""Electronic invoices of every shape, as the bytes a supplier's program would write.

    fattura(numero="7/A", righe=[riga("100.00", "22.00")])            one body, UTF-8 XML
    file_fattura(corpo(numero="1"), corpo(numero="2"), formato="FPA12")  many bodies under one header
    firmata(fattura())                                                 .p7m, DER
    in_base64(firmata_a_pezzi(fattura()))                              .p7m, BER in pieces, base64 in lines
    zip_di({"a.xml": fattura()})

Every argument is text as it goes in the XML (so that tests can also write nonsense); None leaves the element out.
Elements follow the order of the schema.
"""

import base64
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

NS_12 = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
NS_11 = "http://www.fatturapa.gov.it/sdi/fatturapa/v1.1"
NS_10 = "http://www.fatturapa.gov.it/sdi/fatturapa/v1.0"
NS_SEMPLIFICATA = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.0"

CUP = "J51B25000120006"
ALTRO_CUP = "B69G24000330002"


# --- pieces of a body ---------------------------------------------------------------------


def el(tag: str, *dentro: str | None) -> str:
    """An element around XML already written; nothing when there is nothing inside."""
    contenuto = "".join(d for d in dentro if d)
    return f"<{tag}>{contenuto}</{tag}>" if contenuto else ""


def testo(tag: str, valore: str | None) -> str:
    """An element around a text to be escaped; nothing for None, an empty element for ""."""
    return "" if valore is None else f"<{tag}>{escape(valore)}</{tag}>"


def riga(
    imponibile: str | None = "100.00",
    aliquota: str | None = "22.00",
    imposta: str | None = "calcola",
    *,
    natura: str | None = None,
    esigibilita: str | None = "I",
    spese_accessorie: str | None = None,
) -> str:
    """A DatiRiepilogo; the tax is computed from the rate unless given."""
    if imposta == "calcola":
        imposta = str((Decimal(imponibile) * Decimal(aliquota) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP))
    return el(
        "DatiRiepilogo",
        testo("AliquotaIVA", aliquota),
        testo("Natura", natura),
        testo("SpeseAccessorie", spese_accessorie),
        testo("ImponibileImporto", imponibile),
        testo("Imposta", imposta),
        testo("EsigibilitaIVA", esigibilita),
    )


def linea(
    numero: str = "1",
    descrizione: str = "Servizio di accompagnamento all'abitare",
    prezzo_totale: str | None = "100.00",
    *,
    quantita: str | None = None,
    prezzo_unitario: str | None = None,
    aliquota: str | None = "22.00",
    natura: str | None = None,
    inizio: str | None = None,
    fine: str | None = None,
    altri_dati: Sequence[tuple[str, str]] = (),
) -> str:
    """A DettaglioLinee; `altri_dati` are the (TipoDato, RiferimentoTesto) of AltriDatiGestionali."""
    gestionali = (
        el("AltriDatiGestionali", testo("TipoDato", tipo), testo("RiferimentoTesto", valore))
        for tipo, valore in altri_dati
    )
    return el(
        "DettaglioLinee",
        testo("NumeroLinea", numero),
        testo("Descrizione", descrizione),
        testo("Quantita", quantita),
        testo("DataInizioPeriodo", inizio),
        testo("DataFinePeriodo", fine),
        testo("PrezzoUnitario", prezzo_unitario or prezzo_totale),
        testo("PrezzoTotale", prezzo_totale),
        testo("AliquotaIVA", aliquota),
        testo("Natura", natura),
        *gestionali,
    )


def ritenuta(importo: str | None, tipo: str = "RT01", aliquota: str = "20.00", causale: str = "A") -> str:
    return el(
        "DatiRitenuta",
        testo("TipoRitenuta", tipo),
        testo("ImportoRitenuta", importo),
        testo("AliquotaRitenuta", aliquota),
        testo("CausalePagamento", causale),
    )


def cassa(importo: str, tipo: str = "TC22", aliquota: str = "4.00", aliquota_iva: str = "22.00") -> str:
    return el(
        "DatiCassaPrevidenziale",
        testo("TipoCassa", tipo),
        testo("AlCassa", aliquota),
        testo("ImportoContributoCassa", importo),
        testo("AliquotaIVA", aliquota_iva),
    )


def sconto(tipo: str = "SC", *, percentuale: str | None = None, importo: str | None = None) -> str:
    return el(
        "ScontoMaggiorazione",
        testo("Tipo", tipo),
        testo("Percentuale", percentuale),
        testo("Importo", importo),
    )


def correlato(
    blocco: str,
    documento: str = "66685",
    *,
    righe: Iterable[str] = (),
    data: str | None = None,
    commessa: str | None = None,
    cup: str | None = None,
    cig: str | None = None,
) -> str:
    """A block such as DatiContratto, DatiConvenzione or DatiFattureCollegate."""
    return el(
        blocco,
        *(testo("RiferimentoNumeroLinea", r) for r in righe),
        testo("IdDocumento", documento),
        testo("Data", data),
        testo("CodiceCommessaConvenzione", commessa),
        testo("CodiceCUP", cup),
        testo("CodiceCIG", cig),
    )


def pagamento(
    importo: str | None = "122.00",
    modalita: str = "MP05",
    scadenza: str | None = None,
    iban: str | None = None,
) -> str:
    return el(
        "DatiPagamento",
        testo("CondizioniPagamento", "TP02"),
        el(
            "DettaglioPagamento",
            testo("ModalitaPagamento", modalita),
            testo("DataScadenzaPagamento", scadenza),
            testo("ImportoPagamento", importo),
            testo("IBAN", iban),
        ),
    )


def allegato(nome: str, contenuto: bytes, formato: str | None = "PDF", compressione: str | None = None) -> str:
    return el(
        "Allegati",
        testo("NomeAttachment", nome),
        testo("AlgoritmoCompressione", compressione),
        testo("FormatoAttachment", formato),
        testo("Attachment", base64.encodebytes(contenuto).decode()),
    )


# --- bodies -------------------------------------------------------------------------------


def corpo(
    *,
    tipo: str | None = "TD01",
    divisa: str | None = "EUR",
    data: str | None = "2025-03-14",
    numero: str | None = "12/2025",
    ritenute: Iterable[str] = (),
    bollo: str | None = None,
    bollo_virtuale: str | None = None,
    casse: Iterable[str] = (),
    sconti: Iterable[str] = (),
    totale: str | None = None,
    arrotondamento: str | None = None,
    causali: Iterable[str] = (),
    correlati: Iterable[str] = (),
    linee: Iterable[str] | None = None,
    righe: Iterable[str] | None = None,
    pagamenti: Iterable[str] = (),
    allegati: Iterable[str] = (),
) -> str:
    """A FatturaElettronicaBody: by default 100 euros of services at 22 %, without the optional total."""
    documento = el(
        "DatiGeneraliDocumento",
        testo("TipoDocumento", tipo),
        testo("Divisa", divisa),
        testo("Data", data),
        testo("Numero", numero),
        *ritenute,
        el("DatiBollo", testo("BolloVirtuale", bollo_virtuale or (bollo and "SI")), testo("ImportoBollo", bollo)),
        *casse,
        *sconti,
        testo("ImportoTotaleDocumento", totale),
        testo("Arrotondamento", arrotondamento),
        *(testo("Causale", c) for c in causali),
    )
    return el(
        "FatturaElettronicaBody",
        el("DatiGenerali", documento, *correlati),
        el("DatiBeniServizi", *([linea()] if linee is None else linee), *([riga()] if righe is None else righe)),
        *pagamenti,
        *allegati,
    )


def corpo_semplificato(
    *beni: str,
    tipo: str = "TD07",
    data: str = "2025-03-14",
    numero: str = "S/3",
    rettificata: tuple[str, str] | None = None,
    bollo_virtuale: str | None = None,
) -> str:
    """A body of the simplified format; `beni` come from `bene`, `rettificata` is (number, date)."""
    return el(
        "FatturaElettronicaBody",
        el(
            "DatiGenerali",
            el(
                "DatiGeneraliDocumento",
                testo("TipoDocumento", tipo),
                testo("Divisa", "EUR"),
                testo("Data", data),
                testo("Numero", numero),
                testo("BolloVirtuale", bollo_virtuale),
            ),
            rettificata
            and el(
                "DatiFatturaRettificata",
                testo("NumeroFR", rettificata[0]),
                testo("DataFR", rettificata[1]),
                testo("ElementiRettificati", "Importo"),
            ),
        ),
        *beni,
    )


def bene(
    importo: str | None,
    *,
    imposta: str | None = None,
    aliquota: str | None = None,
    natura: str | None = None,
    descrizione: str = "Materiale di cancelleria",
) -> str:
    return el(
        "DatiBeniServizi",
        testo("Descrizione", descrizione),
        testo("Importo", importo),
        el("DatiIVA", testo("Imposta", imposta), testo("Aliquota", aliquota)),
        testo("Natura", natura),
    )


# --- header and file ----------------------------------------------------------------------


def cedente(
    *,
    denominazione: str | None = "Cooperativa Il Ponte",
    nome: str | None = None,
    cognome: str | None = None,
    paese: str | None = "IT",
    partita_iva: str | None = "01897660500",
    codice_fiscale: str | None = None,
    regime: str | None = "RF01",
    riferimento: str | None = None,
) -> str:
    return el(
        "CedentePrestatore",
        el(
            "DatiAnagrafici",
            el("IdFiscaleIVA", testo("IdPaese", partita_iva and paese), testo("IdCodice", partita_iva)),
            testo("CodiceFiscale", codice_fiscale),
            el(
                "Anagrafica",
                testo("Denominazione", denominazione),
                testo("Nome", nome),
                testo("Cognome", cognome),
            ),
            testo("RegimeFiscale", regime),
        ),
        el("Sede", testo("Indirizzo", "Via Roma"), testo("Comune", "Pontedera"), testo("Nazione", "IT")),
        testo("RiferimentoAmministrazione", riferimento),
    )


def cedente_semplificato(denominazione: str = "Cartoleria Bini", partita_iva: str = "01897660500") -> str:
    return el(
        "CedentePrestatore",
        el("IdFiscaleIVA", testo("IdPaese", "IT"), testo("IdCodice", partita_iva)),
        testo("Denominazione", denominazione),
        testo("RegimeFiscale", "RF01"),
    )


CESSIONARIO = el(
    "CessionarioCommittente",
    el(
        "DatiAnagrafici",
        testo("CodiceFiscale", "90012340500"),
        el("Anagrafica", testo("Denominazione", "ATS Abitare Valdera")),
    ),
)
CESSIONARIO_SEMPLIFICATO = el(
    "CessionarioCommittente",
    el("IdentificativiFiscali", testo("CodiceFiscale", "90012340500")),
    el("AltriDatiIdentificativi", testo("Denominazione", "ATS Abitare Valdera")),
)


def file_fattura(
    *corpi: str,
    formato: str = "FPR12",
    radice: str = "FatturaElettronica",
    prefisso: str = "p",
    namespace: str | None = NS_12,
    testata: str | None = None,
    dichiarazione: str | None = '<?xml version="1.0" encoding="UTF-8"?>',
    codifica: str = "utf-8",
    in_testa: str = "",
) -> bytes:
    """The whole file. `codifica` is how it is written, `dichiarazione` what it says of itself."""
    if testata is None:
        testata = cedente() + CESSIONARIO
    nome = f"{prefisso}:{radice}" if prefisso else radice
    spazio = f' xmlns{":" if prefisso else ""}{prefisso}="{namespace}"' if namespace else ""
    xml = (
        f'{in_testa}{dichiarazione or ""}<{nome}{spazio} versione="{formato}">'
        f"<FatturaElettronicaHeader><DatiTrasmissione><FormatoTrasmissione>{formato}</FormatoTrasmissione>"
        f"</DatiTrasmissione>{testata}</FatturaElettronicaHeader>{''.join(corpi)}</{nome}>"
    )
    return xml.encode(codifica)


def fattura(**campi: object) -> bytes:
    """A file with one body; the arguments are those of `corpo`."""
    return file_fattura(corpo(**campi))


def semplificata(*corpi: str) -> bytes:
    return file_fattura(
        *corpi,
        formato="FSM10",
        radice="FatturaElettronicaSemplificata",
        namespace=NS_SEMPLIFICATA,
        testata=cedente_semplificato() + CESSIONARIO_SEMPLIFICATO,
    )


# --- envelopes ----------------------------------------------------------------------------


def firmata(contenuto: bytes, *, forma: Encoding = Encoding.DER, staccata: bool = False) -> bytes:
    """A CMS SignedData signed with a throw-away certificate."""
    chiave, certificato = _firmatario()
    opzioni = [pkcs7.PKCS7Options.Binary, *([pkcs7.PKCS7Options.DetachedSignature] if staccata else [])]
    costruttore = pkcs7.PKCS7SignatureBuilder().set_data(contenuto)
    return costruttore.add_signer(certificato, chiave, hashes.SHA256()).sign(forma, opzioni)


def cifrata(contenuto: bytes) -> bytes:
    """A CMS EnvelopedData: only who holds the key can read it."""
    certificato = _certificato_rsa()
    return (
        pkcs7.PKCS7EnvelopeBuilder()
        .set_data(contenuto)
        .add_recipient(certificato)
        .encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )


def firmata_a_pezzi(contenuto: bytes, *, pezzo: int = 1000, indefinita: bool = True) -> bytes:
    """The envelope as streaming programs write it: BER, content in pieces, lengths left open (or stated)."""

    def costruito(tag: int, dentro: bytes) -> bytes:
        return bytes([tag, 0x80]) + dentro + b"\0\0" if indefinita else tlv(tag, dentro)

    pezzi = b"".join(tlv(0x04, contenuto[i : i + pezzo]) for i in range(0, len(contenuto), pezzo))
    dati = costruito(0x30, _OID_DATI + costruito(0xA0, costruito(0x24, pezzi)))
    algoritmi = costruito(0x31, costruito(0x30, bytes.fromhex("0609608648016503040201")))
    firmato = costruito(0x30, tlv(0x02, b"\x01") + algoritmi + dati + tlv(0x31, b""))
    return costruito(0x30, _OID_FIRMATO + costruito(0xA0, firmato))


_OID_FIRMATO = bytes.fromhex("06092a864886f70d010702")
_OID_DATI = bytes.fromhex("06092a864886f70d010701")


def tlv(tag: int, dentro: bytes) -> bytes:
    """Tag, length, value."""
    if len(dentro) < 0x80:
        return bytes([tag, len(dentro)]) + dentro
    cifre = len(dentro).to_bytes((len(dentro).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 + len(cifre)]) + cifre + dentro


def in_base64(contenuto: bytes, *, a_capo: str = "\n") -> bytes:
    testo_base64 = base64.b64encode(contenuto).decode()
    return a_capo.join(testo_base64[i : i + 64] for i in range(0, len(testo_base64), 64)).encode()


def zip_di(file: Mapping[str, bytes], compressione: int = zipfile.ZIP_DEFLATED) -> bytes:
    memoria = io.BytesIO()
    with zipfile.ZipFile(memoria, "w", compressione) as archivio:
        for nome, contenuto in file.items():
            archivio.writestr(nome, contenuto)
    return memoria.getvalue()


@cache
def _firmatario() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    chiave = ec.generate_private_key(ec.SECP256R1())
    return chiave, _certificato(chiave)


@cache
def _certificato_rsa() -> x509.Certificate:
    return _certificato(rsa.generate_private_key(65537, 2048))


def _certificato(chiave) -> x509.Certificate:
    nome = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Fornitore di prova")])
    return (
        x509.CertificateBuilder()
        .subject_name(nome)
        .issuer_name(nome)
        .public_key(chiave.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2035, 1, 1, tzinfo=UTC))
        .sign(chiave, hashes.SHA256())
    )
