"""Is this PDF one of our quarterly reports, and what has changed since it was closed?"""

import hashlib
import io
import logging
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet
from pypdf import PdfReader

from rendicontazione.choices import StatoSpesa
from rendicontazione.models import RelazioneTrimestrale, Rendiconto
from rendicontazione.queries.istantanea import componi_istantanea
from rendicontazione.rules.istantanea import Differenza, Istantanea, da_byte, differenze, impronta

Giudizio = Literal["identica", "allungata", "stessi_dati", "non_nostra"]
MASSIMO_ALLEGATO = 20 * 1024 * 1024
MASSIMI_ALLEGATI = 20


@dataclass(frozen=True)
class Riscontro:
    """``identica``: the file on record, byte for byte. ``allungata``: that file with something after its end, a
    signature or a change. ``stessi_dati``: another file that carries a snapshot of ours. ``non_nostra``: none of it.
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
    if trovata := _all_inizio(contenuto, relazioni):
        return _con_il_seguito("allungata", sha256, trovata)
    dentro = istantanea_dentro(contenuto)
    trovata = relazioni.filter(impronta=impronta(dentro)).first() if dentro else None
    return _con_il_seguito("stessi_dati", sha256, trovata) if trovata else Riscontro("non_nostra", sha256)


def _all_inizio(contenuto: bytes, relazioni: QuerySet) -> RelazioneTrimestrale | None:
    """The report this file starts with: signing a PDF adds after its end and leaves the original bytes in front."""
    for pk, dimensione, sha256 in relazioni.exclude(pdf=None).values_list("pk", "pdf__dimensione", "pdf__sha256"):
        if dimensione < len(contenuto) and hashlib.sha256(contenuto[:dimensione]).hexdigest() == sha256:
            return relazioni.get(pk=pk)
    return None


def istantanea_dentro(contenuto: bytes) -> Istantanea | None:
    """The snapshot attached to a PDF; None when there is none, or the file is broken on purpose."""
    if not contenuto.startswith(b"%PDF-"):
        return None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _cerca_istantanea(contenuto)
    except Exception:  # a PDF made to break its reader does it in any way it likes: it is simply not one of ours
        return None


def _cerca_istantanea(contenuto: bytes) -> Istantanea | None:
    lettore = PdfReader(io.BytesIO(contenuto), strict=True)
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
    """With what the last version of the same quarter says differently or, for the last one, what the data say now."""
    ultima = RelazioneTrimestrale.objects.filter(rendiconto=relazione.rendiconto_id).order_by("-versione")[0]
    allora = da_byte(relazione.istantanea.encode())
    if ultima.pk != relazione.pk:
        cambiamenti = differenze(allora, da_byte(ultima.istantanea.encode()))
    else:
        cambiamenti = [c for c in differenze(allora, _adesso(relazione)) if c.dopo != StatoSpesa.LIQUIDATA.label]
    return Riscontro(giudizio, sha256, relazione, ultima, tuple(cambiamenti))


def _adesso(relazione: RelazioneTrimestrale) -> Istantanea:
    """The picture the same report would take today."""
    rendiconto = Rendiconto.objects.con_trimestre().get(pk=relazione.rendiconto_id)
    return componi_istantanea(rendiconto, versione=relazione.versione, chiusa_alle=relazione.creata_alle)
