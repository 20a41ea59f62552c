"""Documents, payments, papers and draft shares, written together: what the partner's administration types in.

Rows are written in bulk as the acts would write them one by one (same columns, same numbers); from the
presentation on, the real acts go ahead (``storia.py``).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from rendicontazione import models
from rendicontazione.choices import Modalita, TipoAllegato
from rendicontazione.management.ufficio_di_prova.carta import allegato, contabile, originale
from rendicontazione.management.ufficio_di_prova.piano import Spesa
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Convenzione, Documento, Utente, prossimo_numero
from valdera_housing.models.archivio.documento import percorso_casuale


@dataclass(frozen=True)
class Amministrazione:
    """The office of the partner: whose money, who types."""

    convenzione: Convenzione
    contabile: Utente
    oggi: date

    @property
    def ente(self) -> str:
        return self.convenzione.attuatore.nome

    def registra(self, spese: Sequence[Spesa], rendiconto: models.Rendiconto) -> list[models.Spesa]:
        """Enter the documents as drafts of that quarter; amounts are whole, files attached, payments recorded."""
        documenti = models.DocumentoSpesa.objects.bulk_create([self._documento(spesa) for spesa in spese])
        coppie = list(zip(spese, documenti, strict=True))
        self._allega(coppie)
        models.Pagamento.objects.bulk_create(self._pagamenti(coppie))
        return self._dividi(coppie, rendiconto)

    def _documento(self, spesa: Spesa) -> models.DocumentoSpesa:
        return models.DocumentoSpesa(
            convenzione=self.convenzione,
            tipo=spesa.tipo,
            fornitore=spesa.fornitore.nome,
            partita_iva=spesa.fornitore.partita_iva,
            codice_fiscale=spesa.fornitore.codice_fiscale,
            numero=spesa.numero,
            data=spesa.data,
            imponibile=spesa.imponibile,
            iva=spesa.iva,
            totale=spesa.totale,
            ritenuta=spesa.ritenuta,
            eleggibile=spesa.totale,
            cup=self.convenzione.cup if spesa.con_cup else "",
            creato_da=self.contabile,
            origine=spesa.origine,
        )

    def _allega(self, coppie: Sequence[tuple[Spesa, models.DocumentoSpesa]]) -> None:
        da_allegare = [(spesa, documento, tipo) for spesa, documento in coppie for tipo in spesa.allegati]
        file = self._archivia(self._foglio(spesa, tipo) for spesa, _, tipo in da_allegare)
        for (_, documento, tipo), archiviato in zip(da_allegare, file, strict=True):
            if tipo == TipoAllegato.ORIGINALE:
                documento.file_sha256, documento.file_corpo = archiviato.sha256, 1
        models.DocumentoSpesa.objects.bulk_update([d for _, d in coppie], ["file_sha256", "file_corpo"])
        models.AllegatoSpesa.objects.bulk_create(
            models.AllegatoSpesa(documento_spesa=documento, documento=archiviato, tipo=tipo)
            for (_, documento, tipo), archiviato in zip(da_allegare, file, strict=True)
        )

    def _foglio(self, spesa: Spesa, tipo: TipoAllegato) -> tuple[bytes, str]:
        if tipo == TipoAllegato.ORIGINALE:
            contenuto = originale(spesa, self.ente, self.convenzione.cup)
            return contenuto, f"{spesa.tipo.label.lower()} {spesa.numero}.pdf"
        return allegato(spesa, tipo, self.ente), f"{tipo.label.lower()} {spesa.numero}.pdf"

    def _archivia(self, fogli: Iterable[tuple[bytes, str]]) -> list[Documento]:
        return Documento.objects.bulk_create(self._file(contenuto, nome) for contenuto, nome in fogli)

    def _file(self, contenuto: bytes, nome: str) -> Documento:
        documento = Documento(
            nome=nome.replace("/", "-"),
            tipo="application/pdf",
            dimensione=len(contenuto),
            sha256=hashlib.sha256(contenuto).hexdigest(),
            caricato_da=self.contabile,
        )
        documento.file = default_storage.save(percorso_casuale(documento, ""), ContentFile(contenuto))
        return documento

    def _pagamenti(self, coppie: Sequence[tuple[Spesa, models.DocumentoSpesa]]) -> list[models.Pagamento]:
        pagamenti = [
            models.Pagamento(
                documento_spesa=documento,
                data_valuta=spesa.pagato_il,
                importo=importo,
                modalita=modalita,
                riferimento=_riferimento(spesa, posto),
            )
            for spesa, documento in coppie
            if spesa.pagato_il and spesa.pagato_il < self.oggi
            for posto, (importo, modalita) in enumerate(_parti(spesa))
        ]
        piani = {documento.pk: spesa for spesa, documento in coppie}
        prove = self._archivia(
            (
                contabile(piani[p.documento_spesa_id], self.ente, p.importo, p.data_valuta, p.riferimento),
                f"contabile {p.riferimento}.pdf",
            )
            for p in pagamenti
        )
        for pagamento, prova in zip(pagamenti, prove, strict=True):
            pagamento.prova = prova
        return pagamenti

    def _dividi(
        self, coppie: Sequence[tuple[Spesa, models.DocumentoSpesa]], rendiconto: models.Rendiconto
    ) -> list[models.Spesa]:
        quote = [(documento, quota) for spesa, documento in coppie for quota in spesa.quote]
        anno = oggi().year
        numeri = count(prossimo_numero("spesa", anno, len(quote)))
        return models.Spesa.objects.bulk_create(
            models.Spesa(
                numero=f"{anno}/{next(numeri):04d}",
                documento_spesa=documento,
                rendiconto=rendiconto,
                linea=quota.linea,
                macrovoce=quota.macrovoce,
                azione=quota.azione,
                descrizione=quota.descrizione,
                importo=quota.importo,
                nucleo=quota.nucleo,
                creata_da=self.contabile,
            )
            for documento, quota in quote
        )


def _parti(spesa: Spesa) -> list[tuple]:
    """The payments of a document: when tax is withheld, the net to the supplier and the rest by F24."""
    if not spesa.ritenuta:
        return [(spesa.totale, spesa.modalita)]
    return [(spesa.totale - spesa.ritenuta, spesa.modalita), (spesa.ritenuta, Modalita.F24)]


def _riferimento(spesa: Spesa, posto: int) -> str:
    """A bank reference of eleven digits, always the same for the same payment."""
    chiave = f"{spesa.fornitore.nome} {spesa.numero} {posto}".encode()
    return f"CRO {int(hashlib.sha256(chiave).hexdigest(), 16) % 10**11:011d}"
