"""What is not in order: papers forgotten in the seventh quarter, drafts of every kind in the eighth."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from rendicontazione.choices import StatoSpesa, TipoAllegato, TipoDocumento
from rendicontazione.management.ufficio_di_prova.piano import Spesa as Piano
from rendicontazione.models import AltroFinanziamento, DocumentoSpesa, Rendiconto, Spesa
from rendicontazione.rules.prove import NECESSARI
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import prossimo_numero

DIMENTICATI = (TipoDocumento.CEDOLINO, TipoDocumento.PARCELLA, TipoDocumento.NOTA_SPESE)


def incompleti(spese: Sequence[Piano]) -> list[Piano]:
    """The last document of some types lacks the paper that the Unione will ask for."""
    ultimi = {spesa.tipo: posto for posto, spesa in enumerate(spese) if spesa.tipo in DIMENTICATI}
    return [
        replace(spesa, mancano=frozenset(NECESSARI[spesa.tipo])) if ultimi.get(spesa.tipo) == posto else spesa
        for posto, spesa in enumerate(spese)
    ]


def ritocca_bozze(rendiconto: Rendiconto) -> None:
    """Make some drafts of the open quarter unpaid, without original, undivided, shared with another funder."""
    bozze = rendiconto.spese.filter(stato=StatoSpesa.BOZZA).order_by("pk")
    fatture = [s for s in bozze.select_related("documento_spesa") if s.documento_spesa.tipo == TipoDocumento.FATTURA]
    ritocchi = (_senza_pagamento, _senza_originale, _non_divisa, _con_altro_finanziatore, _con_nota_di_credito)
    for spesa, ritocca in zip(fatture, ritocchi, strict=False):
        ritocca(spesa)


def _senza_pagamento(spesa: Spesa) -> None:
    spesa.documento_spesa.pagamenti.all().delete()


def _senza_originale(spesa: Spesa) -> None:
    spesa.documento_spesa.allegati.filter(tipo=TipoAllegato.ORIGINALE).delete()
    DocumentoSpesa.objects.filter(pk=spesa.documento_spesa_id).update(file_sha256="", file_corpo=None)


def _non_divisa(spesa: Spesa) -> None:
    spesa.delete()


def _con_altro_finanziatore(spesa: Spesa) -> None:
    """Another funder pays two fifths: the share shrinks first, the sum never passes the document (scenario 18)."""
    altri = (spesa.importo * Decimal("0.4")).quantize(Decimal("0.01"))
    spesa.importo -= altri
    spesa.save()
    AltroFinanziamento.objects.create(
        documento_spesa=spesa.documento_spesa, ente="Regione Toscana", progetto="Abitare solidale", importo=altri
    )


def _con_nota_di_credito(spesa: Spesa) -> None:
    """The supplier takes back a tenth of its invoice: a negative document with its negative share."""
    fattura = spesa.documento_spesa
    imponibile = (fattura.imponibile / -10).quantize(Decimal("0.01"))
    iva = (fattura.iva / -10).quantize(Decimal("0.01"))
    nota = DocumentoSpesa.objects.create(
        convenzione=fattura.convenzione,
        tipo=TipoDocumento.NOTA_CREDITO,
        fornitore=fattura.fornitore,
        partita_iva=fattura.partita_iva,
        numero=f"NC {fattura.numero}",
        data=fattura.data + timedelta(days=1),
        imponibile=imponibile,
        iva=iva,
        totale=imponibile + iva,
        eleggibile=imponibile + iva,
        cup=fattura.cup,
        nota_credito_di=fattura,
        creato_da=fattura.creato_da,
    )
    Spesa.objects.create(
        numero=_prossimo(),
        documento_spesa=nota,
        rendiconto=spesa.rendiconto,
        linea=spesa.linea,
        macrovoce=spesa.macrovoce,
        azione=spesa.azione,
        descrizione=f"Storno: {spesa.descrizione}",
        importo=nota.eleggibile,
        creata_da=spesa.creata_da,
    )


def _prossimo() -> str:
    anno = oggi().year
    return f"{anno}/{prossimo_numero('spesa', anno):04d}"
