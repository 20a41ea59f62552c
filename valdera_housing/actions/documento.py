import hashlib

from django.conf import settings
from django.core.files.base import ContentFile

from valdera_housing.kit.esito import pretendi
from valdera_housing.models import Documento, Utente
from valdera_housing.rules.file_ammessi import CONTABILI, controlla_file, riconosci


def archivia_documento(
    contenuto: bytes,
    nome: str,
    *,
    utente: Utente | None,
    ammessi: tuple[str, ...] = CONTABILI,
    tipo: str | None = None,
) -> Documento:
    """Store a file with its fingerprint; raise AttoRifiutato when it may not be kept.

    The type is told from the content, unless who calls has already read it whole and gives ``tipo``.
    """
    tipo = tipo or riconosci(contenuto)
    esito = controlla_file(contenuto, ammessi, settings.DIMENSIONE_MASSIMA_FILE, tipo)
    pretendi(esito)
    documento = Documento(
        nome=nome.replace("\x00", "")[-200:],
        tipo=riconosci(contenuto) or tipo or "",
        dimensione=len(contenuto),
        sha256=hashlib.sha256(contenuto).hexdigest(),
        caricato_da=utente,
    )
    documento.file.save("documento", ContentFile(contenuto), save=True)
    return documento
