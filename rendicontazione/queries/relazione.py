"""Is this PDF one of our quarterly reports, and what has changed since it was closed?"""

import hashlib
import io
import logging
from dataclasses import dataclass
from typing import Literal

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from rendicontazione.models import RelazioneTrimestrale
from rendicontazione.rules.istantanea import Differenza, Istantanea, da_byte, differenze, impronta

Giudizio = Literal["identica", "firmata", "stessi_dati", "non_nostra"]
MASSIMO_ALLEGATO = 20 * 1024 * 1024
MASSIMI_ALLEGATI = 20


@dataclass(frozen=True)
class Riscontro:
    """``identica``: the file on record, byte for byte. ``firmata``: that file with something added after its end.
    ``stessi_dati``: another file that carries a snapshot of ours. ``non_nostra``: nothing known.
    """

    giudizio: Giudizio
    sha256: str
    relazione: RelazioneTrimestrale | None = None
    ultima: RelazioneTrimestrale | None = None
    cambiamenti: tuple[Differenza, ...] = ()

    @property
    def sha256_a_gruppi(self) -> str:
        return " ".join(self.sha256[i : i + 4] for i in range(0, 64, 4))


def riconosci_relazione(contenuto: bytes) -> Riscontro:
    """Compare a file with the archive: by its fingerprint, by the file it starts with, by the data inside it."""
    sha256 = hashlib.sha256(contenuto).hexdigest()
    relazioni = RelazioneTrimestrale.objects.select_related("pdf", "creata_da", "rendiconto__trimestre")
    if trovata := relazioni.filter(pdf__sha256=sha256).first():
        return _con_il_seguito("identica", sha256, trovata)
    dentro = istantanea_dentro(contenuto)
    trovata = relazioni.filter(impronta=impronta(dentro)).first() if dentro else None
    if trovata is None:
        return Riscontro("non_nostra", sha256)
    return _con_il_seguito("firmata" if _comincia_con(contenuto, trovata) else "stessi_dati", sha256, trovata)


def _comincia_con(contenuto: bytes, relazione: RelazioneTrimestrale) -> bool:
    """A signature is added after the end of a PDF: the original bytes stay in front."""
    if relazione.pdf is None:
        return False
    return hashlib.sha256(contenuto[: relazione.pdf.dimensione]).hexdigest() == relazione.pdf.sha256


def istantanea_dentro(contenuto: bytes) -> Istantanea | None:
    """The snapshot attached to a PDF; None when there is none, or the file is broken on purpose."""
    if not contenuto.startswith(b"%PDF-"):
        return None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _cerca_istantanea(contenuto)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError):
        # A hostile PDF can break its reader in any of these ways; for us it is simply not one of ours.
        return None


def _cerca_istantanea(contenuto: bytes) -> Istantanea | None:
    lettore = PdfReader(io.BytesIO(contenuto), strict=False)
    for posto, allegato in enumerate(lettore.attachment_list):
        if posto >= MASSIMI_ALLEGATI:
            break
        dati = allegato.content
        if not allegato.name.endswith(".json") or len(dati) > MASSIMO_ALLEGATO:
            continue
        try:
            return da_byte(dati)
        except ValueError:
            continue
    return None


def _con_il_seguito(giudizio: Giudizio, sha256: str, relazione: RelazioneTrimestrale) -> Riscontro:
    """With what the last version of the same quarter says differently."""
    ultima = RelazioneTrimestrale.objects.filter(rendiconto=relazione.rendiconto_id).order_by("-versione")[0]
    cambiamenti: list[Differenza] = []
    if ultima.pk != relazione.pk:
        cambiamenti = differenze(da_byte(relazione.istantanea.encode()), da_byte(ultima.istantanea.encode()))
    return Riscontro(giudizio, sha256, relazione, ultima, tuple(cambiamenti))
