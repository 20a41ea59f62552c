"""Acts on the draft shares of a document: divide it among the lines, correct, delete, move to the next quarter.

Locks, always in this order: Rendiconto, DocumentoSpesa, Spesa. Drafts do not touch the budget of a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from rendicontazione.actions.documento_spesa import pretende_ets
from rendicontazione.choices import Criterio, StatoRendiconto
from rendicontazione.models import AltroFinanziamento, DocumentoSpesa, Rendiconto, Spesa
from rendicontazione.queries.documento_spesa import capienza, quote_in_bozza
from rendicontazione.rules.riparto import QuotaChiesta, riparti
from rendicontazione.workflow import SPESA
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Nucleo, Utente, prossimo_numero

CAMPI_QUOTA = ("linea", "macrovoce", "azione", "descrizione", "criterio", "nucleo")


@dataclass(frozen=True)
class QuotaScritta:
    """A row of the division. ``pk`` is the draft it continues; ``chiesta`` its amount, percentage or the rest."""

    chiesta: QuotaChiesta
    linea: str
    macrovoce: str
    azione: str = ""
    descrizione: str = ""
    criterio: str = Criterio.DIRETTO
    nucleo: Nucleo | None = None
    pk: int | None = None

    @property
    def campi(self) -> dict[str, Any]:
        return {campo: getattr(self, campo) for campo in CAMPI_QUOTA}


@dataclass(frozen=True)
class Finanziamento:
    """What another funder pays of the document, in euro."""

    ente: str
    progetto: str
    importo: Decimal


@transaction.atomic
def dividi_documento(
    documento: DocumentoSpesa,
    quote: Sequence[QuotaScritta],
    *,
    rendiconto: Rendiconto,
    utente: Utente,
    versione: int,
    finanziamenti: Sequence[Finanziamento] | None = None,
) -> list[Spesa]:
    """Make these the draft shares of the document in this quarter; ``finanziamenti`` None leaves them as they are.

    Drafts that are not in ``quote`` are deleted. Raises AttoRifiutato when the shares, with the other funders,
    pass what may be claimed, ModificaConcorrente when somebody divided the document meanwhile.
    """
    pretende_ets(utente)
    rendiconto = _aperto(rendiconto)
    documento = _bloccato(documento, versione)
    bozze = {s.pk: s for s in quote_in_bozza(documento, rendiconto).bloccate()}
    if any(q.pk is not None and q.pk not in bozze for q in quote):
        raise ModificaConcorrente
    attuali = list(documento.altri_finanziamenti.order_by("pk"))
    altri_enti = None if finanziamenti is None else sum((f.importo for f in finanziamenti), ZERO)
    riparto = riparti(capienza(documento, bozze.values(), attuali, altri_enti), [q.chiesta for q in quote])
    if not riparto.esito.positivo:
        raise AttoRifiutato(riparto.esito)
    # What shrinks is written before what grows: the sum is checked by the database at every statement.
    nuovi = _togli_finanziamenti_cambiati(documento, attuali, finanziamenti)
    spese = _scrivi_quote(documento, rendiconto, utente, bozze, list(zip(quote, riparto.quote, strict=True)))
    AltroFinanziamento.objects.bulk_create(
        AltroFinanziamento(documento_spesa=documento, ente=f.ente, progetto=f.progetto, importo=f.importo)
        for f in nuovi
    )
    return spese


@transaction.atomic
def modifica_spesa(spesa: Spesa, dati: dict[str, Any], *, utente: Utente, versione: int) -> Spesa:
    """Correct a draft share; ``dati`` may carry its amount, checked against what is left of the document."""
    SPESA.pretende("modifica", spesa, utente)
    _aperto(spesa.rendiconto)
    documento = DocumentoSpesa.objects.select_for_update(no_key=True).get(pk=spesa.documento_spesa_id)
    if "importo" in dati:
        riparto = riparti(
            capienza(documento, [spesa], documento.altri_finanziamenti.all()), [QuotaChiesta(dati["importo"])]
        )
        if not riparto.esito.positivo:
            raise AttoRifiutato(riparto.esito)
        dati = dati | {"importo": riparto.quote[0]}
    return modifica(spesa, dati, versione=versione)


@transaction.atomic
def elimina_spesa(spesa: Spesa, *, utente: Utente) -> None:
    """Throw away a draft share: its amount of the document can be divided again."""
    spesa = Spesa.objects.bloccate().get(pk=spesa.pk)
    SPESA.pretende("elimina", spesa, utente)
    spesa.delete()


@transaction.atomic
def rinvia_spesa(spesa: Spesa, *, utente: Utente) -> Spesa:
    """Move a draft to the next open quarter, where it will be claimed. AttoRifiutato when there is none."""
    SPESA.pretende("rinvia", spesa, utente)
    attuale, prossimo = _due_trimestri(spesa)
    spesa = Spesa.objects.bloccate().get(pk=spesa.pk)
    SPESA.pretende("rinvia", spesa, utente)
    if spesa.rendiconto_id != attuale.pk:
        raise ModificaConcorrente
    spesa.rendiconto = prossimo
    spesa.versione += 1
    spesa.save(update_fields=["rendiconto", "versione"])
    return spesa


def _due_trimestri(spesa: Spesa) -> tuple[Rendiconto, Rendiconto]:
    """The quarter of the share and the next open one, locked: neither can be presented while the share moves."""
    aperti = Rendiconto.objects.filter(
        trimestre__convenzione=spesa.documento_spesa.convenzione_id,
        trimestre__numero__gte=spesa.rendiconto.trimestre.numero,
        stato=StatoRendiconto.APERTO,
    )
    trovati = list(aperti.select_related("trimestre").order_by("trimestre__numero").bloccati()[:2])
    if len(trovati) < 2 or trovati[0].pk != spesa.rendiconto_id:
        raise AttoRifiutato("Dopo questo trimestre non ce n'è un altro aperto.")
    return trovati[0], trovati[1]


def _aperto(rendiconto: Rendiconto) -> Rendiconto:
    bloccato = Rendiconto.objects.select_related("trimestre").bloccati().get(pk=rendiconto.pk)
    if not bloccato.aperto:
        raise AttoRifiutato(f"Il rendiconto del {bloccato.trimestre} è già presentato: usa il trimestre aperto.")
    return bloccato


def _bloccato(documento: DocumentoSpesa, versione: int) -> DocumentoSpesa:
    bloccato = DocumentoSpesa.objects.select_for_update(no_key=True).get(pk=documento.pk)
    if bloccato.versione != versione:
        raise ModificaConcorrente
    bloccato.versione += 1
    bloccato.save(update_fields=["versione"])
    return bloccato


def _togli_finanziamenti_cambiati(
    documento: DocumentoSpesa, attuali: list[AltroFinanziamento], finanziamenti: Sequence[Finanziamento] | None
) -> Sequence[Finanziamento]:
    """The funders still to be written: none when they are those already there."""
    scritti = [Finanziamento(f.ente, f.progetto, f.importo) for f in attuali]
    if finanziamenti is None or scritti == list(finanziamenti):
        return []
    if documento.presentato:
        raise AttoRifiutato("Il documento è già stato presentato: gli altri finanziatori non si cambiano.")
    documento.altri_finanziamenti.all().delete()
    return finanziamenti


def _scrivi_quote(
    documento: DocumentoSpesa,
    rendiconto: Rendiconto,
    utente: Utente,
    bozze: dict[int, Spesa],
    quote: list[tuple[QuotaScritta, Decimal]],
) -> list[Spesa]:
    Spesa.objects.filter(pk__in=set(bozze) - {q.pk for q, _ in quote}).delete()
    continuate = [_aggiornata(bozze[q.pk], q, importo) for q, importo in quote if q.pk is not None]
    Spesa.objects.bulk_update(continuate, [*CAMPI_QUOTA, "importo", "versione"])
    nuove = [(q, importo) for q, importo in quote if q.pk is None]
    anno = oggi().year
    primo = prossimo_numero("spesa", anno, len(nuove)) if nuove else 0
    create = Spesa.objects.bulk_create(
        Spesa(
            numero=f"{anno}/{numero:04d}",
            documento_spesa=documento,
            rendiconto=rendiconto,
            creata_da=utente,
            importo=importo,
            **quota.campi,
        )
        for numero, (quota, importo) in enumerate(nuove, start=primo)
    )
    return [*continuate, *create]


def _aggiornata(spesa: Spesa, quota: QuotaScritta, importo: Decimal) -> Spesa:
    scritta = quota.campi | {"importo": importo}
    if any(getattr(spesa, campo) != valore for campo, valore in scritta.items()):
        spesa.versione += 1
    for campo, valore in scritta.items():
        setattr(spesa, campo, valore)
    return spesa
