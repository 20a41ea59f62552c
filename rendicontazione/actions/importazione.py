"""FatturaPA files become drafts: each invoice body ends as a draft, a named duplicate or a reason why not.

The same engine serves the page, the worker and ``manage.py importa_fatture``. Every body is a transaction (or a
savepoint) of its own: a bad one never stops the others, and two people who drop the same file make one draft.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import pghistory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django_tasks import task

from rendicontazione.actions.documento_spesa import nomina_doppio, pretende_ets
from rendicontazione.choices import TipoAllegato, TipoDocumento
from rendicontazione.models import AllegatoSpesa, DocumentoSpesa
from rendicontazione.queries.documento_spesa import ChiaveDocumento, documento_da_stornare, gia_presente
from rendicontazione.rules import bozza_fattura
from rendicontazione.rules.archivio_zip import FileRicevuto, file_singoli
from rendicontazione.rules.bozza_fattura import Committente
from rendicontazione.rules.busta_p7m import sembra_xml
from rendicontazione.rules.eleggibilita import importo_eleggibile
from rendicontazione.rules.fattura import Allegato, CorpoFattura, CorpoIlleggibile, EsitoCorpo, FileIlleggibile
from rendicontazione.rules.fatturapa import leggi_fattura
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.lavoro import apri_lavoro, chiudi_lavoro, segna_avanzamento
from valdera_housing.kit.denaro import centesimi, in_euro
from valdera_housing.kit.errori_database import frase
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Convenzione, Documento, Lavoro, Utente
from valdera_housing.rules.file_ammessi import P7M, PDF, XML, riconosci

BOZZA, DOPPIA, RIFIUTATA = "bozza", "doppia", "rifiutata"
SUBITO = 5  # invoices that a request reads by itself; more go to the worker
BYTE_SUBITO = 2 * 1024 * 1024
MASSIMO_ALLEGATI = 20


@dataclass(frozen=True)
class EsitoImportazione:
    """How one body ended: ``bozza`` (``documento`` is new), ``doppia`` (it is the one already here), ``rifiutata``."""

    corpo: EsitoCorpo
    stato: str
    motivo: str | None = None
    documento: DocumentoSpesa | None = None


@dataclass
class FileLetto:
    """A single file while its bodies are imported: it is stored once, with the first draft that comes out of it."""

    file: FileRicevuto
    archiviato: Documento | None = None

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.file.contenuto).hexdigest()


@dataclass
class Importazione:
    """One run of the engine over some files. With ``prova`` nothing is written."""

    convenzione: Convenzione
    utente: Utente
    prova: bool = False
    viste: dict[tuple[str, ...], str] = field(default_factory=dict)

    def esegui(self, file: Iterable[FileRicevuto]) -> Iterator[EsitoImportazione]:
        """The outcome of every body, file by file; in each file credit notes come after what they correct."""
        for ricevuto in file:
            rimandate: list[tuple[FileLetto, CorpoFattura]] = []
            for singolo in file_singoli(ricevuto.nome, ricevuto.contenuto):
                if isinstance(singolo, CorpoIlleggibile):
                    yield EsitoImportazione(singolo, RIFIUTATA, singolo.motivo)
                    continue
                letto = FileLetto(singolo)
                for corpo in leggi_fattura(singolo):
                    if isinstance(corpo, CorpoFattura) and corpo.nota_di_credito:
                        rimandate.append((letto, corpo))
                    else:
                        yield self.importa(letto, corpo)
            for letto, nota in rimandate:
                yield self.importa(letto, nota)

    def importa(self, letto: FileLetto, corpo: EsitoCorpo) -> EsitoImportazione:
        if isinstance(corpo, CorpoIlleggibile):
            return EsitoImportazione(corpo, RIFIUTATA, corpo.motivo)
        if motivo := bozza_fattura.ostacolo(corpo):
            return EsitoImportazione(corpo, RIFIUTATA, motivo)
        if doppia := self._gia_vista(letto, corpo):
            return doppia
        if self.prova:
            return EsitoImportazione(corpo, BOZZA)
        return self._crea(letto, corpo)

    def _gia_vista(self, letto: FileLetto, corpo: CorpoFattura) -> EsitoImportazione | None:
        """Already here, or already met in this run (which matters when nothing is written)."""
        chiave = _chiave(corpo)
        presente = gia_presente(self.convenzione, chiave, sha256=letto.sha256, corpo=corpo.corpo)
        if presente:
            return _doppia(corpo, presente)
        vista = (chiave.tipo, chiave.identificativo.upper(), chiave.numero.upper(), str(chiave.data.year))
        if vista in self.viste and self.prova:
            return EsitoImportazione(corpo, DOPPIA, f"C'è già fra questi file: {self.viste[vista]}")
        self.viste[vista] = corpo.file
        return None

    def _crea(self, letto: FileLetto, corpo: CorpoFattura) -> EsitoImportazione:
        prima = letto.archiviato
        try:
            with transaction.atomic():
                # One draft at a time: two imports in opposite order would wait for each other for ever.
                Convenzione.objects.select_for_update(no_key=True).get(pk=self.convenzione.pk)
                bozza = crea_bozza(self.convenzione, letto, corpo, utente=self.utente)
            return EsitoImportazione(corpo, BOZZA, documento=bozza)
        except (IntegrityError, InternalError) as errore:
            _dimentica(letto, prima)
            presente = gia_presente(self.convenzione, _chiave(corpo), sha256=letto.sha256, corpo=corpo.corpo)
            if presente:
                return _doppia(corpo, presente)
            return EsitoImportazione(corpo, RIFIUTATA, frase(errore))
        except AttoRifiutato as rifiuto:
            _dimentica(letto, prima)
            return EsitoImportazione(corpo, RIFIUTATA, str(rifiuto))


def _doppia(corpo: CorpoFattura, presente: DocumentoSpesa) -> EsitoImportazione:
    """The document already here, and whether this one says another amount: then somebody should look."""
    totale = centesimi(corpo.totale)
    altro = (
        ""
        if totale == presente.totale
        else f"; qui però il totale è {in_euro(totale)} e là {in_euro(presente.totale)}"
    )
    return EsitoImportazione(corpo, DOPPIA, nomina_doppio(presente) + altro, presente)


def crea_bozza(convenzione: Convenzione, letto: FileLetto, corpo: CorpoFattura, *, utente: Utente) -> DocumentoSpesa:
    """A draft from an invoice body, with the file it comes from and the readable copies carried inside it."""
    committente = _committente(convenzione)
    campi = bozza_fattura.campi(corpo, committente)
    copie, saltate = _copie(corpo.allegati)
    documento = DocumentoSpesa.objects.create(
        convenzione=convenzione,
        creato_da=utente,
        eleggibile=importo_eleggibile(
            imponibile=campi["imponibile"],
            iva=campi["iva"],
            totale=campi["totale"],
            iva_recuperabile_pct=convenzione.iva_recuperabile_pct,
        ),
        avvisi=[*bozza_fattura.avvisi(corpo, committente), *saltate],
        nota_credito_di=_stornato(convenzione, corpo),
        file_sha256=letto.sha256,
        file_corpo=corpo.corpo,
        **campi,
    )
    letto.archiviato = letto.archiviato or _archivia(letto.file, utente)
    file = [(letto.archiviato, TipoAllegato.ORIGINALE)]
    file += [(archivia_documento(c.contenuto, c.nome, utente=utente), TipoAllegato.COPIA) for c in copie]
    AllegatoSpesa.objects.bulk_create(
        AllegatoSpesa(documento_spesa=documento, documento=archiviato, tipo=tipo) for archiviato, tipo in file
    )
    return documento


def _archivia(file: FileRicevuto, utente: Utente) -> Documento:
    # The reader has opened it: what is not plain XML is an envelope, however it is encoded.
    tipo = XML if sembra_xml(file.contenuto) else P7M
    return archivia_documento(file.contenuto, file.nome.rsplit("/", 1)[-1], utente=utente, tipo=tipo)


def _dimentica(letto: FileLetto, prima: Documento | None) -> None:
    """The savepoint has taken the row of the file away: take its bytes away too."""
    if letto.archiviato is not None and letto.archiviato is not prima:
        letto.archiviato.file.delete(save=False)
    letto.archiviato = prima


def _committente(convenzione: Convenzione) -> Committente:
    ente = convenzione.attuatore
    return Committente(
        ente.nome, ente.partita_iva, ente.codice_fiscale, convenzione.inizio, convenzione.fine, convenzione.cup
    )


def _chiave(corpo: CorpoFattura) -> ChiaveDocumento:
    return ChiaveDocumento(
        bozza_fattura.tipo_documento(corpo), bozza_fattura.identificativo(corpo), corpo.numero, corpo.data
    )


def _stornato(convenzione: Convenzione, corpo: CorpoFattura) -> DocumentoSpesa | None:
    if bozza_fattura.tipo_documento(corpo) != TipoDocumento.NOTA_CREDITO:
        return None
    return documento_da_stornare(convenzione, bozza_fattura.identificativo(corpo), corpo.fatture_collegate)


def _copie(allegati: Sequence[Allegato]) -> tuple[list[FileRicevuto], list[str]]:
    """The PDFs carried inside the invoice, and a note for each attachment that is not kept."""
    copie: list[FileRicevuto] = []
    note: list[str] = []
    for allegato in allegati[:MASSIMO_ALLEGATI]:
        nome = allegato.nome or "allegato.pdf"
        pdf, motivo = _pdf_in(allegato, nome)
        copie += pdf
        if not pdf:
            note.append(motivo or f"L'allegato «{nome}» dentro la fattura non è un PDF: non è stato copiato.")
    if len(allegati) > MASSIMO_ALLEGATI:
        note.append(f"La fattura porta {len(allegati)} allegati: sono stati letti i primi {MASSIMO_ALLEGATI}.")
    return copie, note


def _pdf_in(allegato: Allegato, nome: str) -> tuple[list[FileRicevuto], str | None]:
    try:
        file = list(file_singoli(nome, allegato.decodifica()))
    except FileIlleggibile as errore:
        return [], str(errore)
    return [f for f in file if isinstance(f, FileRicevuto) and riconosci(f.contenuto) == PDF][:MASSIMO_ALLEGATI], None


# --- from the page -----------------------------------------------------------------------


@transaction.atomic
def importa_fatture(file: Sequence[FileRicevuto], *, utente: Utente) -> Lavoro:
    """Import what a person dropped: at once when it is little, in the worker with its progress when it is much.

    The outcome of every body stays in the Lavoro returned, which the person can open again.
    """
    pretende_ets(utente)
    convenzione = Convenzione.objects.attuale()
    lavoro = apri_lavoro(_titolo(len(file)), utente=utente, totale=0, ritorno="")
    lavoro.ritorno = reverse("rendicontazione:importazione_scheda", args=[lavoro.pk])
    if _pochi(file):
        lavoro.save(update_fields=["ritorno"])
        _svolgi(lavoro, Importazione(convenzione, utente), file)
    else:
        lavoro.esito = {"caricati": [_da_parte(lavoro, f, n) for n, f in enumerate(file)]}
        lavoro.save(update_fields=["ritorno", "esito"])
        importa_in_seguito.enqueue(str(lavoro.pk))
    return lavoro


@task()
def importa_in_seguito(lavoro_id: str) -> None:
    """Worker side of a large import: reads the files put aside, writes progress and outcomes in the Lavoro."""
    lavoro = Lavoro.objects.select_related("utente").get(pk=lavoro_id)
    utente = cast(Utente, lavoro.utente)  # an import always has who asked for it
    caricati = lavoro.esito["caricati"]
    file = [FileRicevuto(nome, _leggi(percorso)) for nome, percorso in caricati]
    try:
        with pghistory.context(user=utente.pk, url=lavoro.ritorno):
            _svolgi(lavoro, Importazione(Convenzione.objects.attuale(), utente), file)
    except Exception:
        chiudi_lavoro(lavoro, esito={"righe": []}, riuscito=False)
        raise
    finally:
        for _, percorso in caricati:
            default_storage.delete(percorso)


def _svolgi(lavoro: Lavoro, importazione: Importazione, file: Sequence[FileRicevuto]) -> None:
    totale = sum(_quante(f) for f in file)
    Lavoro.objects.filter(pk=lavoro.pk).update(totale=totale)
    righe = []
    for esito in importazione.esegui(file):
        righe.append(riga_esito(esito))
        segna_avanzamento(lavoro, len(righe))
    chiudi_lavoro(lavoro, esito={"righe": righe})


def riga_esito(esito: EsitoImportazione) -> dict[str, Any]:
    """An outcome as the page of the results keeps it; amounts as text with two decimals."""
    corpo = esito.corpo
    importo = f"{corpo.totale:.2f}" if isinstance(corpo, CorpoFattura) else None
    return {
        "file": corpo.file,
        "stato": esito.stato,
        "fornitore": corpo.fornitore,
        "numero": corpo.numero,
        "data": corpo.data.isoformat() if corpo.data else None,
        "totale": importo,
        "motivo": esito.motivo,
        "documento": esito.documento.pk if esito.documento else None,
        "avvisi": len(esito.documento.avvisi) if esito.documento and esito.stato == BOZZA else 0,
    }


def _titolo(quanti: int) -> str:
    return "Importazione di un file" if quanti == 1 else f"Importazione di {quanti} file"


def _quante(file: FileRicevuto) -> int:
    """How many bodies, as far as progress is concerned: one for each single file."""
    return sum(1 for _ in file_singoli(file.nome, file.contenuto))


def _pochi(file: Sequence[FileRicevuto]) -> bool:
    if sum(len(f.contenuto) for f in file) > BYTE_SUBITO:
        return False
    singoli = [s for f in file for s in file_singoli(f.nome, f.contenuto)]
    if len(singoli) > SUBITO:
        return False
    return sum(len(leggi_fattura(s)) for s in singoli if isinstance(s, FileRicevuto)) <= SUBITO


def _da_parte(lavoro: Lavoro, file: FileRicevuto, numero: int) -> tuple[str, str]:
    """(name, where the bytes wait for the worker)."""
    return file.nome, default_storage.save(f"importazioni/{lavoro.pk.hex}-{numero}", ContentFile(file.contenuto))


def _leggi(percorso: str) -> bytes:
    with default_storage.open(percorso, "rb") as file:
        return file.read()
