"""Acts on the payments of a document: money that left the account, with its value date and its proof."""

from typing import Any

from django.db import transaction

from rendicontazione.actions.documento_spesa import elimina_file_senza_uso, pretende_bozza, pretende_ets
from rendicontazione.models import DocumentoSpesa, Pagamento
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def registra_pagamento(
    documento: DocumentoSpesa, dati: dict[str, Any], *, utente: Utente, prova: tuple[str, bytes] | None = None
) -> Pagamento:
    """Add a payment (``data_valuta``, ``importo``, ``modalita``, ``riferimento``), with its proof as (name, bytes).

    Raises AttoRifiutato on a credit note and when the payments together would pass the total of the document.
    """
    pretende_ets(utente)
    documento = DocumentoSpesa.objects.select_for_update(no_key=True).get(pk=documento.pk)
    if documento.totale < 0:
        raise AttoRifiutato("Una nota di credito non si paga.")
    if documento.pagato + dati["importo"] > documento.totale:
        raise AttoRifiutato(
            f"I pagamenti supererebbero il totale del documento: restano da pagare "
            f"{in_euro(documento.totale - documento.pagato)}"
        )
    file = archivia_documento(prova[1], prova[0], utente=utente) if prova else None
    return Pagamento.objects.create(documento_spesa=documento, prova=file, **dati)


@transaction.atomic
def elimina_pagamento(pagamento: Pagamento, *, utente: Utente) -> None:
    """Take away a payment written by mistake, while the document is a draft."""
    pretende_bozza(pagamento.documento_spesa, utente)
    prova = pagamento.prova_id
    pagamento.delete()
    if prova:
        elimina_file_senza_uso({prova})
