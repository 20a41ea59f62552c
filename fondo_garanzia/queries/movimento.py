"""The ledger as it is read: lines with their running balance, what they sum to, the file each belongs to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, DecimalField, Exists, OuterRef, Q, QuerySet, Sum, Value, Window
from django.db.models.functions import Coalesce

from fondo_garanzia.models import Anticipo, CreditoRivalsa, Escussione, MovimentoFondo
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.pagine import indirizzo_in
from valdera_housing.models import Utente

IN_EURO = DecimalField(max_digits=14, decimal_places=2)


def con_progressivo(movimenti: QuerySet[MovimentoFondo]) -> QuerySet[MovimentoFondo]:
    """``progressivo``: the sum, in euro, of this line and of those before it, among the rows kept by the filters.

    Days first, then the order of writing. ``corretto`` says whether a correction has taken something away.
    """
    return movimenti.annotate(
        progressivo=Window(Sum("effetto"), order_by=["giorno", "pk"]),
        corretto=Exists(MovimentoFondo.objects.filter(rettifica_di=OuterRef("pk"))),
    )


class Somme(NamedTuple):
    """Foot of the list, over all the rows found: how many, what came in, what went out, the difference. Euro."""

    quanti: int
    entrate: Decimal
    uscite: Decimal
    saldo: Decimal


def somme(movimenti: QuerySet[MovimentoFondo]) -> Somme:
    conti = movimenti.order_by().aggregate(
        quanti=Count("pk"),
        entrate=Coalesce(Sum("effetto", filter=Q(effetto__gt=0)), Value(ZERO), output_field=IN_EURO),
        uscite=Coalesce(-Sum("effetto", filter=Q(effetto__lt=0)), Value(ZERO), output_field=IN_EURO),
    )
    return Somme(conti["quanti"], conti["entrate"], conti["uscite"], conti["entrate"] - conti["uscite"])


@dataclass(frozen=True)
class Pratica:
    """The file a line of the ledger belongs to. ``url`` is empty for who may not read it."""

    nome: str
    url: str


# The field of a line that says its file, the noun of the page, the model.
PRATICHE: tuple[tuple[str, str, Any], ...] = (
    ("anticipo", "anticipo_scheda", Anticipo),
    ("escussione", "escussione_scheda", Escussione),
    ("credito", "rivalsa_scheda", CreditoRivalsa),
)


def pratica_di(movimento: MovimentoFondo, utente: Utente) -> Pratica | None:
    """The advance, the claim or the credit this line comes from; nothing for endowments and for the bank."""
    for campo, pagina, modello in PRATICHE:
        pratica = getattr(movimento, campo)
        if pratica:
            si_legge = modello.objects.visibili_a(utente).filter(pk=pratica.pk).exists()
            url = indirizzo_in("fondo_garanzia", pagina, pratica.pk) if si_legge else ""
            return Pratica(str(pratica), url)
    return None


def resta_di(movimento: MovimentoFondo, rettifiche: list[MovimentoFondo]) -> Decimal:
    """What the corrections have left of a line, in euro."""
    return movimento.importo - sum((r.importo for r in rettifiche), ZERO)
