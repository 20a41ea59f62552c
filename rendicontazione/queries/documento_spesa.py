"""What the office asks of a document: is it already here, what is left of it, how does the invoice read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from rendicontazione.choices import (
    ASPETTI_RIPARTO,
    StatoRendiconto,
    StatoRiparto,
    StatoSpesa,
    TipoAllegato,
    TipoDocumento,
)
from rendicontazione.models import (
    AllegatoSpesa,
    AltroFinanziamento,
    DocumentoSpesa,
    LineaBudget,
    Rendiconto,
    Spesa,
    TotaleSpesa,
)
from rendicontazione.models.documento_spesa import DocumentoSpesaQuerySet
from rendicontazione.models.spesa import SpesaQuerySet
from rendicontazione.rules.archivio_zip import FileRicevuto
from rendicontazione.rules.fattura import CorpoFattura, FatturaCollegata
from rendicontazione.rules.fatturapa import leggi_fattura
from rendicontazione.rules.riparto import Capienza, EffettoSullaLinea
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import Convenzione
from valdera_housing.rules.file_ammessi import P7M, XML


@dataclass(frozen=True)
class ChiaveDocumento:
    """What makes a document one: two with the same key are the same document (domain.md 6.4)."""

    tipo: str
    identificativo: str
    numero: str
    data: date


def gia_presente(
    convenzione: Convenzione, chiave: ChiaveDocumento, *, sha256: str = "", corpo: int = 1, escluso: int | None = None
) -> DocumentoSpesa | None:
    """The document with the same supplier, number, year and type, or read from the same body of the same file."""
    stesso = Q(
        tipo=chiave.tipo,
        identificativo__iexact=chiave.identificativo,
        numero__iexact=chiave.numero,
        data__year=chiave.data.year,
    )
    stesso_file = Q(file_sha256=sha256, file_corpo=corpo) if sha256 else Q(pk__in=[])
    documenti = DocumentoSpesa.objects.filter(stesso | stesso_file, convenzione=convenzione)
    if escluso is not None:
        documenti = documenti.exclude(pk=escluso)
    return documenti.select_related("creato_da").order_by("pk").first()


def documento_stornato(
    convenzione: Convenzione, identificativo: str, collegata: FatturaCollegata
) -> DocumentoSpesa | None:
    """The invoice that a credit note corrects: same supplier and number, and day when it is written."""
    trovati = DocumentoSpesa.objects.filter(
        convenzione=convenzione, identificativo__iexact=identificativo, numero__iexact=collegata.numero
    ).exclude(tipo=TipoDocumento.NOTA_CREDITO)
    if collegata.data:
        trovati = trovati.filter(data=collegata.data)
    return trovati.first() if len(trovati[:2]) == 1 else None


def documento_da_stornare(
    convenzione: Convenzione, identificativo: str, collegate: Iterable[FatturaCollegata]
) -> DocumentoSpesa | None:
    """The first of the invoices named by a credit note that is here."""
    trovati = (documento_stornato(convenzione, identificativo, collegata) for collegata in collegate)
    return next((d for d in trovati if d), None)


def rendiconti_aperti(convenzione: Convenzione) -> list[Rendiconto]:
    """The quarters where shares may still be written, the earliest first."""
    return list(_aperti().filter(trimestre__convenzione=convenzione))


def rendiconti_aperti_ora() -> list[Rendiconto]:
    """The same of the convention in force, found in the same query."""
    attuale = Convenzione.objects.order_by("-inizio").values("pk")[:1]
    return list(_aperti().filter(trimestre__convenzione=attuale))


def _aperti() -> QuerySet[Rendiconto]:
    aperti = Rendiconto.objects.filter(stato=StatoRendiconto.APERTO)
    return aperti.select_related("trimestre__convenzione").order_by("trimestre__numero")


def capienza(
    documento: DocumentoSpesa,
    bozze: Iterable[Spesa],
    finanziamenti: Iterable[AltroFinanziamento],
    altri_enti: Decimal | None = None,
) -> Capienza:
    """What may be divided: ``bozze`` and ``finanziamenti`` are the rows being rewritten, as they are now.

    ``altri_enti`` is what other funders will pay, when that changes too. ``documento.ripartito`` already sums
    shares and funders, so whoever writes reads it under the lock of the document.
    """
    scritti = sum((f.importo for f in finanziamenti), ZERO)
    in_bozza = sum((s.importo for s in bozze), ZERO)
    return Capienza(
        documento.eleggibile,
        scritti if altri_enti is None else altri_enti,
        documento.ripartito - scritti - in_bozza,
    )


def quote_in_bozza(documento: DocumentoSpesa, rendiconto: Rendiconto) -> SpesaQuerySet:
    """The shares that dividing the document in this quarter rewrites: drafts, corrections aside."""
    return documento.quote.filter(rendiconto=rendiconto, stato=StatoSpesa.BOZZA, rettifica_di=None).order_by("pk")


@dataclass(frozen=True)
class LineaConQuota:
    """A line while somebody writes a share: its residual, the drafts of other documents on it, this document."""

    linea: LineaBudget
    altre_bozze: Decimal
    quota: Decimal

    @property
    def effetto(self) -> EffettoSullaLinea:
        return EffettoSullaLinea(self.linea.residuo, self.quota)

    @property
    def dopo_le_bozze(self) -> Decimal:
        return self.linea.residuo - self.altre_bozze - self.quota


def linee_con_quota(documento: DocumentoSpesa, quote: dict[str, Decimal]) -> list[LineaConQuota]:
    """The lines of the convention with ``quote`` (line → euro of this document) put on them."""
    bozze = dict(
        TotaleSpesa.objects.filter(rendiconto__trimestre__convenzione=documento.convenzione_id, stato=StatoSpesa.BOZZA)
        .values_list("linea")
        .annotate(t=Sum("importo"))
    )
    mie = dict(
        documento.quote.filter(stato=StatoSpesa.BOZZA).order_by().values_list("linea").annotate(t=Sum("importo"))
    )
    return [
        LineaConQuota(b, bozze.get(b.linea, ZERO) - mie.get(b.linea, ZERO), quote.get(b.linea, ZERO))
        for b in LineaBudget.objects.filter(convenzione=documento.convenzione_id).order_by("numero")
    ]


def originale(documento: DocumentoSpesa, allegati: Iterable[AllegatoSpesa] | None = None) -> AllegatoSpesa | None:
    """The attachment with the document itself; an electronic invoice wins over its copies."""
    if allegati is None:
        allegati = documento.allegati.select_related("documento")
    originali = [a for a in allegati if a.tipo == TipoAllegato.ORIGINALE]
    return next((a for a in originali if a.documento.tipo in (XML, P7M)), next(iter(originali), None))


def fattura_leggibile(
    documento: DocumentoSpesa, allegati: Iterable[AllegatoSpesa] | None = None
) -> CorpoFattura | None:
    """The electronic invoice of the document, read again from its original; None when there is none to read."""
    file = originale(documento, allegati)
    if file is None or file.documento.tipo not in (XML, P7M):
        return None
    with file.documento.file.open("rb") as aperto:
        corpi = leggi_fattura(FileRicevuto(file.documento.nome, aperto.read()))
    scelto = (documento.file_corpo or 1) - 1
    corpo = corpi[scelto] if scelto < len(corpi) else None
    return corpo if isinstance(corpo, CorpoFattura) else None


@dataclass(frozen=True)
class TotaliDocumenti:
    """The sums at the foot of the list: over all the rows found, not the page."""

    quanti: int
    totale: Decimal
    da_ripartire: Decimal
    pagato: Decimal


def totali(documenti: DocumentoSpesaQuerySet) -> TotaliDocumenti:
    """One query for the count and the sums."""
    somme = documenti.order_by().aggregate(
        quanti=Count("pk"),
        totale=Coalesce(Sum("totale"), ZERO),
        da_ripartire=Coalesce(Sum("da_ripartire"), ZERO),
        pagato=Coalesce(Sum("pagato"), ZERO),
    )
    return TotaliDocumenti(**somme)


def stato_riparto(documento: DocumentoSpesa) -> Aspetto:
    """How much of the document is already on the lines."""
    if documento.da_ripartire == 0:
        return ASPETTI_RIPARTO[StatoRiparto.DIVISA]
    return ASPETTI_RIPARTO[StatoRiparto.IN_PARTE if documento.ripartito else StatoRiparto.DA_DIVIDERE]
