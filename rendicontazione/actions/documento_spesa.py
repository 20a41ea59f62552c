"""Acts on a document of expense: write it, correct it while it is a draft, attach files, throw it away."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction

from rendicontazione.choices import TipoAllegato
from rendicontazione.models import AllegatoSpesa, DocumentoSpesa, Pagamento
from rendicontazione.queries.documento_spesa import ChiaveDocumento, gia_presente
from rendicontazione.rules.eleggibilita import importo_eleggibile
from rendicontazione.workflow import ETS
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Convenzione, Documento, Utente

PRESENTATO = "Il documento è già stato presentato: si corregge con una nuova riga, non qui."


class DocumentoDoppio(AttoRifiutato):
    """The document is already here: ``presente`` is which one."""

    def __init__(self, presente: DocumentoSpesa) -> None:
        super().__init__(nomina_doppio(presente))
        self.presente = presente


@transaction.atomic
def crea_documento(
    dati: dict[str, Any], *, utente: Utente, convenzione: Convenzione, originale: tuple[str, bytes] | None = None
) -> DocumentoSpesa:
    """A new draft typed by hand; ``originale`` is (name, bytes). Amounts in euro, negative for credit notes.

    Raises DocumentoDoppio when the same document, or the same file, is already here.
    """
    pretende_ets(utente)
    documento = DocumentoSpesa(convenzione=convenzione, creato_da=utente, **dati)
    documento.eleggibile, documento.avvisi = _eleggibile(documento), _avvisi(documento)
    rifiuta_doppio(documento)
    documento.save()
    if originale:
        aggiungi_allegato(documento, *originale, tipo=TipoAllegato.ORIGINALE, utente=utente)
    return documento


@transaction.atomic
def modifica_documento(
    documento: DocumentoSpesa, dati: dict[str, Any], *, utente: Utente, versione: int
) -> DocumentoSpesa:
    """Correct a draft. What may be claimed is computed again, so that shares beyond it are refused."""
    pretende_bozza(documento, utente)
    for campo, valore in dati.items():
        setattr(documento, campo, valore)
    calcolati = {"eleggibile": _eleggibile(documento), "avvisi": _avvisi(documento)}
    rifiuta_doppio(documento)
    return modifica(documento, dati | calcolati, versione=versione)


@transaction.atomic
def elimina_documento(documento: DocumentoSpesa, *, utente: Utente) -> None:
    """Throw away a draft with its shares, payments and files."""
    documento = DocumentoSpesa.objects.select_for_update().get(pk=documento.pk)
    pretende_bozza(documento, utente)
    if documento.note_credito.exists():
        raise AttoRifiutato("Una nota di credito storna questo documento: elimina prima quella.")
    file = set(documento.allegati.values_list("documento_id", flat=True))
    file |= set(documento.pagamenti.exclude(prova=None).values_list("prova_id", flat=True))
    documento.quote.all().delete()
    documento.delete()
    elimina_file_senza_uso(file)


@transaction.atomic
def aggiungi_allegato(
    documento: DocumentoSpesa, nome: str, contenuto: bytes, *, tipo: str, utente: Utente
) -> AllegatoSpesa:
    """Attach a file (PDF, XML, P7M or picture). The first original of a draft gives the document its fingerprint.

    Raises AttoRifiutato when the type of the file is not accepted or the same original is already here.
    """
    pretende_ets(utente)
    file = archivia_documento(contenuto, nome, utente=utente)
    if tipo == TipoAllegato.ORIGINALE and not documento.file_sha256 and not documento.presentato:
        documento.file_sha256, documento.file_corpo = file.sha256, 1
        rifiuta_doppio(documento)
        documento.save(update_fields=["file_sha256", "file_corpo"])
    return AllegatoSpesa.objects.create(documento_spesa=documento, documento=file, tipo=tipo)


@transaction.atomic
def elimina_allegato(allegato: AllegatoSpesa, *, utente: Utente) -> None:
    """Take a file off a draft; without its original the document loses the fingerprint too."""
    documento = allegato.documento_spesa
    pretende_bozza(documento, utente)
    if allegato.tipo == TipoAllegato.ORIGINALE and allegato.documento.sha256 == documento.file_sha256:
        documento.file_sha256, documento.file_corpo = "", None
        documento.save(update_fields=["file_sha256", "file_corpo"])
    file = allegato.documento_id
    allegato.delete()
    elimina_file_senza_uso({file})


def pretende_ets(utente: Utente) -> None:
    if not utente.ha_ruolo(*ETS):
        raise AttoRifiutato("I documenti di spesa li scrive l'ente partner: spetta a un altro ruolo.")


def pretende_bozza(documento: DocumentoSpesa, utente: Utente) -> None:
    pretende_ets(utente)
    if documento.presentato:
        raise AttoRifiutato(PRESENTATO)


def rifiuta_doppio(documento: DocumentoSpesa) -> None:
    """DocumentoDoppio when the same document, or the same file, is already here."""
    chiave = ChiaveDocumento(
        documento.tipo, documento.partita_iva or documento.codice_fiscale, documento.numero, documento.data
    )
    presente = gia_presente(
        documento.convenzione,
        chiave,
        sha256=documento.file_sha256,
        corpo=documento.file_corpo or 1,
        escluso=documento.pk,
    )
    if presente:
        raise DocumentoDoppio(presente)


def nomina_doppio(presente: DocumentoSpesa) -> str:
    """Which document this one duplicates, and who entered it."""
    return (
        f"C'è già: {presente}, del {presente.data:%d/%m/%Y}, inserita da {presente.creato_da} "
        f"il {presente.creato_alle:%d/%m/%Y}"
    )


def elimina_file_senza_uso(quali: set[int]) -> None:
    """Forget the stored files that nothing shows any more; the bytes go when the transaction is sure."""
    usati = set(AllegatoSpesa.objects.filter(documento__in=quali).values_list("documento_id", flat=True))
    usati |= set(Pagamento.objects.filter(prova__in=quali).values_list("prova_id", flat=True))
    for file in Documento.objects.filter(pk__in=quali - usati):
        transaction.on_commit(partial(file.file.delete, save=False))
        file.delete()


def _eleggibile(documento: DocumentoSpesa) -> Decimal:
    return importo_eleggibile(
        imponibile=documento.imponibile,
        iva=documento.iva,
        totale=documento.totale,
        iva_recuperabile_pct=documento.convenzione.iva_recuperabile_pct,
    )


def _avvisi(documento: DocumentoSpesa) -> list[str]:
    """The notes of the reading stay; of a document typed by hand, whether its figures agree."""
    somma = documento.imponibile + documento.iva
    if documento.codice_tipo or documento.totale == somma:
        return documento.avvisi if documento.codice_tipo else []
    return [f"Il totale è {in_euro(documento.totale)}, ma imponibile e IVA fanno {in_euro(somma)}."]
