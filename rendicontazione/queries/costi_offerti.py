"""What the lines offer to claim in a quarter, and what of it is already among the documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from rendicontazione.models import DocumentoSpesa, Rendiconto, Spesa
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO
from valdera_housing.linea import CostoOfferto, registrate
from valdera_housing.models import Trimestre


@dataclass(frozen=True)
class Offerta:
    """A cost of a line, with the document it has become."""

    linea: Linea
    costo: CostoOfferto
    documento: DocumentoSpesa | None = None

    @property
    def prendibile(self) -> bool:
        """A document of expense needs an amount and the tax code of who was paid."""
        return self.documento is None and self.costo.importo > 0 and bool(self.costo.codice_fiscale)

    @property
    def cambiata(self) -> bool:
        """The net cost is no longer what was taken: more was paid or cashed afterwards."""
        return self.documento is not None and self.documento.totale != self.costo.importo


@dataclass(frozen=True)
class OfferteLinea:
    """The costs of a line and, of the same categories, the shares typed by hand in the quarter."""

    linea: Linea
    offerte: Sequence[Offerta]
    a_mano: int
    a_mano_euro: Decimal

    @property
    def totale(self) -> Decimal:
        return sum((o.costo.importo for o in self.offerte), ZERO)

    @property
    def da_prendere(self) -> Decimal:
        return sum((o.costo.importo for o in self.offerte if o.documento is None), ZERO)


def costi_offerti(trimestre: Trimestre) -> list[tuple[Linea, CostoOfferto]]:
    """Everything the lines offer, in the order of the lines."""
    return [
        (servizio.linea, costo)
        for servizio in registrate
        if servizio.linea
        for costo in servizio.costi_da_rendicontare(trimestre)
    ]


def offerte_per_linea(rendiconto: Rendiconto) -> list[OfferteLinea]:
    """The offers of the quarter by line: beside those of the lines, two queries."""
    offerti = costi_offerti(rendiconto.trimestre)
    presi = {
        documento.origine: documento
        for documento in DocumentoSpesa.objects.filter(origine__in=[costo.chiave for _, costo in offerti])
    }
    a_mano = _scritte_a_mano(rendiconto)
    per_linea: dict[Linea, list[Offerta]] = {}
    for linea, costo in offerti:
        per_linea.setdefault(linea, []).append(Offerta(linea, costo, presi.get(costo.chiave)))
    return [
        OfferteLinea(linea, offerte, *_somma(a_mano, linea, {o.costo.macrovoce for o in offerte}))
        for linea, offerte in per_linea.items()
    ]


def _scritte_a_mano(rendiconto: Rendiconto) -> dict[tuple[str, str], tuple[int, Decimal]]:
    righe = (
        Spesa.objects.filter(rendiconto=rendiconto, documento_spesa__origine=None)
        .order_by()
        .values_list("linea", "macrovoce")
        .annotate(Count("pk"), Sum("importo"))
    )
    return {(linea, macrovoce): (quante, importo) for linea, macrovoce, quante, importo in righe}


def _somma(
    a_mano: dict[tuple[str, str], tuple[int, Decimal]], linea: Linea, macrovoci: set[str]
) -> tuple[int, Decimal]:
    sue = [valori for (sua, voce), valori in a_mano.items() if sua == linea and voce in macrovoci]
    return sum(quante for quante, _ in sue), sum((importo for _, importo in sue), ZERO)
