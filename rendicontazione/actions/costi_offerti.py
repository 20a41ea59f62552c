"""Take the costs that the lines offer: each becomes a document in draft, with its file, payment and share. Once."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from rendicontazione.actions.documento_spesa import aggiungi_allegato, crea_documento, pretende_ets
from rendicontazione.actions.pagamento import registra_pagamento
from rendicontazione.actions.spesa import QuotaScritta, dividi_documento
from rendicontazione.choices import Modalita, TipoAllegato, TipoDocumento
from rendicontazione.models import DocumentoSpesa, Rendiconto
from rendicontazione.queries.costi_offerti import costi_offerti
from rendicontazione.rules.riparto import QuotaChiesta
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Documento, Nucleo, Utente

CON_ORIGINALE = (TipoDocumento.FATTURA, TipoDocumento.ATTO_FONDO)


@transaction.atomic
def prendi_costi(rendiconto: Rendiconto, chiavi: Collection[str], *, utente: Utente) -> list[DocumentoSpesa]:
    """The new documents, in the order of the offer; a cost already taken is left as it is, whoever took it.

    The quarter is locked, so that two people who take at once wait for one another; ``origine`` is unique besides.
    Raises AttoRifiutato when the quarter is not open, a cost is no longer offered or cannot be a document yet.
    """
    pretende_ets(utente)
    rendiconto = Rendiconto.objects.select_related("trimestre__convenzione").bloccati().get(pk=rendiconto.pk)
    if not rendiconto.aperto:
        raise AttoRifiutato(f"Il rendiconto del {rendiconto.trimestre} è già presentato: usa il trimestre aperto.")
    offerti = {costo.chiave: (linea, costo) for linea, costo in costi_offerti(rendiconto.trimestre)}
    if set(chiavi) - set(offerti):
        raise AttoRifiutato("Uno dei costi scelti non è più offerto: ricarica la pagina e scegli di nuovo.")
    presi = set(DocumentoSpesa.objects.filter(origine__in=chiavi).values_list("origine", flat=True))
    return [
        _prendi(linea, costo, rendiconto, utente)
        for chiave, (linea, costo) in offerti.items()
        if chiave in chiavi and chiave not in presi
    ]


def _prendi(linea: Linea, costo: CostoOfferto, rendiconto: Rendiconto, utente: Utente) -> DocumentoSpesa:
    if costo.importo <= 0:
        raise AttoRifiutato(f"{costo.numero}: non c’è niente da chiedere a rimborso.")
    if not costo.codice_fiscale:
        raise AttoRifiutato(f"{costo.fornitore}: serve il codice fiscale o la partita IVA.")
    documento = crea_documento(_dati(costo), utente=utente, convenzione=rendiconto.trimestre.convenzione)
    _allega(documento, costo, utente)
    if costo.pagato_il:
        pagamento = {"data_valuta": costo.pagato_il, "importo": costo.importo, "modalita": Modalita.BONIFICO}
        registra_pagamento(documento, pagamento, utente=utente)
    quota = QuotaScritta(
        QuotaChiesta(importo=costo.importo),
        linea,
        costo.macrovoce,
        azione=costo.azione,
        descrizione=costo.descrizione,
        nucleo=Nucleo.objects.get(pk=costo.nucleo) if costo.nucleo else None,
    )
    dividi_documento(documento, [quota], rendiconto=rendiconto, utente=utente, versione=documento.versione)
    return documento


def _dati(costo: CostoOfferto) -> dict[str, Any]:
    giuridico = costo.codice_fiscale.isdigit()
    return {
        "tipo": costo.tipo,
        "fornitore": costo.fornitore,
        "numero": costo.numero,
        "data": costo.data,
        "imponibile": costo.importo,
        "iva": ZERO,
        "totale": costo.importo,
        "partita_iva": costo.codice_fiscale if giuridico else "",
        "codice_fiscale": "" if giuridico else costo.codice_fiscale,
        "causale": costo.descrizione,
        "origine": costo.chiave,
    }


def _allega(documento: DocumentoSpesa, costo: CostoOfferto, utente: Utente) -> None:
    """A copy of the file that proves the cost: the accounts freeze theirs, the line keeps its own.

    An invoice or the letter of a payment of the fund is the original of its document, and may be in one document only;
    a receipt may prove several.
    """
    if costo.documento is None:
        return
    file = Documento.objects.get(pk=costo.documento)
    with file.file.open("rb") as aperto:
        contenuto = aperto.read()
    tipo = TipoAllegato.ORIGINALE if costo.tipo in CON_ORIGINALE else TipoAllegato.ALTRO
    aggiungi_allegato(documento, file.nome, contenuto, tipo=tipo, utente=utente)
