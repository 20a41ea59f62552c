"""Which files may be stored: told from their content, never from their name (quality S3)."""

import filetype

from valdera_housing.kit.esito import Esito, no

XML, PDF, P7M, ZIP = "application/xml", "application/pdf", "application/pkcs7-mime", "application/zip"
TESTO = "text/plain"  # bank statements: told apart by who reads them whole, never by ``riconosci``
IMMAGINI = ("image/jpeg", "image/png")
CONTABILI = (PDF, XML, P7M, *IMMAGINI)
NOMI = {XML: "XML", PDF: "PDF", P7M: "P7M", ZIP: "ZIP", TESTO: "testo", "image/jpeg": "JPEG", "image/png": "PNG"}


def riconosci(contenuto: bytes) -> str | None:
    """The MIME type of what is really inside, None when it is none of those the office uses."""
    testa = contenuto[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    if testa.startswith(b"%PDF-"):
        return PDF
    if testa.startswith((b"<?xml", b"<\x00?\x00x")):
        return None if b"<svg" in contenuto[:4096].lower() or b"<html" in contenuto[:4096].lower() else XML
    if contenuto[:2] in (b"\x30\x80", b"\x30\x82", b"\x30\x83", b"\x30\x84") or testa.startswith(b"MI"):
        return P7M
    tipo = filetype.guess_mime(contenuto[:8192])
    return tipo if tipo in (*IMMAGINI, ZIP) else None


def controlla_file(contenuto: bytes, ammessi: tuple[str, ...], massimo: int, tipo: str | None) -> Esito:
    """Whether a file of this ``tipo`` may be stored: not empty, at most ``massimo`` bytes, in ``ammessi``."""
    elenco = ", ".join(NOMI[ammesso] for ammesso in ammessi)
    if not contenuto:
        return Esito((no("Il file è vuoto"),))
    if len(contenuto) > massimo:
        return Esito((no(f"Il file supera {massimo // 1024 // 1024} MB: riducilo o dividilo"),))
    if tipo not in ammessi:
        return Esito((no(f"Questo tipo di file non si può caricare. Si accettano: {elenco}"),))
    return Esito()
