"""Take an invoice out of its signed envelope.

A `.p7m` is a CMS SignedData (RFC 5652; CAdES, ETSI EN 319 122): DER or BER, also with indefinite lengths and
the content in pieces, often turned into base64 by mail programs, sometimes signed twice. The signature is not
checked here: the SdI did it, and what the office needs is the invoice inside.
"""

import base64
import binascii
import re

from asn1crypto import cms

from rendicontazione.rules.fattura import FileIlleggibile

MAX_BUSTE = 6

_BOM = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_INTESTAZIONE_PEM = re.compile(rb"-----(BEGIN|END) [A-Z0-9 #]+-----")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
# asn1crypto reports damage with whatever exception the damage causes.
_ERRORI_ASN1 = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)

_ALTRI_FORMATI = (
    (b"%PDF", "È un PDF: serve il file della fattura elettronica (.xml o .p7m); il PDF si allega dopo."),
    (b"PK\x03\x04", "È un archivio zip chiuso dentro un altro file: estrarlo e caricare le fatture."),
    (b"Rar!", "È un archivio RAR: estrarlo e caricare le fatture, oppure usare uno zip."),
    (b"7z\xbc\xaf", "È un archivio 7z: estrarlo e caricare le fatture, oppure usare uno zip."),
    (b"\x1f\x8b", "È un archivio gzip: estrarlo e caricare le fatture, oppure usare uno zip."),
    (b"\xff\xd8\xff", "È un'immagine: serve il file della fattura elettronica (.xml o .p7m)."),
    (b"\x89PNG", "È un'immagine: serve il file della fattura elettronica (.xml o .p7m)."),
    (b"\xd0\xcf\x11\xe0", "È un documento Office o un messaggio Outlook: serve la fattura che contiene."),
)
_MESSAGGIO = re.compile(
    rb"(Return-Path|Received|From|To|Subject|Date|MIME-Version|Content-Type|X-[\w-]+):", re.I
)


def togli_buste(contenuto: bytes) -> bytes:
    """The XML bytes found after opening every envelope around it. Raises FileIlleggibile with the reason."""
    for _ in range(MAX_BUSTE):
        if not contenuto.strip(b"\0 \t\r\n"):
            raise FileIlleggibile("Il file è vuoto.")
        if sembra_xml(contenuto):
            return contenuto
        contenuto = _apri_una_busta(contenuto)
    raise FileIlleggibile("Il file ha troppe buste di firma una dentro l'altra.")


def sembra_xml(contenuto: bytes) -> bool:
    """True when the first character is «<», in any of the encodings an invoice may have."""
    inizio = contenuto[:256]
    for bom in _BOM:
        inizio = inizio.removeprefix(bom)
    return inizio.lstrip(b"\0 \t\r\n").startswith(b"<")


def _apri_una_busta(contenuto: bytes) -> bytes:
    if contenuto.startswith(b"0"):  # 0x30, the tag of an ASN.1 SEQUENCE
        return _contenuto_firmato(contenuto)
    decodificato = _da_base64(contenuto)
    if decodificato is None:
        raise FileIlleggibile(_che_cosa_e(contenuto))
    return decodificato


def _contenuto_firmato(contenuto: bytes) -> bytes:
    try:
        busta = cms.ContentInfo.load(contenuto)
        tipo = busta["content_type"].native
        if tipo == "signed_data":
            interno = busta["content"]["encap_content_info"]["content"].native
            return _dentro(interno)
    except _ERRORI_ASN1 as errore:
        raise FileIlleggibile("La busta di firma (.p7m) è danneggiata o incompleta.") from errore
    if tipo in ("enveloped_data", "encrypted_data", "authenticated_enveloped_data"):
        raise FileIlleggibile("La busta (.p7m) è cifrata: chiedere al fornitore il file leggibile.")
    raise FileIlleggibile("La busta (.p7m) non contiene una fattura firmata.")


def _dentro(interno: object) -> bytes:
    if interno is None:
        raise FileIlleggibile(
            "Il file .p7m contiene solo la firma, non la fattura: serve quello con la fattura dentro."
        )
    if not isinstance(interno, bytes):
        raise FileIlleggibile("La busta (.p7m) non contiene una fattura firmata.")
    return interno


def _da_base64(contenuto: bytes) -> bytes | None:
    """Decoded bytes, or None when the content is not base64 (line breaks and PEM headings allowed)."""
    testo = _INTESTAZIONE_PEM.sub(b"", contenuto.removeprefix(b"\xef\xbb\xbf"))
    testo = b"".join(testo.replace(b"\0", b"").split())
    if not _BASE64.fullmatch(testo):
        return None
    try:
        return base64.b64decode(testo.rstrip(b"=") + b"=" * (-len(testo.rstrip(b"=")) % 4), validate=True)
    except binascii.Error:
        return None


def _che_cosa_e(contenuto: bytes) -> str:
    for inizio, motivo in _ALTRI_FORMATI:
        if contenuto.startswith(inizio):
            return motivo
    if _MESSAGGIO.match(contenuto):
        return "È un messaggio di posta: salvare l'allegato con la fattura e caricare quello."
    return "Non è una fattura elettronica: il contenuto non è né XML né una busta di firma (.p7m)."
