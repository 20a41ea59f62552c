"""What the lines offer to claim in a quarter, and what of it is already among the documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Sum, Value

from rendicontazione.models import DocumentoSpesa, Rendiconto, Spesa
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO
from valdera_housing.linea import CostoOfferto, registrate
from valdera_housing.models import Trimestre


class Preso(NamedTuple):
    """The document an offer has become."""

    pk: int
    totale: Decimal


@dataclass(frozen=True)
class Offerta:
    """A cost of a line, with the document it has become."""

    linea: Linea
    costo: CostoOfferto
    documento: Preso | None = None

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
    """The offers of the quarter by line: beside those of the lines, one query."""
    offerti = costi_offerti(rendiconto.trimestre)
    presi, a_mano = _gia_scritti(rendiconto, [costo.chiave for _, costo in offerti])
    per_linea: dict[Linea, list[Offerta]] = {}
    for linea, costo in offerti:
        per_linea.setdefault(linea, []).append(Offerta(linea, costo, presi.get(costo.chiave)))
    return [
        OfferteLinea(linea, offerte, *_somma(a_mano, linea, {o.costo.macrovoce for o in offerte}))
        for linea, offerte in per_linea.items()
    ]


def _gia_scritti(
    rendiconto: Rendiconto, chiavi: Sequence[str]
) -> tuple[dict[str, Preso], dict[tuple[str, str], tuple[int, Decimal]]]:
    """The documents made of these offers by key; the shares typed by hand in the quarter by line and category."""
    documenti = DocumentoSpesa.objects.filter(origine__in=chiavi).order_by()
    spese = Spesa.objects.filter(rendiconto=rendiconto, documento_spesa__origine=None).order_by()
    per_voce = spese.values("linea", "macrovoce").annotate(quante=Count("pk"), somma=Sum("importo"))
    righe = documenti.values_list(Value(True), "origine", Value(""), "pk", "totale").union(
        per_voce.values_list(Value(False), "linea", "macrovoce", "quante", "somma"), all=True
    )
    presi, a_mano = {}, {}
    for preso, nome, macrovoce, numero, importo in righe:
        if preso:
            presi[nome] = Preso(numero, importo)
        else:
            a_mano[nome, macrovoce] = numero, importo
    return presi, a_mano


def _somma(
    a_mano: dict[tuple[str, str], tuple[int, Decimal]], linea: Linea, macrovoci: set[str]
) -> tuple[int, Decimal]:
    sue = [valori for (sua, voce), valori in a_mano.items() if sua == linea and voce in macrovoci]
    return sum(quante for quante, _ in sue), sum((importo for _, importo in sue), ZERO)
