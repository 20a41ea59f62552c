"""The single files inside what the office dropped: one file as it is, or the members of a zip.

A zip is trusted in nothing: number of members, declared and real size and compression ratio have limits, and
a bad member is one refusal among the others. Nothing is written to disk.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from rendicontazione.rules.fattura import CorpoIlleggibile, FileIlleggibile

MEGA = 1024 * 1024
MAX_FILE = 10 * MEGA  # bytes of one invoice
MAX_ZIP = 50 * MEGA  # bytes of the zip as it arrives
MAX_ESTRATTO = 200 * MEGA  # bytes of all its members
MAX_MEMBRI = 2000
MAX_RAPPORTO = 200  # times a member may grow; a real invoice grows 5 to 40 times
SOGLIA_RAPPORTO = MEGA  # under this size the ratio does not matter

_FIRME_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ACCESSORI = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_ERRORI_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
    OverflowError,
)


@dataclass(frozen=True)
class FileRicevuto:
    """One file to be read: its name (with the zip's name and folder in front) and its bytes."""

    nome: str
    contenuto: bytes = field(repr=False)


def file_singoli(nome: str, contenuto: bytes) -> Iterator[FileRicevuto | CorpoIlleggibile]:
    """The files inside `contenuto`, one at a time; what cannot be opened comes as a CorpoIlleggibile."""
    nome = nome_leggibile(nome)
    try:
        if contenuto.startswith(_FIRME_ZIP):
            yield from _membri(nome, contenuto)
        elif len(contenuto) > MAX_FILE:
            raise FileIlleggibile(f"Il file supera {MAX_FILE // MEGA} MB.")
        else:
            yield FileRicevuto(nome, contenuto)
    except FileIlleggibile as errore:
        yield CorpoIlleggibile(nome, None, str(errore))


def nome_leggibile(nome: str) -> str:
    """The name without control characters and of a sane length, fit for a screen and a database."""
    pulito = "".join(c if c.isprintable() else "_" for c in nome.replace("\\", "/"))
    return pulito[-255:] or "senza nome"


def _membri(nome: str, contenuto: bytes) -> Iterator[FileRicevuto | CorpoIlleggibile]:
    if len(contenuto) > MAX_ZIP:
        raise FileIlleggibile(f"L'archivio zip supera {MAX_ZIP // MEGA} MB.")
    with _apri(contenuto) as archivio:
        membri = [m for m in archivio.infolist() if not _accessorio(m.filename)]
        _controlla(membri)
        for membro in membri:
            nome_membro = nome_leggibile(f"{nome}/{membro.filename}")
            try:
                yield FileRicevuto(nome_membro, _estrai(archivio, membro))
            except FileIlleggibile as errore:
                yield CorpoIlleggibile(nome_membro, None, str(errore))


def _apri(contenuto: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(contenuto))
    except _ERRORI_ZIP as errore:
        raise FileIlleggibile("L'archivio zip è danneggiato o incompleto.") from errore


def _accessorio(nome: str) -> bool:
    """Folders, and files that operating systems add by themselves: not worth a line in the outcome."""
    parti = nome.lower().split("/")
    return nome.endswith("/") or "__macosx" in parti or parti[-1] in _ACCESSORI or parti[-1].startswith("._")


def _controlla(membri: list[zipfile.ZipInfo]) -> None:
    if not membri:
        raise FileIlleggibile("L'archivio zip non contiene nessun file.")
    if any(m.filename == "[Content_Types].xml" for m in membri):
        raise FileIlleggibile("È un documento Office: serve il file della fattura elettronica (.xml o .p7m).")
    if len(membri) > MAX_MEMBRI:
        raise FileIlleggibile(f"L'archivio zip contiene più di {MAX_MEMBRI} file: dividerlo.")
    if sum(m.file_size for m in membri) > MAX_ESTRATTO:
        raise FileIlleggibile(f"I file dell'archivio zip superano insieme {MAX_ESTRATTO // MEGA} MB: dividerlo.")


def _estrai(archivio: zipfile.ZipFile, membro: zipfile.ZipInfo) -> bytes:
    if membro.flag_bits & 0x1:
        raise FileIlleggibile("Il file nell'archivio zip è protetto da password.")
    if membro.file_size > MAX_FILE:
        raise FileIlleggibile(f"Il file supera {MAX_FILE // MEGA} MB.")
    if membro.file_size > max(SOGLIA_RAPPORTO, membro.compress_size * MAX_RAPPORTO):
        raise FileIlleggibile("Il file nell'archivio zip è compresso in modo anomalo: non viene aperto.")
    contenuto = _leggi(archivio, membro)
    if contenuto.startswith(_FIRME_ZIP):
        raise FileIlleggibile("È un archivio zip dentro un altro: estrarlo e caricare le fatture.")
    return contenuto


def _leggi(archivio: zipfile.ZipFile, membro: zipfile.ZipInfo) -> bytes:
    try:
        with archivio.open(membro) as flusso:
            contenuto = flusso.read(MAX_FILE + 1)
    except _ERRORI_ZIP as errore:
        raise FileIlleggibile("Il file nell'archivio zip è danneggiato.") from errore
    if len(contenuto) > MAX_FILE:
        raise FileIlleggibile(f"Il file supera {MAX_FILE // MEGA} MB.")
    return contenuto
