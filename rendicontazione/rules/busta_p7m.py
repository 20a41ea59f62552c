"""Take an invoice out of its signed envelope.

A `.p7m` is a CMS SignedData (RFC 5652; CAdES, ETSI EN 319 122): DER or BER, also with indefinite lengths and
the content in pieces, often turned into base64 by mail programs, sometimes signed twice. The signature is not
checked here: the SdI did it, and what the office needs is the invoice inside.
"""

import base64
import binascii
import re

from rendicontazione.rules.fattura import FileIlleggibile

MAX_BUSTE = 6

_BOM = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_INTESTAZIONE_PEM = re.compile(rb"-----(BEGIN|END) [A-Z0-9 #]+-----")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")

_SEQUENZA, _OID, _ESPLICITO_0, _OTTETTI, _OTTETTI_A_PEZZI = 0x30, 0x06, 0xA0, 0x04, 0x24
_FIRMATA = bytes.fromhex("2a864886f70d010702")  # signedData, 1.2.840.113549.1.7.2
_CIFRATE = frozenset(
    {
        bytes.fromhex("2a864886f70d010703"),  # envelopedData
        bytes.fromhex("2a864886f70d010706"),  # encryptedData
        bytes.fromhex("2a864886f70d0109100117"),  # authEnvelopedData
    }
)

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
_MESSAGGIO = re.compile(rb"(Return-Path|Received|From|To|Subject|Date|MIME-Version|Content-Type|X-[\w-]+):", re.I)


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
        firmato = _estrai(_LettoreBer(contenuto))
    except (IndexError, _BerNonValido) as errore:
        raise FileIlleggibile("La busta di firma (.p7m) è danneggiata o incompleta.") from errore
    if firmato is None:
        raise FileIlleggibile(
            "Il file .p7m contiene solo la firma, non la fattura: serve quello con la fattura dentro."
        )
    return firmato


def _estrai(ber: "_LettoreBer") -> bytes | None:
    """eContent of ContentInfo / SignedData / EncapsulatedContentInfo; None when the signature is detached."""
    ber.entra(_SEQUENZA)
    tipo = ber.valore(_OID) if ber.prossimo(_OID) else None
    if tipo in _CIFRATE:
        raise FileIlleggibile("La busta (.p7m) è cifrata: chiedere al fornitore il file leggibile.")
    if tipo != _FIRMATA:
        raise FileIlleggibile("La busta (.p7m) non contiene una fattura firmata.")
    ber.entra(_ESPLICITO_0)
    ber.entra(_SEQUENZA)
    ber.salta()  # version
    ber.salta()  # digestAlgorithms
    fine = ber.entra(_SEQUENZA)
    ber.valore(_OID)
    if ber.posto == fine or not ber.prossimo(_ESPLICITO_0):
        return None
    ber.entra(_ESPLICITO_0)
    return ber.ottetti()


class _BerNonValido(ValueError):
    """The bytes do not follow the Basic Encoding Rules on the road to the content."""


class _LettoreBer:
    """A cursor on BER bytes (ITU-T X.690) that knows just what the road to the signed content needs.

    Written here because asn1crypto, good for the rest, takes quadratic time on content in many pieces and
    refuses pieces inside a definite length. Linear, no recursion: nesting and lengths come from strangers.
    """

    def __init__(self, dati: bytes) -> None:
        self.dati = dati
        self.posto = 0

    def prossimo(self, tag: int) -> bool:
        return self.dati[self.posto] == tag

    def intestazione(self) -> tuple[int, int | None]:
        """(tag, end of the content, or None when only a mark will tell it); moves to the content."""
        tag, ottetto = self.dati[self.posto], self.dati[self.posto + 1]
        if tag & 0x1F == 0x1F or ottetto > 0x84:
            raise _BerNonValido
        self.posto += 2
        if ottetto == 0x80:
            return tag, None
        lunghezza = ottetto
        if ottetto > 0x80:
            cifre = self.dati[self.posto : self.posto + ottetto - 0x80]
            self.posto += len(cifre)
            lunghezza = int.from_bytes(cifre, "big")
        if self.posto + lunghezza > len(self.dati):
            raise _BerNonValido
        return tag, self.posto + lunghezza

    def entra(self, tag: int) -> int | None:
        """Steps inside the element, which must have this tag; returns where it ends, when it says so."""
        trovato, fine = self.intestazione()
        if trovato != tag:
            raise _BerNonValido
        return fine

    def valore(self, tag: int) -> bytes:
        fine = self.entra(tag)
        inizio, self.posto = self.posto, fine or 0
        if fine is None:
            raise _BerNonValido
        return self.dati[inizio:fine]

    def salta(self) -> None:
        """Past the whole next element, whatever it holds."""
        aperti = 0
        while True:
            tag, fine = self.intestazione()
            if fine is None:
                aperti += 1
            else:
                self.posto = fine
                aperti -= tag == 0 and aperti > 0
            if aperti == 0:
                return

    def ottetti(self) -> bytes:
        """Content of the OCTET STRING at the cursor, its pieces joined."""
        pezzi: list[bytes] = []
        fini: list[int | None] = []
        while True:
            tag, fine = self.intestazione()
            if tag == 0 and fini and fini[-1] is None:
                fini.pop()
            elif tag == _OTTETTI and fine is not None:
                pezzi.append(self.dati[self.posto : fine])
                self.posto = fine
            elif tag == _OTTETTI_A_PEZZI:
                fini.append(fine)
            else:
                raise _BerNonValido
            while fini and fini[-1] == self.posto:
                fini.pop()
            if not fini:
                return b"".join(pezzi)


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
